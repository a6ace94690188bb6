package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Latencies;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * What a verification, or the measurement of a baseline, has measured: as its end says, or so far.
 *
 * @param samples how many samples were taken
 * @param all the success rate, the quantiles of the latency, and each metric
 */
public record Findings(long samples, List<Finding> all) {
    public Findings {
        all = List.copyOf(all);
    }

    public static Findings of(RunState run) {
        RunReading reading = new RunReading(run);
        List<Finding> all = new ArrayList<>();
        all.add(reading.measure(Measure.SUCCESS_RATE, "successRate"));
        all.add(reading.measure(Measure.P50, "p50"));
        all.add(reading.measure(Measure.P95, "p95"));
        all.add(reading.measure(Measure.P99, "p99"));
        reading.metricNames().forEach(name -> all.add(reading.metric(name)));
        return new Findings(reading.samples(), all);
    }

    /** The success rate or a quantile. */
    public Finding of(Measure measure) {
        return all.stream()
                .filter(finding -> finding.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    public List<Finding> metrics() {
        return all.stream()
                .filter(finding -> finding.measure() == Measure.METRIC)
                .toList();
    }

    /** Reads the numbers of a run: from its judgement or its baseline, and from the samples what those do not say, or not yet. */
    static final class RunReading {
        private final RunState run;
        private final List<Objective> objectives;
        private final Optional<Measured> measured;
        private final List<Sample> counted;
        private final Latencies latencies;

        RunReading(RunState run) {
            this.run = run;
            objectives = run.verification()
                    .map(ReleaseEvent.VerificationBegan::objectives)
                    .orElse(List.of());
            measured = run.judgement().flatMap(Judgement::measured).or(run::baseline);
            counted = VersionProbe.counted(run.samples());
            latencies = Latencies.of(counted);
        }

        long samples() {
            return run.judgement().map(Judgement::samples).orElse((long) counted.size());
        }

        Finding measure(Measure measure, String name) {
            Optional<Objective> objective = objective(measure, name);
            Optional<Double> value =
                    measured.flatMap(it -> it.of(measure, name)).or(() -> value(measure));
            long count = measure == Measure.SUCCESS_RATE
                    ? samples()
                    : latencies.sorted().size();
            Optional<Verdict> verdict = run.judgement()
                    .flatMap(judged ->
                            objective.map(it -> judged.comparisons().getOrDefault(name, verdict(it, value, count))));
            return new Finding(measure, name, objective, value, verdict, count, 0, 0);
        }

        /** A judgement of the first versions of the plugin says the success rate and one quantile, and that is all. */
        private Optional<Double> value(Measure measure) {
            return switch (measure) {
                case SUCCESS_RATE -> successRate();
                case P50 -> quantile(50);
                case P95 ->
                    run.judgement()
                            .flatMap(Judgement::p95Millis)
                            .map(Long::doubleValue)
                            .or(() -> quantile(95));
                case P99 -> quantile(99);
                case METRIC -> Optional.empty();
            };
        }

        private Optional<Double> successRate() {
            if (samples() == 0) {
                return Optional.empty();
            }
            long passed = counted.stream().filter(Sample::passed).count();
            return run.judgement().map(Judgement::successRate).or(() -> Optional.of((double) passed / counted.size()));
        }

        private Optional<Double> quantile(int percent) {
            return latencies.quantile(percent).map(Long::doubleValue);
        }

        private static Verdict verdict(Objective objective, Optional<Double> value, long samples) {
            return value.flatMap(found -> objective.holds(found, samples))
                    .map(holds -> holds ? Verdict.PASS : Verdict.FAIL)
                    .orElse(Verdict.INCONCLUSIVE);
        }

        Set<String> metricNames() {
            Set<String> names = new LinkedHashSet<>();
            objectives.stream()
                    .filter(objective -> objective.measure() == Measure.METRIC)
                    .map(Objective::name)
                    .forEach(names::add);
            run.metrics().stream().map(MetricSample::metric).forEach(names::add);
            return names;
        }

        Finding metric(String name) {
            Optional<Objective> objective = objective(Measure.METRIC, name);
            Optional<MetricOutcome> outcome = run.judgement().stream()
                    .flatMap(judgement -> judgement.metrics().stream())
                    .filter(judged -> judged.name().equals(name))
                    .findFirst();
            List<MetricSample> all = run.metrics().stream()
                    .filter(sample -> sample.metric().equals(name))
                    .toList();
            List<Double> values = all.stream()
                    .filter(MetricSample::measured)
                    .map(MetricSample::value)
                    .toList();
            Optional<DoublePredicate> test = objective.flatMap(Objective::test);
            long outside = values.stream()
                    .filter(value -> test.isPresent() && !test.get().test(value))
                    .count();
            return new Finding(
                    Measure.METRIC,
                    name,
                    objective,
                    outcome.flatMap(MetricOutcome::value)
                            .or(() -> measured.flatMap(it -> it.of(Measure.METRIC, name)))
                            .or(() -> mean(values)),
                    // A dry run demands nothing.
                    outcome.map(MetricOutcome::verdict)
                            .filter(verdict ->
                                    objective.isPresent() || run.verification().isEmpty()),
                    outcome.map(MetricOutcome::samples).orElse((long) values.size()),
                    outcome.map(MetricOutcome::missed).orElse((long) all.size() - values.size()),
                    outside);
        }

        /** Without the infinities, which no chart can show. */
        private static Optional<Double> mean(List<Double> values) {
            OptionalDouble mean = values.stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .average();
            return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
        }

        private Optional<Objective> objective(Measure measure, String name) {
            return objectives.stream()
                    .filter(it -> it.measure() == measure
                            && (measure != Measure.METRIC || it.name().equals(name)))
                    .findFirst();
        }
    }
}
