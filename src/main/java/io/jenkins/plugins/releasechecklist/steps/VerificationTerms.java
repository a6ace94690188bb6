package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a verification looks at and what it demands, from the step and the plan.
 *
 * @param version how the version is looked at; nothing if it is not
 * @param interval the time between two rounds, if somebody said it
 */
record VerificationTerms(
        Optional<VersionCheck> version, List<Check> checks, VerificationRules rules, Optional<Duration> interval) {

    /** The terms of a verification; a baseline is measured without the version, which is about to change. */
    static VerificationTerms of(PostDeployVerifyStep step, Release release, Optional<String> environment)
            throws AbortException {
        EnvironmentPlan plan = PlannedChecks.environment(release, environment);
        VerifyPlan wishes = wishes(step).or(plan.verify().orElse(VerifyPlan.EMPTY));
        Optional<VersionProbe> version = wishes.version().filter(probe -> !step.isBaseline());
        List<Check> checks = new ArrayList<>();
        boolean needed = version.isEmpty() && wishes.metrics().isEmpty();
        if (needed || !step.getChecks().isEmpty() || !plan.checks().isEmpty()) {
            checks.addAll(PlannedChecks.checks("postDeployVerify", release, environment, step.getChecks()));
        }
        Optional<VersionCheck> expected = Optional.empty();
        if (version.isPresent()) {
            expected = Optional.of(version.get()
                    .expecting(release.version()
                            .orElseThrow(() -> new AbortException(Messages.VerificationTerms_noVersion()))));
        }
        return new VerificationTerms(expected, checks, wishes.rules(), wishes.interval());
    }

    /**
     * What the step itself says.
     *
     * @throws IllegalArgumentException if a parameter is wrong, with its name, what was expected and what was found
     */
    static VerifyPlan wishes(PostDeployVerifyStep step) {
        Map<Measure, Criterion> criteria = new EnumMap<>(Measure.class);
        Parameters.read("successRate", step.getSuccessRate(), Criterion::parse)
                .ifPresent(it -> criteria.put(Measure.SUCCESS_RATE, it));
        Parameters.read("p50", step.getP50(), Criterion::parse).ifPresent(it -> criteria.put(Measure.P50, it));
        Parameters.read("p95", step.getP95(), Criterion::parse).ifPresent(it -> criteria.put(Measure.P95, it));
        Parameters.read("p99", step.getP99(), Criterion::parse).ifPresent(it -> criteria.put(Measure.P99, it));
        return new VerifyPlan(
                Parameters.read("duration", step.getDuration(), Durations::parse),
                Parameters.read("interval", step.getInterval(), Durations::parse),
                Parameters.read("initialDelay", step.getInitialDelay(), Durations::parse),
                criteria,
                Optional.of(step.getConsecutiveFailures()).filter(limit -> limit != 0),
                Optional.ofNullable(step.getVersion())
                        .map(text -> InlineValues.version(Parameters.map(text), "version")),
                Optional.ofNullable(step.getMetrics())
                        .map(text -> InlineValues.metrics(Parameters.value(text), "metrics"))
                        .orElse(List.of()));
    }

    /** The same without secrets in the names of metrics, which stand in the record. */
    VerificationTerms masked(SecretMasker masking) throws IOException, InterruptedException {
        List<MetricProbe> metrics = new ArrayList<>();
        for (MetricProbe metric : rules.metrics()) {
            metrics.add(metric.named(masking.mask(metric.name())));
        }
        return new VerificationTerms(version, checks, rules.with(metrics), interval);
    }

    /** What another look demands, for so long: at the interval that somebody said, which may tell how much a system bears. */
    VerificationRules again(Duration more) {
        Duration step = interval.orElseGet(() -> VerificationRules.usualInterval(more));
        return rules.within(more, step.compareTo(more) < 0 ? step : more);
    }

    /** What is sampled in every round; the version first, so that it keeps its name should another check be called the same. */
    List<Check> sampled() {
        List<Check> sampled = new ArrayList<>(version.stream().toList());
        sampled.addAll(checks);
        return sampled;
    }

    /** Everything that may need credentials. */
    List<Check> requests() {
        return Stream.of(
                        version.stream().flatMap(check -> check.requests().stream()),
                        checks.stream(),
                        rules.metrics().stream().map(MetricProbe::request))
                .<Check>flatMap(part -> part)
                .toList();
    }
}
