package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** {@code verifications/RUN}: one verification, or the measurement of a baseline. */
@Restricted(NoExternalUse.class)
public final class VerificationEndpoint {
    private final Run<?, ?> run;
    private final String id;

    public VerificationEndpoint(Run<?, ?> run, String id) {
        this.run = run;
        this.id = id;
    }

    /** {@code GET verifications/RUN/chart}. */
    @GET
    public HttpResponse doChart() throws IOException {
        return ReleaseReading.of(run)
                .release()
                .run(id)
                .filter(Verifications::takesSamples)
                .map(ChartAnswer::new)
                .orElseThrow(HttpResponses::notFound);
    }

    /**
     * What the charts of a run draw, as JSON with an ETag.
     *
     * @param run a verification, or the measurement of a baseline
     */
    private record ChartAnswer(RunState run) implements HttpResponse {
        @Override
        public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                throws IOException {
            if (!new EntityTag(Verifications.state(run)).settles(request, response)) {
                VerificationChart chart = VerificationChart.of(run, LocaleProvider.getLocale());
                new JsonAnswer(HttpServletResponse.SC_OK, chart).generateResponse(request, response, node);
            }
        }
    }
}
