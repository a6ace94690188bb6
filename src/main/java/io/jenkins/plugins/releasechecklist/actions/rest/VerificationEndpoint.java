package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.verification.BacktestPage;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import io.jenkins.plugins.releasechecklist.engine.report.json.VerificationJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** {@code verifications/RUN}: one verification, or the measurement of a baseline. */
@Restricted(NoExternalUse.class)
public final class VerificationEndpoint extends DecisionEndpoint {
    public VerificationEndpoint(Run<?, ?> run, String id) {
        super(run, id, "run-" + id);
    }

    /**
     * {@code POST verifications/RUN/pass}: it is inconclusive, and passes.
     *
     * @param comment why; must be there
     */
    @POST
    public HttpResponse doPass(@QueryParameter String comment) throws IOException {
        return answer(VerdictAnswer.PASS, comment, "");
    }

    /**
     * {@code POST verifications/RUN/fail}: it is inconclusive, and fails.
     *
     * @param comment why; must be there
     */
    @POST
    public HttpResponse doFail(@QueryParameter String comment) throws IOException {
        return answer(VerdictAnswer.FAIL, comment, "");
    }

    /**
     * {@code POST verifications/RUN/lookAgain}: it is inconclusive, and observes once more.
     *
     * @param comment why; optional
     * @param minutes for how long; optional
     */
    @POST
    public HttpResponse doLookAgain(@QueryParameter String comment, @QueryParameter String minutes) throws IOException {
        return answer(VerdictAnswer.LOOK_AGAIN, comment, minutes);
    }

    private HttpResponse answer(VerdictAnswer answer, String comment, String minutes) throws IOException {
        return decide(ReleasePermissions.APPROVE, reading -> {
            RunState run = reading.answers()
                    .answer(Approver.current(), part(), answer, RequestText.said(comment), minutes(minutes));
            return VerificationJson.of(run, reading.release().isPreFlight(run));
        });
    }

    private static int minutes(String text) throws Refusal {
        try {
            return Integer.parseInt(RequestText.said(text).orElse("" + VerdictAnswers.DEFAULT_MINUTES));
        } catch (NumberFormatException e) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.VerificationEndpoint_badMinutes(text));
        }
    }

    /** {@code GET verifications/RUN/chart}. */
    @GET
    public HttpResponse doChart() throws IOException {
        return ReleaseReading.of(run())
                .release()
                .run(part())
                .filter(Verifications::takesSamples)
                .<HttpResponse>map(VerificationEndpoint::chart)
                .orElseThrow(HttpResponses::notFound);
    }

    /**
     * {@code GET verifications/RUN/backtest}: a page that tells what other criteria would have said; those of the address, as {@code
     * pass.NAME}, by the name of a measure or metric.
     */
    @GET
    public HttpResponse doBacktest(StaplerRequest2 request) throws IOException {
        return ReleaseReading.of(run())
                .release()
                .run(part())
                .flatMap(run -> BacktestPage.of(
                        run,
                        name -> Optional.ofNullable(request.getParameter("pass." + name)),
                        LocaleProvider.getLocale()))
                .<HttpResponse>map(page -> HttpResponses.forwardToView(page, "index"))
                .orElseThrow(HttpResponses::notFound);
    }

    /** What the charts of a verification, or of the measurement of a baseline, draw. */
    private static WrittenAnswer chart(RunState run) {
        Locale reader = LocaleProvider.getLocale();
        WrittenAnswer chart = (request, response) ->
                JsonAnswer.of(VerificationChart.of(run, reader)).generateResponse(request, response, null);
        return chart.tagged(Verifications.state(run) + "-" + reader.toLanguageTag());
    }
}
