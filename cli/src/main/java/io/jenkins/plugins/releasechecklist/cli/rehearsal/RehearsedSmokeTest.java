package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the checks of an environment, for real. */
record RehearsedSmokeTest(ReleaseRecord record, Terminal terminal, ProbeSession session) {
    private static final int LONGEST_ANSWER = 160;

    /** Whether every check passed. */
    boolean run(String environment, List<Check> checks) throws IOException {
        terminal.say(
                "Smoke test in " + environment + ": " + checks.size() + (checks.size() == 1 ? " check" : " checks"));
        RehearsedStep step = RehearsedStep.begin(record, "smokeTest", "smoke-test", Optional.of(environment));
        AtomicInteger settled = new AtomicInteger();
        tellProgress(0, checks.size());
        List<CheckResult> results = session.runner()
                .run(checks, session.settings(), result -> {
                    tell(result);
                    tellProgress(settled.incrementAndGet(), checks.size());
                })
                .join();
        long failed = results.stream().filter(result -> !result.passed()).count();
        step.end(
                failed == 0,
                failed == 0
                        ? Optional.empty()
                        : Optional.of(Phrase.plain(failed + " of " + results.size() + " checks failed")),
                results.stream()
                        .map(result -> new ReleaseEvent.CheckSettled(step.run(), result))
                        .toList());
        return failed == 0;
    }

    private void tellProgress(int settled, int all) {
        if (settled < all) {
            terminal.progress("  " + settled + " of " + all + " checks are done ...");
        }
    }

    private void tell(CheckResult result) {
        Style style = terminal.style();
        terminal.say("  " + (result.passed() ? style.good("passed") : style.bad("FAILED")) + "  " + result.kind() + " "
                + result.name() + "  "
                + result.target() + "  " + Durations.format(result.latency().truncatedTo(ChronoUnit.MILLIS))
                + result.errorIfAny()
                        .map(error -> "  " + Style.printable(error))
                        .orElse(""));
        if (!result.passed() && !result.response().isBlank()) {
            String answer = Style.printable(result.response().strip().replaceAll("\\s+", " "));
            terminal.say("          answered: "
                    + (answer.length() > LONGEST_ANSWER ? answer.substring(0, LONGEST_ANSWER) + "..." : answer));
        }
    }
}
