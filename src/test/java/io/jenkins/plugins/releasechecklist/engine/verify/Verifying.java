package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricUnit;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verification of the tests: a hundred rounds unless another number is said, ten seconds apart, beginning at midnight. */
final class Verifying {
    private final Map<Measure, Criterion> criteria = new EnumMap<>(Measure.class);
    private final Map<String, Double> baseline = new HashMap<>();
    private int checks = 1;
    private int consecutiveFailures;
    private int rounds = 100;
    private boolean version;
    private List<MetricProbe> metrics = List.of();

    static Verifying demanding(String successRate) {
        return new Verifying().and(Measure.SUCCESS_RATE, successRate);
    }

    Verifying and(Measure measure, String criterion) {
        criteria.put(measure, Criterion.parse(criterion));
        return this;
    }

    Verifying rounds(int number) {
        rounds = number;
        return this;
    }

    boolean watchesVersion() {
        return version;
    }

    boolean watchesMetric() {
        return !metrics.isEmpty();
    }

    Verifying withChecks(int number) {
        checks = number;
        return this;
    }

    Verifying withVersion() {
        version = true;
        return this;
    }

    Verifying with(MetricProbe... probes) {
        metrics = List.of(probes);
        return this;
    }

    Verifying endingAfter(int failures) {
        consecutiveFailures = failures;
        return this;
    }

    Verifying baseline(String name, double value) {
        baseline.put(name, value);
        return this;
    }

    VerificationRules rules() {
        return new VerificationRules(
                Duration.ofSeconds(10L * rounds),
                Duration.ofSeconds(10),
                Duration.ZERO,
                criteria,
                consecutiveFailures,
                version,
                metrics);
    }

    Verification begin() {
        return new Verification(rules(), checks, (measure, name) -> Optional.ofNullable(baseline.get(name)));
    }

    static MetricProbe metric(String pass, int failureLimit) {
        return new MetricProbe(
                "errors",
                MetricProbe.Source.Prometheus.of("https://prometheus.example.com", "up"),
                Criterion.parse(pass),
                failureLimit,
                "");
    }

    static MetricProbe metric(String name, String pass, boolean dryRun) {
        return metric(name, pass, 0, dryRun);
    }

    static MetricProbe metric(String pass, int successes, boolean dryRun) {
        return metric("errors", pass, successes, dryRun);
    }

    private static MetricProbe metric(String name, String pass, int successes, boolean dryRun) {
        return new MetricProbe(
                name,
                MetricProbe.Source.Prometheus.of("https://prometheus.example.com", "up"),
                Criterion.parse(pass),
                0,
                "",
                new MetricProbe.Terms(Map.of(), Map.of(), "", MetricUnit.UNSAID, Duration.ZERO, successes, dryRun));
    }

    /** When a round begins. */
    static Instant at(int round) {
        return Instant.EPOCH.plusSeconds(10L * round);
    }

    static Sample passed(int round, long millis) {
        return passed("health", round, millis);
    }

    static Sample passed(String check, int round, long millis) {
        return new Sample(at(round), check, true, millis, "");
    }

    static Sample failed(int round) {
        return failed("health", round);
    }

    static Sample failed(String check, int round) {
        return new Sample(at(round), check, false, 1, "got 503");
    }

    static Sample version(int round, String error) {
        return new Sample(at(round), VersionProbe.CHECK_NAME, error.isEmpty(), 5, error);
    }

    static MetricSample measured(int round, double value) {
        return measured("errors", round, value);
    }

    static MetricSample measured(String metric, int round, double value) {
        return new MetricSample(at(round), metric, value, "");
    }

    static MetricSample unmeasured(int round) {
        return new MetricSample(at(round), "errors", 0, "no connection to prometheus.example.com:443");
    }
}
