package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Folds the samples of a verification to a verdict. It has no clock and no network: after a restart the recorded
 * samples are added again, in their order, and everything is as before. Not safe for use by several threads.
 *
 * <p>The verdict is {@link Verdict#INCONCLUSIVE} when fewer than {@link #ENOUGH} of the planned samples were taken,
 * else {@link Verdict#FAIL} when the success rate, the 95th percentile or the version is not as demanded, else
 * {@link Verdict#PASS}. Metrics are not its business.
 */
public final class Verification {
    /** The part of the planned samples that has to be there before anything is decided. */
    public static final double ENOUGH = 0.5;

    private final VerificationRules rules;
    private final long planned;
    private final Latencies latencies = new Latencies();
    private long samples;
    private long passed;
    private long fast;
    private String lastError = "";
    private String versionError = "the version was never read";

    /**
     * Begins a verification.
     *
     * @param rules what is demanded
     * @param checksPerRound how many checks every round samples, the one of the version included; 1 or more
     */
    public Verification(VerificationRules rules, int checksPerRound) {
        if (checksPerRound < 1) {
            throw new IllegalArgumentException("expected a check at least, found " + checksPerRound);
        }
        this.rules = rules;
        this.planned = rules.plannedRounds() * checksPerRound;
    }

    /**
     * Takes a sample into account.
     *
     * @param sample the next sample
     */
    public void add(Sample sample) {
        samples++;
        if (sample.passed()) {
            passed++;
            latencies.add(sample.latencyMillis());
            fast += rules.p95().map(p95 -> p95.holds(sample.latencyMillis())).orElse(true) ? 1 : 0;
        } else {
            lastError = sample.check() + ": " + sample.error();
        }
        if (sample.check().equals(VersionProbe.CHECK_NAME)) {
            versionError = sample.error();
        }
    }

    /**
     * Tells what was seen so far.
     *
     * @return the statistics
     */
    public VerificationStatistics statistics() {
        return new VerificationStatistics(planned, samples, passed, latencies.percentile95());
    }

    /**
     * Decides on what was seen, when no sample follows any more.
     *
     * @return the verdict with its reasons
     */
    public Assessment decide() {
        return certain(0).orElseThrow();
    }

    /**
     * Decides early, if whatever the remaining samples show cannot change the outcome: the success rate or the
     * percentile cannot be reached even if all of them pass at once, or cannot be missed even if all of them fail or
     * are slow.
     *
     * @param remaining how many samples can still be taken, 0 or more
     * @return the verdict with its reasons, or nothing while it is open; with 0 remaining there always is one
     */
    public Optional<Assessment> certain(long remaining) {
        if (samples + remaining < ENOUGH * planned) {
            return Optional.of(assessment(
                    Verdict.INCONCLUSIVE,
                    List.of("only " + (samples + remaining) + " of " + planned + " planned samples "
                            + (remaining == 0 ? "were taken" : "can be taken"))));
        }
        List<String> failures = failures(remaining);
        if (!failures.isEmpty()) {
            return Optional.of(assessment(Verdict.FAIL, failures));
        }
        if (remaining == 0 && rules.p95().isPresent() && passed == 0) {
            return Optional.of(
                    assessment(Verdict.INCONCLUSIVE, List.of("no sample passed, so there is no latency to judge")));
        }
        return cannotFail(remaining) ? Optional.of(assessment(Verdict.PASS, successes(remaining))) : Optional.empty();
    }

    private List<String> failures(long remaining) {
        List<String> failures = new ArrayList<>();
        double best = rate(passed + remaining, samples + remaining);
        if (!rules.successRate().holds(best)) {
            failures.add("the success rate " + (remaining == 0 ? "is " : "can reach at most ") + percent(best) + " ("
                    + passed + " of " + samples + " samples passed), expected " + rules.successRate());
            failures.add("the last error was: " + lastError);
        }
        if (fast + remaining < Latencies.rank95(passed + remaining)) {
            failures.add("the 95th percentile of the latency is "
                    + millis(latencies.percentile95().orElse(0))
                    + (remaining == 0 ? ", expected " : " by now and can no longer become ")
                    + rules.p95().orElseThrow());
        }
        if (rules.versionRequired() && remaining == 0 && !versionError.isEmpty()) {
            failures.add(versionError);
        }
        return failures;
    }

    private boolean cannotFail(long remaining) {
        boolean enough = samples >= ENOUGH * planned;
        boolean rate = rules.successRate().holds(rate(passed, samples + remaining));
        boolean latency =
                fast >= Latencies.rank95(passed + remaining) && (rules.p95().isEmpty() || passed > 0);
        boolean version = !rules.versionRequired() || remaining == 0;
        return enough && rate && latency && version;
    }

    private List<String> successes(long remaining) {
        List<String> successes = new ArrayList<>();
        successes.add("the success rate is " + percent(rate(passed, samples)) + " (" + passed + " of " + samples
                + " samples passed), expected " + rules.successRate());
        rules.p95()
                .ifPresent(p95 -> successes.add("the 95th percentile of the latency is "
                        + millis(latencies.percentile95().orElse(0)) + ", expected " + p95));
        if (rules.versionRequired()) {
            successes.add("the version is as expected");
        }
        if (remaining > 0) {
            successes.add("the remaining samples cannot change that");
        }
        return successes;
    }

    private Assessment assessment(Verdict verdict, List<String> reasons) {
        return new Assessment(verdict, reasons, statistics());
    }

    private static double rate(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Rounded down, so that what missed the mark never looks as if it had reached it. */
    private static String percent(double ratio) {
        BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2).setScale(2, RoundingMode.FLOOR);
        return new Quantity(percent, Quantity.Unit.PERCENTAGE).toString();
    }

    private static String millis(long millis) {
        return Durations.format(Duration.ofMillis(millis));
    }
}
