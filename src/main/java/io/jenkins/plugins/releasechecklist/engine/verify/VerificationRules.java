package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a verification demands.
 *
 * @param duration how long the system is observed, more than zero; default 10 min
 * @param interval the time between the beginnings of two rounds, more than zero; default {@link #usualInterval}
 * @param initialDelay how long the system is left alone before the first round, zero or more; default none
 * @param criteria what success rate and latencies have to be like: a percentage with {@code >=} or {@code >} for the
 *     success rate, which is always there and {@code >= 99%} by default, and a duration with {@code <=} or {@code <} for each
 *     quantile that is judged; each may be relative to the baseline
 * @param consecutiveFailures how many failures of one check in a row end the verification; 0 means that they are not counted
 * @param versionRequired whether the last sample of the check {@link VersionProbe#CHECK_NAME} has to have passed
 * @param metrics what else is measured, every name once
 */
public record VerificationRules(
        Duration duration,
        Duration interval,
        Duration initialDelay,
        Map<Measure, Criterion> criteria,
        int consecutiveFailures,
        boolean versionRequired,
        List<MetricProbe> metrics) {
    /** How long a system is observed unless something else is said. */
    public static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);
    /** The time between two rounds unless something else is said. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);
    /** So many rounds are worth the name of a verification. */
    public static final int FEWEST_ROUNDS = 10;
    /** So many values of before are kept of each thing. */
    private static final int MOST_VALUES = 1_000;
    /** The success rate that is demanded unless something else is said. */
    public static final Criterion DEFAULT_SUCCESS_RATE = Criterion.parse(">= 99%");

    private static final BiFunction<Measure, String, Optional<Double>> NO_BASELINE =
            (measure, name) -> Optional.empty();
    private static final Map<Measure, String> NAMES =
            Map.of(Measure.SUCCESS_RATE, "successRate", Measure.P50, "p50", Measure.P95, "p95", Measure.P99, "p99");

    /** Checks the durations and the kinds of the criteria, and fills in the success rate. */
    public VerificationRules {
        requirePositive("duration", duration);
        requirePositive("interval", interval);
        if (initialDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "initialDelay: expected zero or more, found " + Durations.format(initialDelay));
        }
        Map<Measure, Criterion> complete = new EnumMap<>(Measure.class);
        complete.put(Measure.SUCCESS_RATE, DEFAULT_SUCCESS_RATE);
        complete.putAll(criteria);
        complete.forEach(VerificationRules::require);
        criteria = Collections.unmodifiableMap(complete);
        if (consecutiveFailures < 0) {
            throw new IllegalArgumentException(
                    "consecutiveFailures: expected 1 or more, or 0 for no limit, found " + consecutiveFailures);
        }
        metrics = List.copyOf(metrics);
        aloneCompared(criteria, metrics).ifPresent(pass -> {
            throw new IllegalArgumentException("metrics: expected the other metric of '" + pass
                    + "', or baseline in its place, found none of that name");
        });
    }

    /** What compares all values with another metric that is not measured, or with itself; nothing if all is well. */
    public static Optional<Criterion> aloneCompared(Map<Measure, Criterion> criteria, List<MetricProbe> metrics) {
        List<String> names = metrics.stream().map(MetricProbe::name).toList();
        return Stream.concat(
                        criteria.values().stream().filter(pass -> isAlone(pass, "", names)),
                        metrics.stream()
                                .filter(metric -> isAlone(metric.pass(), metric.name(), names))
                                .map(MetricProbe::pass))
                .findFirst();
    }

    private static boolean isAlone(Criterion criterion, String name, List<String> names) {
        return criterion
                .distribution()
                .map(Criterion.Bound.Distribution::of)
                .filter(of -> !of.equals(Criterion.Bound.BASELINE) && (!names.contains(of) || of.equals(name)))
                .isPresent();
    }

    /** The metrics that are not judged before the whole verification is over: what their delay is longer than. */
    public Optional<String> neverJudged() {
        return metrics.stream()
                .filter(metric -> metric.terms().initialDelay().compareTo(duration) >= 0)
                .findFirst()
                .map(metric -> "metrics: expected an initialDelay of " + metric.name() + " shorter than the duration "
                        + Durations.format(duration) + ", found "
                        + Durations.format(metric.terms().initialDelay()));
    }

    /**
     * The same rules where there is nothing to compare with: what needs a baseline is measured, and not judged. A success rate
     * that does is judged by {@link #DEFAULT_SUCCESS_RATE}.
     */
    public VerificationRules withoutBaseline() {
        Map<Measure, Criterion> fixed = new EnumMap<>(criteria);
        fixed.values().removeIf(Criterion::needsBaseline);
        List<MetricProbe> measured = metrics.stream()
                .map(metric -> metric.pass().needsBaseline() ? metric.measuredOnly() : metric)
                .toList();
        return new VerificationRules(
                duration, interval, initialDelay, fixed, consecutiveFailures, versionRequired, measured);
    }

    /** The same rules with other metrics, every name once. */
    public VerificationRules with(List<MetricProbe> others) {
        return new VerificationRules(
                duration, interval, initialDelay, criteria, consecutiveFailures, versionRequired, others);
    }

    /** The same rules, with which everything is looked at and judged from the beginning. */
    public VerificationRules withoutDelays() {
        return new VerificationRules(
                duration,
                interval,
                Duration.ZERO,
                criteria,
                consecutiveFailures,
                versionRequired,
                metrics.stream().map(MetricProbe::withoutDelay).toList());
    }

    /** The same rules with another duration and another interval, each more than zero. */
    public VerificationRules within(Duration whole, Duration step) {
        return new VerificationRules(
                whole, step, initialDelay, criteria, consecutiveFailures, versionRequired, metrics);
    }

    /** The interval unless another is said: 15 s, or a tenth of a shorter duration, so that there are enough rounds. */
    public static Duration usualInterval(Duration duration) {
        Duration tenth = duration.dividedBy(FEWEST_ROUNDS);
        Duration shortest = tenth.toMillis() > 0 ? tenth : Duration.ofMillis(1);
        return shortest.compareTo(DEFAULT_INTERVAL) < 0 ? shortest : DEFAULT_INTERVAL;
    }

    /** Why there are so few rounds, in words; nothing where there are {@link #FEWEST_ROUNDS} or more. */
    public Optional<String> fewRounds() {
        return plannedRounds() >= FEWEST_ROUNDS
                ? Optional.empty()
                : Optional.of("only " + plannedRounds() + (plannedRounds() == 1 ? " round" : " rounds")
                        + ", because the interval is " + Durations.format(interval) + " and the duration "
                        + Durations.format(duration) + "; " + FEWEST_ROUNDS + " or more say something");
    }

    /**
     * How many samples of the checks may fail, in words: {@code at most 1 of 40 samples may fail (successRate >= 99%)}; nothing
     * where that depends on a baseline or nothing is sampled.
     *
     * @param checks how many checks every round samples
     */
    public Optional<String> tolerance(int checks) {
        Criterion pass = criteria.get(Measure.SUCCESS_RATE);
        long planned = plannedRounds() * checks;
        if (planned == 0 || pass.needsBaseline()) {
            return Optional.empty();
        }
        long allowed = threshold(Measure.SUCCESS_RATE, NAMES.get(Measure.SUCCESS_RATE), pass, NO_BASELINE)
                .allowedFailures(planned, planned);
        return Optional.of((allowed == 0 ? "none" : "at most " + allowed) + " of " + planned
                + " samples may fail (successRate " + pass + ")");
    }

    /** How many rounds the duration has room for: duration by interval, rounded down, at least 1. */
    public long plannedRounds() {
        return Math.max(1, duration.dividedBy(interval));
    }

    /** Of the values of a baseline, those that all values are compared with; so many of each that a record can hold them. */
    public Map<String, List<Double>> compared(Map<String, List<Double>> values) {
        Map<String, List<Double>> compared = new LinkedHashMap<>();
        thresholds(NO_BASELINE).stream()
                .filter(it ->
                        it.pass().needsBaseline() && it.pass().distribution().isPresent())
                .filter(it -> values.containsKey(it.name()))
                .forEach(it -> {
                    List<Double> all = values.get(it.name());
                    int step = (all.size() + MOST_VALUES - 1) / MOST_VALUES;
                    compared.put(
                            it.name(),
                            IntStream.range(0, all.size())
                                    .filter(i -> i % Math.max(1, step) == 0)
                                    .mapToObj(all::get)
                                    .toList());
                });
        return compared;
    }

    /** What a record keeps of the metrics; nothing of those whose values all have to be as demanded. */
    public List<MetricTolerance> tolerances() {
        return metrics.stream()
                .map(MetricProbe::tolerance)
                .filter(tolerance -> !tolerance.equals(MetricTolerance.none(tolerance.metric())))
                .toList();
    }

    /** Whether something is compared with a baseline. */
    public boolean needsBaseline() {
        return criteria.values().stream().anyMatch(Criterion::needsBaseline)
                || metrics.stream()
                        .anyMatch(metric -> metric.isJudged() && metric.pass().needsBaseline());
    }

    /**
     * Everything that is demanded of what is measured.
     *
     * @param checks how many checks every round samples
     * @param baseline what was measured before the deployment, by measure and name
     */
    public List<Objective> objectives(int checks, BiFunction<Measure, String, Optional<Double>> baseline) {
        long planned = plannedRounds() * checks;
        List<String> shown = metrics.stream()
                .filter(metric -> !metric.isJudged())
                .map(MetricProbe::name)
                .toList();
        return thresholds(baseline).stream()
                .filter(it -> it.measure() != Measure.METRIC || !shown.contains(it.name()))
                .map(it -> it.objective(planned))
                .toList();
    }

    List<Threshold> thresholds(BiFunction<Measure, String, Optional<Double>> baseline) {
        List<Threshold> thresholds = new ArrayList<>();
        criteria.forEach(
                (measure, criterion) -> thresholds.add(threshold(measure, NAMES.get(measure), criterion, baseline)));
        metrics.forEach(metric -> thresholds.add(threshold(Measure.METRIC, metric.name(), metric.pass(), baseline)));
        return List.copyOf(thresholds);
    }

    private static Threshold threshold(
            Measure measure, String name, Criterion pass, BiFunction<Measure, String, Optional<Double>> baseline) {
        return new Threshold(
                measure, name, pass, pass.needsBaseline() ? baseline.apply(measure, name) : Optional.empty());
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + ": expected more than zero, found " + Durations.format(value));
        }
    }

    private static void require(Measure measure, Criterion criterion) {
        boolean rate = measure == Measure.SUCCESS_RATE;
        String name = NAMES.get(measure);
        try {
            if (measure == Measure.P50 && criterion.distribution().isPresent()) {
                return;
            }
            criterion.require(rate ? Quantity.Unit.PERCENTAGE : Quantity.Unit.DURATION, !rate);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (rate && !criterion.needsBaseline() && !criterion.holds(1)) {
            throw new IllegalArgumentException(
                    name + ": expected what can be reached with 100%, found '" + criterion + "'");
        }
    }
}
