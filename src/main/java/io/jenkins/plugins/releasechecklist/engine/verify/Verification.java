package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Folds the samples of a verification to a verdict. It has no clock and no network: after a restart the recorded
 * samples are added again, in their order, and everything is as before. Not safe for use by several threads.
 *
 * <p>The verdict is {@link Verdict#FAIL} when something is not as demanded and no remaining round can change that, taken or
 * missed. When no round remains, it is else {@link Verdict#INCONCLUSIVE} if fewer than {@link #ENOUGH} of the planned samples
 * were taken, the version or a metric could not be read or a baseline is missing, else {@link Verdict#PASS}. A doubt never
 * ends a verification early, because every round that is left could show a failure.
 *
 * <p>The samples of the version are judged by themselves: while a deployment rolls out, the old version is no failure of the
 * system, and a look that could not read any version says nothing about it.
 */
public final class Verification {
    /** The part of the planned samples that has to be there before anything is passed. */
    public static final double ENOUGH = 0.5;

    private final VerificationRules rules;
    private final int checks;
    private final Threshold successRate;
    private final List<Threshold> quantiles;
    private final LatencyTally latencies;
    private final List<Threshold> compared;
    private final Function<String, List<Double>> before;
    private final CheckTally version = new CheckTally();
    private final VersionTally versions = new VersionTally();
    private final Map<String, CheckTally> tallies = new LinkedHashMap<>();
    private final Map<String, MetricTally> metrics = new LinkedHashMap<>();
    /** How what is compared as a whole stands; ranking is dear, so it is kept until the next sample. */
    private Optional<List<RankComparison>> comparisons = Optional.empty();
    /** The check that failed too often in a row, in words. It has broken down, whatever it does later. */
    private Optional<Phrase> brokenDown = Optional.empty();

    /**
     * Begins a verification.
     *
     * @param rules what is demanded
     * @param checks how many checks every round samples, the one of the version not among them; 0 or more
     * @param baseline what was measured before the deployment, by measure and name
     */
    public Verification(VerificationRules rules, int checks, BiFunction<Measure, String, Optional<Double>> baseline) {
        this(rules, checks, baseline, name -> List.of());
    }

    /**
     * Begins a verification that compares all values.
     *
     * @param before the values of before the deployment, by the name of a measure or metric; none if there are none
     */
    public Verification(
            VerificationRules rules,
            int checks,
            BiFunction<Measure, String, Optional<Double>> baseline,
            Function<String, List<Double>> before) {
        this.rules = rules;
        this.before = before;
        this.checks = checks;
        List<Threshold> thresholds = rules.thresholds(baseline);
        this.successRate = thresholds.stream()
                .filter(it -> it.measure() == Measure.SUCCESS_RATE)
                .findFirst()
                .orElseThrow();
        this.quantiles = thresholds.stream()
                .filter(it -> it.isQuantile() && it.pass().distribution().isEmpty())
                .toList();
        this.compared = thresholds.stream()
                .filter(it -> it.pass().distribution().isPresent())
                .toList();
        this.latencies = new LatencyTally(quantiles);
        for (MetricProbe metric : rules.metrics()) {
            thresholds.stream()
                    .filter(it -> it.measure() == Measure.METRIC && it.name().equals(metric.name()))
                    .forEach(it -> metrics.put(metric.name(), new MetricTally(metric, it)));
        }
    }

    /** Takes the next sample into account. */
    public void add(Sample sample) {
        comparisons = Optional.empty();
        boolean ofVersion = rules.versionRequired() && sample.check().equals(VersionProbe.CHECK_NAME);
        CheckTally tally = ofVersion ? version : tallies.computeIfAbsent(sample.check(), name -> new CheckTally());
        if (ofVersion) {
            versions.add(sample);
        }
        if (!sample.passed()) {
            tally.fail(sample.at(), sample.why());
            if (!ofVersion && brokenDown.isEmpty() && tally.streak() == rules.consecutiveFailures()) {
                brokenDown = Optional.of(Phrase.of("verify.brokenDown", sample.check(), tally.story(), tally.streak()));
            }
            return;
        }
        tally.pass();
        if (!ofVersion || checks == 0) {
            latencies.add(sample.latencyMillis());
        }
    }

    /** Takes the next measurement of a metric of the rules into account. */
    public void add(MetricSample sample) {
        comparisons = Optional.empty();
        Optional.ofNullable(metrics.get(sample.metric())).ifPresent(metric -> metric.add(sample));
    }

    /** What was seen so far. */
    public VerificationStatistics statistics() {
        double enough = ENOUGH * rules.plannedRounds();
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        comparisons().forEach(comparison -> verdicts.put(comparison.name(), comparison.verdict()));
        return new VerificationStatistics(
                rules.plannedRounds() * Math.max(1, checks),
                samples(),
                passed(),
                latencies.latencies().quantiles(),
                metrics.values().stream()
                        .map(metric -> metric.outcome(enough))
                        .map(metric -> metric.verdict() == Verdict.PASS
                                ? metric.with(verdicts.getOrDefault(metric.name(), Verdict.PASS))
                                : metric)
                        .toList(),
                verdicts);
    }

    /** How the values compare with others, all at once; only those that are judged. */
    private List<RankComparison> comparisons() {
        if (comparisons.isEmpty()) {
            comparisons = Optional.of(RankComparison.together(compared.stream()
                    .filter(it -> it.measure() != Measure.METRIC
                            || metrics.get(it.name()).isJudged())
                    .map(this::compare)
                    .toList()));
        }
        return comparisons.get();
    }

    private RankComparison compare(Threshold it) {
        String other = it.pass().distribution().orElseThrow().of();
        List<Double> others = other.equals(Criterion.Bound.BASELINE)
                ? before.apply(it.name())
                : metrics.get(other).values();
        List<Double> now = it.measure() == Measure.METRIC
                ? metrics.get(it.name()).values()
                : latencies.latencies().sorted().stream().map(Long::doubleValue).toList();
        return RankComparison.of(it.name(), it.pass(), it.unit(), others, now);
    }

    /** What the comparisons say in the end, of those with the verdict. */
    private List<Phrase> compared(Verdict verdict) {
        return comparisons().stream()
                .filter(comparison -> comparison.verdict() == verdict)
                .map(RankComparison::sentence)
                .toList();
    }

    /**
     * Whether another look would help although no round is left: nothing failed, and the last look could not read the version.
     */
    public boolean wantsAnotherLook() {
        return rules.versionRequired() && versions.isUnread() && decide().verdict() == Verdict.INCONCLUSIVE;
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
        List<Phrase> failures = failures(remaining);
        if (!failures.isEmpty()) {
            return Optional.of(assessment(Verdict.FAIL, failures, remainingRounds));
        }
        List<Phrase> doubts = remaining > 0 ? List.of() : doubts();
        if (!doubts.isEmpty()) {
            return Optional.of(assessment(Verdict.INCONCLUSIVE, doubts, remainingRounds));
        }
        return cannotFail(remaining)
                ? Optional.of(assessment(Verdict.PASS, successes(remaining), remainingRounds))
                : Optional.empty();
    }

    private List<Phrase> failures(long remaining) {
        List<Phrase> failures = new ArrayList<>();
        brokenDown.ifPresent(failures::add);
        long reachable = reachable(remaining);
        if (checks > 0 && successRate.isDecidable() && failed() > allowed(reachable)) {
            if (failures.isEmpty()) {
                failures.add(worstCheck());
            }
            failures.add(
                    remaining == 0
                            ? rate(reachable)
                            : tolerated(
                                    Phrase.of(
                                            "verify.rateLost",
                                            successRate.show((double) passed() / samples()),
                                            passed(),
                                            samples(),
                                            successRate.expected()),
                                    reachable));
        }
        for (Threshold quantile : quantiles) {
            if (quantile.isDecidable() && latencies.isLost(quantile, reachable - samples())) {
                failures.add(
                        remaining == 0
                                ? judged(quantile)
                                : Phrase.of("verify.latencyLost", latency(quantile), quantile.expected()));
            }
        }
        if (rules.versionRequired()) {
            versions.failure(remaining == 0).ifPresent(failures::add);
        }
        metrics.values().stream()
                .flatMap(metric -> metric.failure(remaining == 0).stream())
                .forEach(failures::add);
        if (remaining == 0) {
            failures.addAll(compared(Verdict.FAIL));
        }
        return failures;
    }

    /** How many samples there are at the end at most. Where that might be too few, what was missed counts as passed. */
    private long reachable(long remaining) {
        return isEnough() ? samples() + remaining : Math.max(planned(), samples() + remaining);
    }

    private long allowed(long samples) {
        return successRate.allowedFailures(samples, planned());
    }

    /** The success rate, as it was judged. Where too few samples were taken, those that were missed count as passed. */
    private Phrase rate(long all) {
        double rate = all == 0 ? 0 : (double) (all - failed()) / all;
        return Phrase.of(
                "verify.rate", successRate.show(rate), passed(), samples(), tolerated(successRate.expected(), all));
    }

    /** Adds how many may fail, where that is more than the rate alone says. */
    private Phrase tolerated(Phrase words, long all) {
        long allowed = allowed(all);
        return successRate.isTolerance(allowed, all) ? Phrase.of("verify.mayFail", words, allowed, all) : words;
    }

    private Phrase worstCheck() {
        return tallies.entrySet().stream()
                .max((one, other) ->
                        Long.compare(one.getValue().failed(), other.getValue().failed()))
                .map(entry -> Phrase.of(
                        "verify.check", entry.getKey(), entry.getValue().story()))
                .orElseThrow();
    }

    private List<Phrase> doubts() {
        List<Phrase> doubts = new ArrayList<>();
        if (!isEnough()) {
            doubts.add(Phrase.of("verify.tooFew", samples(), planned()));
        }
        Stream.concat(Stream.of(successRate), quantiles.stream())
                .filter(threshold -> !threshold.isDecidable())
                .forEach(threshold -> doubts.add(Phrase.of("verify.noBaseline", threshold.phrase())));
        if (!quantiles.isEmpty() && latencies.count() == 0) {
            doubts.add(Phrase.of("verify.nonePassed"));
        }
        if (rules.versionRequired()) {
            versions.doubt().ifPresent(doubts::add);
        }
        double enough = ENOUGH * rules.plannedRounds();
        metrics.values().stream()
                .flatMap(metric -> metric.doubt(enough).stream())
                .forEach(doubts::add);
        doubts.addAll(compared(Verdict.INCONCLUSIVE));
        return doubts;
    }

    private boolean cannotFail(long remaining) {
        if (remaining == 0) {
            return true;
        }
        boolean open =
                rules.versionRequired() || rules.consecutiveFailures() > 0 || !metrics.isEmpty() || !compared.isEmpty();
        return !open
                && isEnough()
                && successRate.isDecidable()
                && failed() + remaining <= allowed(samples() + remaining)
                && quantiles.stream()
                        .allMatch(quantile -> latencies.isSafe(quantile, remaining) && latencies.count() > 0);
    }

    private List<Phrase> successes(long remaining) {
        List<Phrase> successes = new ArrayList<>();
        if (checks > 0) {
            successes.add(rate(samples()));
        }
        quantiles.forEach(quantile -> successes.add(judged(quantile)));
        if (rules.versionRequired()) {
            successes.add(Phrase.of("verify.versionRuns"));
        }
        metrics.values().forEach(metric -> successes.add(metric.success()));
        successes.addAll(compared(Verdict.PASS));
        if (remaining > 0) {
            successes.add(Phrase.of("verify.settled"));
        }
        return successes;
    }

    private Assessment assessment(Verdict verdict, List<Phrase> reasons, long remainingRounds) {
        List<Phrase> all = new ArrayList<>(reasons);
        long missed = rules.plannedRounds() - rounds() - remainingRounds;
        if (missed > 0) {
            all.add(Phrase.of("verify.roundsMissed", missed, rules.plannedRounds()));
        }
        return new Assessment(verdict, all, statistics());
    }

    private Phrase judged(Threshold quantile) {
        return Phrase.of("verify.judged", latency(quantile), quantile.expected());
    }

    private Phrase latency(Threshold quantile) {
        return Phrase.of(
                "verify.measured",
                quantile.phrase(),
                quantile.show(latencies.latencies().quantile(quantile.percent()).orElse(0L)));
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

    private long failed() {
        return samples() - passed();
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

    /** Whether enough samples are there. A verification of metrics alone has none. */
    private boolean isEnough() {
        return checks == 0 && !rules.versionRequired() || samples() >= ENOUGH * planned();
    }
}
