package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;

/**
 * One check of a smoke test.
 *
 * @param id unique on the page
 * @param name its name
 * @param kind how it checks
 * @param target what it looks at
 * @param status how it ended
 * @param latency how long the last attempt took
 * @param attempts how many there were
 * @param error what was wrong; empty when it passed
 * @param skipped whether it was left out, so that the error is none
 * @param response what was answered, as evidence of a failure, up to a limit; empty when there is none
 * @param more how many characters of the response are left out here
 */
public record CheckRow(
        String id,
        String name,
        String kind,
        String target,
        StatusView status,
        String latency,
        int attempts,
        String error,
        boolean skipped,
        String response,
        int more) {
    /** How much of a response the page shows, in characters. The record has all that was kept. */
    static final int RESPONSE = 4000;

    static CheckRow of(String run, CheckResult result) {
        int shown = Math.min(result.response().length(), RESPONSE);
        return new CheckRow(
                run + "-" + Integer.toHexString(result.name().hashCode()),
                result.name(),
                result.kind(),
                result.target(),
                StatusView.of(result.status()),
                Messages.CheckRunView_millis(result.latency().toMillis()),
                result.attempts(),
                result.error(),
                result.status() == CheckResult.Status.SKIPPED,
                result.response().substring(0, shown),
                result.response().length() - shown);
    }
}
