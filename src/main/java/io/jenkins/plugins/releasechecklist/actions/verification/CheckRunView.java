package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.Duration;
import java.util.List;

/**
 * The checks of one run of a smoke test.
 *
 * @param run the id of the run
 * @param name what attempts have in common
 * @param attempt which attempt under this name it is, from 1
 * @param environment where; empty when none was named
 * @param status how it ended
 * @param reason why it did not pass; empty when it did
 * @param started when it began
 * @param took how long it took; empty while it works
 * @param summary how many checks passed, in words
 * @param rows the checks that are read first: all of a few, those that did not pass of many
 * @param skipped of many checks, those that were left out
 * @param passed of many checks, those that passed
 */
public record CheckRunView(
        String run,
        String name,
        int attempt,
        String environment,
        StatusView status,
        String reason,
        MomentView started,
        String took,
        String summary,
        List<CheckRow> rows,
        List<CheckRow> skipped,
        List<CheckRow> passed)
        implements PageFragment {
    /** More checks than this are not read one by one. */
    static final int FEW = 12;

    public CheckRunView {
        rows = List.copyOf(rows);
        skipped = List.copyOf(skipped);
        passed = List.copyOf(passed);
    }

    public static CheckRunView of(RunState run, int attempt, UtcTimeFormat moments) {
        List<CheckResult> checks = run.checks();
        boolean few = checks.size() <= FEW;
        return new CheckRunView(
                run.run(),
                run.name(),
                attempt,
                run.environment().orElse(""),
                StatusView.of(run.outcome()),
                run.reason().orElse(""),
                moments.of(run.started()),
                run.ended()
                        .map(end -> Wording.duration(Duration.between(run.started(), end)))
                        .orElse(""),
                summary(checks),
                checks.stream()
                        .filter(check -> few || check.status() == Status.FAILED || check.status() == Status.CANCELLED)
                        .map(check -> CheckRow.of(run.run(), check))
                        .toList(),
                few ? List.of() : rows(run, Status.SKIPPED),
                few ? List.of() : rows(run, Status.PASSED));
    }

    private static List<CheckRow> rows(RunState run, Status status) {
        return run.checks().stream()
                .filter(check -> check.status() == status)
                .map(check -> CheckRow.of(run.run(), check))
                .toList();
    }

    private static String summary(List<CheckResult> checks) {
        return checks.isEmpty()
                ? ""
                : Messages.CheckRunView_summary(
                        count(checks, Status.PASSED),
                        checks.size(),
                        count(checks, Status.FAILED),
                        count(checks, Status.SKIPPED),
                        count(checks, Status.CANCELLED));
    }

    private static long count(List<CheckResult> checks, Status status) {
        return checks.stream().filter(check -> check.status() == status).count();
    }
}
