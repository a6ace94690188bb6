package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.List;

/**
 * The checks of one run of a smoke test.
 *
 * @param run the run
 * @param attempt which attempt under this name it is, from 1
 * @param preFlight whether it tested something else than the release
 */
public record CheckRunView(RunState run, int attempt, boolean preFlight) {
    /** More checks than this are not read one by one. */
    static final int FEW = 12;

    /** How much of a response the page shows, in characters. The record has all that was kept. */
    static final int RESPONSE = 4000;

    /** What it is, and where; unique on the page. */
    public String title() {
        return title(run, attempt, preFlight);
    }

    static String title(RunState run, int attempt, boolean preFlight) {
        String title = Wording.run(run, preFlight);
        return attempt == 1 ? title : Messages.CheckRunView_attempt(title, attempt);
    }

    /** How long it took; empty while it works. */
    public String took() {
        return Wording.took(run);
    }

    /** How many checks passed, in words. */
    public String summary() {
        return run.checks().isEmpty()
                ? ""
                : Messages.CheckRunView_summary(
                        checks(Status.PASSED).size(),
                        run.checks().size(),
                        checks(Status.FAILED).size(),
                        checks(Status.SKIPPED).size(),
                        checks(Status.CANCELLED).size());
    }

    /** The checks that are read first: all of a few, those that did not pass of many. */
    public List<CheckResult> first() {
        return isFew() ? run.checks() : checks(Status.FAILED, Status.CANCELLED);
    }

    /** Of many checks, those that were left out. */
    public List<CheckResult> skipped() {
        return isFew() ? List.of() : checks(Status.SKIPPED);
    }

    /** Of many checks, those that passed. */
    public List<CheckResult> passed() {
        return isFew() ? List.of() : checks(Status.PASSED);
    }

    private boolean isFew() {
        return run.checks().size() <= FEW;
    }

    private List<CheckResult> checks(Status... wanted) {
        return run.checks().stream()
                .filter(check -> List.of(wanted).contains(check.status()))
                .toList();
    }

    /** What makes a check unique on the page. */
    public String id(CheckResult check) {
        return run.run() + "-" + Integer.toHexString(check.name().hashCode());
    }

    /** How long the last attempt of a check took. */
    public String latency(CheckResult check) {
        return Messages.CheckRunView_millis(check.latency().toMillis());
    }

    /** Whether a check was left out, so that its error is none. */
    public boolean isSkipped(CheckResult check) {
        return check.status() == Status.SKIPPED;
    }

    /** What was answered, as evidence of a failure, up to a limit. */
    public String response(CheckResult check) {
        return check.response().substring(0, check.response().length() - more(check));
    }

    /** How many characters of the response are left out here. */
    public int more(CheckResult check) {
        return Math.max(0, check.response().length() - RESPONSE);
    }
}
