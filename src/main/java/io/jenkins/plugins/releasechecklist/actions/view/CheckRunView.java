package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
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
 * @param rows one for each check
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
        List<CheckRow> rows)
        implements Part {
    public CheckRunView {
        rows = List.copyOf(rows);
    }

    static CheckRunView of(RunState run, int attempt, Moments moments) {
        long passed = run.checks().stream().filter(CheckResult::passed).count();
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
                run.checks().isEmpty()
                        ? ""
                        : Messages.CheckRunView_summary(passed, run.checks().size()),
                run.checks().stream().map(CheckRow::of).toList());
    }

    /**
     * One check.
     *
     * @param name its name
     * @param kind how it checks
     * @param target what it looks at
     * @param status how it ended
     * @param latency how long the last attempt took
     * @param attempts how many there were
     * @param error what was wrong; empty when it passed
     */
    public record CheckRow(
            String name, String kind, String target, StatusView status, String latency, int attempts, String error) {
        static CheckRow of(CheckResult result) {
            return new CheckRow(
                    result.name(),
                    result.kind(),
                    result.target(),
                    StatusView.of(result.status()),
                    Messages.CheckRunView_millis(result.latency().toMillis()),
                    result.attempts(),
                    result.error());
        }
    }
}
