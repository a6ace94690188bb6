package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import java.io.IOException;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
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
                .<HttpResponse>map(VerificationEndpoint::chart)
                .orElseThrow(HttpResponses::notFound);
    }

    /** What the charts of a verification, or of the measurement of a baseline, draw. */
    private static WrittenAnswer chart(RunState run) {
        WrittenAnswer chart =
                (request, response) -> JsonAnswer.of(VerificationChart.of(run, LocaleProvider.getLocale()))
                        .generateResponse(request, response, null);
        return chart.tagged(Verifications.state(run));
    }
}
