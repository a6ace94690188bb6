package io.jenkins.plugins.releasechecklist.actions.rest;

import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * What the charts of a run draw, as JSON with an ETag.
 *
 * @param run a verification, or the measurement of a baseline
 */
record ChartAnswer(RunState run) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        if (!new EntityTag(Verifications.state(run)).settles(request, response)) {
            VerificationChart chart = VerificationChart.of(run, LocaleProvider.getLocale());
            new JsonAnswer(HttpServletResponse.SC_OK, chart).generateResponse(request, response, node);
        }
    }
}
