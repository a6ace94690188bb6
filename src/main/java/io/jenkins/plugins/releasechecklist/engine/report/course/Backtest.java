package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationBegan;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verification;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What other criteria would have said about a verification. Its recorded samples are judged again, as if all had been taken
 * before anything was decided.
 *
 * @param run the verification
 * @param begun what it set out to do
 */
public record Backtest(RunState run, VerificationBegan begun) {
    /** The measures that have a name of their own. */
    private static final Map<String, Measure> MEASURES =
            Map.of("successRate", Measure.SUCCESS_RATE, "p50", Measure.P50, "p95", Measure.P95, "p99", Measure.P99);

    /** The verifications of a release that took samples, in order. */
    public static List<Backtest> of(List<RunState> runs) {
        return runs.stream()
                .filter(run -> Verifications.isVerification(run)
                        && !(run.samples().isEmpty() && run.metrics().isEmpty()))
                .flatMap(run -> run.verification().map(begun -> new Backtest(run, begun)).stream())
                .toList();
    }

    /** What a name is: that of a measure, or of a metric. */
    public static Measure measure(String name) {
        return MEASURES.getOrDefault(name, Measure.METRIC);
    }

    /** What can be judged: the measures, and the metrics that were measured. */
    public List<String> names() {
        return Stream.concat(
                        MEASURES.keySet().stream().sorted(),
                        run.metrics().stream().map(MetricSample::metric).distinct())
                .toList();
    }

    /** What was demanded, by the name of a measure or metric. */
    public Map<String, Criterion> demanded() {
        Map<String, Criterion> demanded = new LinkedHashMap<>();
        begun.objectives().forEach(objective -> demanded.put(objective.name(), Criterion.parse(objective.pass())));
        return demanded;
    }

    /**
     * Judges the samples again. In records of old versions it does not stand how many values of a metric may miss, or failures come
     * in a row: none may, and none are counted.
     *
     * @param all criteria by the name of a measure or metric; without one, the success rate is judged as by default, and nothing else
     * @throws IllegalArgumentException if a criterion does not go with its measure
     */
    public Assessment judge(Map<String, Criterion> all) {
        Map<Measure, Criterion> criteria = new LinkedHashMap<>();
        Map<String, MetricProbe> metrics = new LinkedHashMap<>();
        all.forEach((name, pass) -> {
            if (MEASURES.containsKey(name)) {
                criteria.put(MEASURES.get(name), pass);
            } else {
                metrics.put(name, tolerance(name).of(pass, true));
            }
        });
        // What others are compared with need not be judged itself.
        all.values().stream()
                .flatMap(pass -> pass.distribution().stream())
                .map(Criterion.Bound.Distribution::of)
                .filter(names()::contains)
                .forEach(name -> metrics.computeIfAbsent(name, this::shown));
        List<String> checks =
                run.samples().stream().map(Sample::check).distinct().toList();
        boolean version = checks.contains(VersionProbe.CHECK_NAME);
        VerificationRules rules = new VerificationRules(
                begun.duration(),
                begun.interval(),
                Duration.ZERO,
                criteria,
                begun.consecutiveFailures().orElse(0),
                version,
                List.copyOf(metrics.values()));
        Verification verification = new Verification(
                rules,
                checks.size() - (version ? 1 : 0),
                this::baseline,
                name -> begun.before().getOrDefault(name, List.of()));
        run.samples().forEach(verification::add);
        run.metrics().forEach(verification::add);
        return verification.decide();
    }

    private MetricTolerance tolerance(String metric) {
        return begun.tolerances().stream()
                .filter(tolerance -> tolerance.metric().equals(metric))
                .findFirst()
                .orElse(MetricTolerance.none(metric));
    }

    private MetricProbe shown(String metric) {
        MetricTolerance tolerance = tolerance(metric);
        return tolerance.of(Criterion.parse(tolerance.shown().orElse(">= 0")), false);
    }

    private Optional<Double> baseline(Measure measure, String name) {
        return begun.objectives().stream()
                .filter(objective -> objective.measure() == measure
                        && (measure != Measure.METRIC || objective.name().equals(name)))
                .findFirst()
                .flatMap(Objective::baseline);
    }
}
