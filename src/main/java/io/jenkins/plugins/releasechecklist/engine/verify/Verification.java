package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Folds the samples of a verification to a verdict. It has no clock and no network: after a restart the recorded
 * samples are added again, in their order, and everything is as before. Not safe for use by several threads.
 *
 * <p>The verdict is {@link Verdict#FAIL} when something is not as demanded and no remaining round can change that, else
 * {@link Verdict#INCONCLUSIVE} when fewer than {@link #ENOUGH} of the planned samples were taken, a metric could not be
 * measured or a baseline is missing, else {@link Verdict#PASS}. The samples of the version are judged by themselves: while
 * a deployment rolls out, the old version is no failure of the system.
 */
public final class Verification {
    /** The part of the planned samples that has to be there before anything is passed. */
    public static final double ENOUGH = 0.5;

    /** So many wrong versions in a row, after it was right, are no rollout any more. */
    private static final long VERSION_LOST = 3;

    private final VerificationRules rules;
    private final int checks;
    private final Threshold successRate;
    private final List<Threshold> quantiles;
    private final LatencyTally latencies;
    private final CheckTally version = new CheckTally();
    private final Map<String, CheckTally> tallies = new LinkedHashMap<>();
    private final Map<String, MetricTally> metrics = new LinkedHashMap<>();

    /**
     * Begins a verification.
     *
     * @param rules what is demanded
     * @param checks how many checks every round samples, the one of the version not among them; 0 or more
     * @param baseline what was measured before the deployment, by measure and name
     */
    public Verification(VerificationRules rules, int checks, BiFunction<Measure, String, Optional<Double>> baseline) {
        this.rules = rules;
        this.checks = checks;
        List<Threshold> thresholds = rules.thresholds(baseline);
        this.successRate = thresholds.stream()
                .filter(it -> it.measure() == Measure.SUCCESS_RATE)
                .findFirst()
                .orElseThrow();
        this.quantiles = thresholds.stream().filter(Threshold::isQuantile).toList();
        this.latencies = new LatencyTally(quantiles);
        for (MetricProbe metric : rules.metrics()) {
            thresholds.stream()
                    .filter(it -> it.measure() == Measure.METRIC && it.name().equals(metric.name()))
                    .forEach(it -> metrics.put(metric.name(), new MetricTally(metric, it)));
        }
    }

    /** Takes the next sample into account. */
    public void add(Sample sample) {
        boolean ofVersion = rules.versionRequired() && sample.check().equals(VersionProbe.CHECK_NAME);
        CheckTally tally = ofVersion ? version : tallies.computeIfAbsent(sample.check(), name -> new CheckTally());
        if (!sample.passed()) {
            tally.fail(sample.at(), sample.error());
            return;
        }
        tally.pass();
        if (!ofVersion || checks == 0) {
            latencies.add(sample.latencyMillis());
        }
    }

    /** Takes the next measurement of a metric of the rules into account. */
    public void add(MetricSample sample) {
        Optional.ofNullable(metrics.get(sample.metric())).ifPresent(metric -> metric.add(sample));
    }

    /** What was seen so far. */
    public VerificationStatistics statistics() {
        double enough = ENOUGH * rules.plannedRounds();
        return new VerificationStatistics(
                rules.plannedRounds() * Math.max(1, checks),
                samples(),
                passed(),
                latencies.latencies().quantiles(),
                metrics.values().stream().map(metric -> metric.outcome(enough)).toList());
    }

    /** Decides on what was seen, when no round follows any more. */
    public Assessment decide() {
        return certain(0).orElseThrow();
    }

    /**
     * Decides early, if whatever so many remaining rounds show cannot change the outcome. Nothing while it is open; with 0
     * remaining there always is a verdict.
     */
    public Optional<Assessment> certain(long remainingRounds) {
        long remaining = remainingRounds * Math.max(1, checks);
        List<String> failures = failures(remaining);
        if (!failures.isEmpty()) {
            return Optional.of(assessment(Verdict.FAIL, failures, remainingRounds));
        }
        List<String> doubts = doubts(remaining);
        if (!doubts.isEmpty()) {
            return Optional.of(assessment(Verdict.INCONCLUSIVE, doubts, remainingRounds));
        }
        return cannotFail(remaining)
                ? Optional.of(assessment(Verdict.PASS, successes(remaining), remainingRounds))
                : Optional.empty();
    }

    private List<String> failures(long remaining) {
        List<String> failures = new ArrayList<>();
        brokenDown().ifPresent(failures::add);
        if (checks > 0 && successRate.isDecidable() && !successRate.holds(bestRate(remaining))) {
            if (failures.isEmpty()) {
                failures.add(worstCheck());
            }
            String samples = passed() + " of " + samples() + " samples";
            failures.add(
                    remaining == 0
                            ? "success rate " + successRate.show(bestRate(0)) + " (" + samples + ", limit "
                                    + successRate.expected() + ")"
                            : "success rate " + successRate.show((double) passed() / samples()) + " (" + samples + "): "
                                    + successRate.expected() + " can no longer be met");
        }
        for (Threshold quantile : quantiles) {
            if (quantile.isDecidable() && latencies.isLost(quantile, remaining)) {
                failures.add(
                        remaining == 0
                                ? judged(quantile)
                                : latency(quantile) + ": " + quantile.expected() + " can no longer be met");
            }
        }
        boolean lost = version.passed() > 0 && version.streak() >= VERSION_LOST;
        if (rules.versionRequired() && (lost || remaining == 0 && version.streak() > 0)) {
            failures.add(version.lastError());
        }
        if (rules.versionRequired() && remaining == 0 && version.total() == 0) {
            failures.add("the version was never read");
        }
        metrics.values().stream().flatMap(metric -> metric.failure().stream()).forEach(failures::add);
        return failures;
    }

    /** The check that failed too often in a row, if one did. */
    private Optional<String> brokenDown() {
        int limit = rules.consecutiveFailures();
        return tallies.entrySet().stream()
                .filter(entry -> limit > 0 && entry.getValue().streak() >= limit)
                .map(entry -> entry.getKey() + " " + entry.getValue().story() + " (limit: " + limit
                        + (limit == 1 ? " failure)" : " failures in a row)"))
                .findFirst();
    }

    private String worstCheck() {
        return tallies.entrySet().stream()
                .max((one, other) ->
                        Long.compare(one.getValue().failed(), other.getValue().failed()))
                .map(entry -> entry.getKey() + " " + entry.getValue().story())
                .orElseThrow();
    }

    /**
     * The best rate that can still be reached. Where too few samples are left to pass, those that were missed count as
     * passed: what fails even then has failed.
     */
    private double bestRate(long remaining) {
        long all = isEnough(remaining) ? samples() + remaining : planned();
        return all == 0 ? 0 : (double) (all - (samples() - passed())) / all;
    }

    private List<String> doubts(long remaining) {
        List<String> doubts = new ArrayList<>();
        if (!isEnough(remaining)) {
            doubts.add("only " + (samples() + remaining) + " of " + planned() + " planned samples "
                    + (remaining == 0 ? "were taken" : "can be taken"));
        }
        if (remaining > 0) {
            return doubts;
        }
        Stream.concat(Stream.of(successRate), quantiles.stream())
                .filter(threshold -> !threshold.isDecidable())
                .forEach(threshold -> doubts.add("no baseline to compare the " + words(threshold) + " with"));
        if (!quantiles.isEmpty() && latencies.count() == 0) {
            doubts.add("no sample passed, so there is no latency to judge");
        }
        double enough = ENOUGH * rules.plannedRounds();
        metrics.values().stream()
                .flatMap(metric -> metric.doubt(enough).stream())
                .forEach(doubts::add);
        return doubts;
    }

    private boolean cannotFail(long remaining) {
        if (remaining == 0) {
            return true;
        }
        boolean open = rules.versionRequired() || rules.consecutiveFailures() > 0 || !metrics.isEmpty();
        boolean rate = successRate.holds((double) passed() / (samples() + remaining));
        return !open
                && isEnough(0)
                && rate
                && quantiles.stream()
                        .allMatch(quantile -> latencies.isSafe(quantile, remaining) && latencies.count() > 0);
    }

    private List<String> successes(long remaining) {
        List<String> successes = new ArrayList<>();
        if (checks > 0) {
            successes.add("success rate " + successRate.show((double) passed() / samples()) + " (" + passed() + " of "
                    + samples() + " samples, limit " + successRate.expected() + ")");
        }
        quantiles.forEach(quantile -> successes.add(judged(quantile)));
        if (rules.versionRequired()) {
            successes.add("the expected version is running");
        }
        metrics.values().forEach(metric -> successes.add(metric.success()));
        if (remaining > 0) {
            successes.add("the remaining samples cannot change that");
        }
        return successes;
    }

    private Assessment assessment(Verdict verdict, List<String> reasons, long remainingRounds) {
        List<String> all = new ArrayList<>(reasons);
        long missed = rules.plannedRounds() - rounds() - remainingRounds;
        if (missed > 0) {
            all.add(missed + " of " + rules.plannedRounds() + " planned rounds missed");
        }
        return new Assessment(verdict, all, statistics());
    }

    private String judged(Threshold quantile) {
        return latency(quantile) + " (limit " + quantile.expected() + ")";
    }

    private String latency(Threshold quantile) {
        return words(quantile) + " "
                + quantile.show(
                        latencies.latencies().quantile(quantile.percent()).orElse(0L));
    }

    private static String words(Threshold threshold) {
        return switch (threshold.measure()) {
            case SUCCESS_RATE -> "success rate";
            case P50 -> "median latency";
            case P95, P99 -> "p" + threshold.percent() + " latency";
            case METRIC -> "metric " + threshold.name();
        };
    }

    /** The tallies that count for success rate and latency. */
    private Stream<CheckTally> counted() {
        return checks == 0 ? Stream.of(version) : tallies.values().stream();
    }

    private long samples() {
        return counted().mapToLong(CheckTally::total).sum();
    }

    private long passed() {
        return counted().mapToLong(CheckTally::passed).sum();
    }

    private long planned() {
        return rules.plannedRounds() * Math.max(1, checks);
    }

    /** How many rounds were taken. */
    private long rounds() {
        return Stream.of(
                        tallies.values().stream().map(CheckTally::total),
                        metrics.values().stream().map(MetricTally::rounds),
                        Stream.of(version.total()))
                .flatMap(counts -> counts)
                .max(Long::compare)
                .orElse(0L);
    }

    /** Whether enough samples are there, or can still come. A verification of metrics alone has none. */
    private boolean isEnough(long remaining) {
        return checks == 0 && !rules.versionRequired() || samples() + remaining >= ENOUGH * planned();
    }
}
