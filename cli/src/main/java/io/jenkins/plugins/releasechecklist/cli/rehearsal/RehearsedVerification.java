package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRound;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import io.jenkins.plugins.releasechecklist.engine.verify.Verification;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Observes an environment, for real, but not longer than the rehearsal allows. */
record RehearsedVerification(ReleaseRecord record, Terminal terminal, ProbeSession session) {
    /** How often the version is looked at again when the last look could not read it. */
    private static final int MORE_LOOKS = 3;

    /** Whether the environment could be verified. */
    boolean run(String environment, EnvironmentPlan plan, VerifyPlan verify, String version, Duration longest)
            throws IOException {
        VerificationRules planned = shortened(verify.rules(), longest);
        // A rehearsal has no deployment before it that anything could be compared with.
        VerificationRules rules = planned.withoutBaseline();
        List<Check> checks = new ArrayList<>();
        verify.version().ifPresent(probe -> checks.add(probe.expecting(version)));
        checks.addAll(plan.checks());
        terminal.say("Verification of " + environment + ": "
                + (checks.size() + rules.metrics().size()) + " checks and metrics every "
                + Durations.format(rules.interval()) + " for " + Durations.format(rules.duration())
                + (rules.duration().equals(verify.rules().duration())
                        ? ""
                        : " (" + Durations.format(verify.rules().duration()) + " in the release)"));
        if (planned.needsBaseline()) {
            terminal.say("  NOT JUDGED, because a rehearsal has no baseline: "
                    + planned.objectives(0, (measure, name) -> Optional.empty()).stream()
                            .filter(objective -> objective.limit().isEmpty())
                            .map(objective -> objective.name() + " " + objective.pass())
                            .collect(Collectors.joining(", ")));
        }
        rules.fewRounds().ifPresent(few -> terminal.say("  " + few));
        rules.tolerance(plan.checks().size()).ifPresent(tolerance -> terminal.say("  " + tolerance));
        RehearsedStep step =
                RehearsedStep.begin(record, "postDeployVerify", "post-deploy-verify", Optional.of(environment));
        step.append(ReleaseEvent.VerificationBegan.of(
                step.run(),
                rules,
                rules.objectives(plan.checks().size(), (measure, name) -> Optional.empty()),
                Optional.empty(),
                Map.of()));
        Verification verification = new Verification(rules, plan.checks().size(), (measure, name) -> Optional.empty());
        Assessment assessment = observe(step, verification, rules, checks);
        boolean passed = assessment.verdict() == Verdict.PASS;
        String reasons = String.join("; ", assessment.reasons());
        String verdict = assessment.verdict().toString();
        Style style = terminal.style();
        terminal.say("  " + (passed ? style.good(verdict) : style.bad(verdict)) + ": " + Style.printable(reasons));
        Optional<String> seen = passed && rules.versionRequired() ? Optional.of(version) : Optional.empty();
        step.end(
                passed,
                passed ? Optional.empty() : Optional.of(Phrase.joined("text.then", assessment.why())),
                List.of(new ReleaseEvent.VerificationJudged(step.run(), Judgement.of(assessment, seen))));
        return passed;
    }

    private Assessment observe(
            RehearsedStep step, Verification verification, VerificationRules rules, List<Check> checks)
            throws IOException {
        ProbeRunner runner = session.runner();
        long rounds = rules.plannedRounds();
        long failed = 0;
        for (long round = 1; ; round++) {
            CompletableFuture<Void> next = new CompletableFuture<>();
            session.delayer().after(rules.interval(), () -> next.complete(null));
            ProbeRound seen =
                    runner.round(checks, rules.metrics(), session.settings()).join();
            seen.samples().forEach(verification::add);
            seen.metrics().forEach(verification::add);
            if (!seen.samples().isEmpty()) {
                step.append(new ReleaseEvent.Sampled(step.run(), seen.samples()));
            }
            if (!seen.metrics().isEmpty()) {
                step.append(new ReleaseEvent.MetricsSampled(step.run(), seen.metrics()));
            }
            seen.samples().stream()
                    .filter(sample -> !sample.passed())
                    .forEach(sample -> terminal.say("  " + terminal.style().bad("FAILED") + "  " + sample.check() + "  "
                            + Style.printable(sample.error())));
            seen.metrics().stream()
                    .filter(sample -> !sample.measured())
                    .forEach(sample -> terminal.say("  " + terminal.style().bad("FAILED") + "  " + sample.metric()
                            + "  " + Style.printable(sample.error())));
            failed += seen.samples().stream().filter(sample -> !sample.passed()).count();
            terminal.progress("  round " + round + " of " + rounds + ", failed samples: " + failed + " ...");
            Optional<Assessment> certain = verification.certain(Math.max(0, rounds - round));
            boolean again = round >= rounds && round < rounds + MORE_LOOKS && verification.wantsAnotherLook();
            if (certain.isPresent() && !again) {
                return certain.get();
            }
            next.join();
        }
    }

    private static VerificationRules shortened(VerificationRules planned, Duration longest) {
        if (planned.duration().compareTo(longest) <= 0) {
            return planned;
        }
        Duration widest = longest.dividedBy(VerificationRules.FEWEST_ROUNDS);
        // What waits longer than a rehearsal takes is judged from its beginning.
        return planned.withoutDelays()
                .within(longest, planned.interval().compareTo(widest) <= 0 ? planned.interval() : widest);
    }
}
