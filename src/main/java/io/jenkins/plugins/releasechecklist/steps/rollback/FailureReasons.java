package io.jenkins.plugins.releasechecklist.steps.rollback;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What failed in an environment last, and why, as the record has it: no secrets are in it. */
public final class FailureReasons {
    /** How many failed checks are told one by one. */
    private static final int MOST = 10;

    private FailureReasons() {}

    /** The run that failed last: one in the environment, or one of a deployment, which tells no environment. */
    public static Optional<RunState> run(Release release, String environment) {
        return release.runs().stream()
                .filter(run -> run.outcome()
                        .filter(outcome -> outcome != Outcome.PASSED)
                        .isPresent())
                .filter(run -> run.environment().equals(Optional.of(environment))
                        || run.item().isPresent())
                .reduce((earlier, later) -> later);
    }

    /** In a few lines: the run, the reasons of its verdict, and its failed checks. */
    static List<String> lines(RunState run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                run.reason().isEmpty()
                        ? Messages.WhatFailed_run(run.name())
                        : Messages.WhatFailed_why(run.name(), run.reason().get()));
        run.judgement().map(Judgement::reasons).orElse(List.of()).stream()
                .filter(reason ->
                        run.reason().filter(told -> told.contains(reason)).isEmpty())
                .forEach(reason -> lines.add("- " + reason));
        List<String> failed = failures(run);
        failed.stream().limit(MOST).forEach(check -> lines.add("- " + check));
        if (failed.size() > MOST) {
            lines.add("- " + Messages.WhatFailed_more(failed.size() - MOST));
        }
        return lines;
    }

    /** The checks that failed and, of a verification, those that failed in some rounds, with the latest error. */
    private static List<String> failures(RunState run) {
        List<String> failures = new ArrayList<>();
        run.checks().stream()
                .filter(check -> check.status() == CheckResult.Status.FAILED)
                .forEach(check -> failures.add(Messages.WhatFailed_check(check.name(), check.error())));
        Map<String, List<Sample>> bad = new LinkedHashMap<>();
        run.samples().stream()
                .filter(sample -> !sample.passed())
                .forEach(sample -> bad.computeIfAbsent(sample.check(), name -> new ArrayList<>())
                        .add(sample));
        bad.forEach((check, samples) -> failures.add(Messages.WhatFailed_samples(
                check,
                samples.get(samples.size() - 1).error(),
                samples.size(),
                run.samples().stream()
                        .filter(sample -> sample.check().equals(check))
                        .count())));
        return failures;
    }
}
