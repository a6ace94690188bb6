package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import java.time.Instant;
import java.util.Optional;

/** What the measurements of one metric came to. Not safe for use by several threads. */
final class MetricTally {
    /** So many measurements in a row that fail at the end leave a metric in doubt. */
    private static final long IN_DOUBT = 3;

    private final MetricProbe metric;
    private final Threshold threshold;
    /** Passed: it was measured. */
    private final CheckTally measured = new CheckTally();

    private double sum;
    private long missedMark;
    private double worst;
    private Instant worstAt = Instant.EPOCH;

    MetricTally(MetricProbe metric, Threshold threshold) {
        this.metric = metric;
        this.threshold = threshold;
    }

    void add(MetricSample sample) {
        if (!sample.measured()) {
            measured.fail(sample.at(), sample.error());
            return;
        }
        measured.pass();
        sum += sample.value();
        if (threshold.isDecidable() && !threshold.holds(sample.value())) {
            missedMark++;
            worst = sample.value();
            worstAt = sample.at();
        }
    }

    /** Why the metric failed for good, in words; whatever is still measured does not change it. */
    Optional<String> failure() {
        if (missedMark <= metric.failureLimit()) {
            return Optional.empty();
        }
        String often = missedMark == 1 ? "" : " for the " + ordinal(missedMark) + " time";
        return Optional.of(metric.name() + " was " + threshold.show(worst) + " at " + CheckTally.time(worstAt) + often
                + " (limit " + threshold.expected()
                + (metric.failureLimit() == 0 ? "" : ", may be missed " + metric.failureLimit() + " times") + ")");
    }

    /** Why nothing can be said about the metric at the end, in words. */
    Optional<String> doubt(double enough) {
        if (!threshold.isDecidable()) {
            return Optional.of("no baseline to compare the metric " + metric.name() + " with");
        }
        if (measured.total() == 0) {
            return Optional.of("the metric " + metric.name() + " was never measured");
        }
        return measured.passed() < enough || measured.streak() >= IN_DOUBT
                ? Optional.of("the metric " + metric.name() + " could not be measured: it " + measured.story())
                : Optional.empty();
    }

    /** Why the metric passed, in words. */
    String success() {
        return metric.name() + " was " + threshold.show(mean().orElse(0.0)) + " on average of " + measured.passed()
                + " samples (limit " + threshold.expected() + ")";
    }

    long rounds() {
        return measured.total();
    }

    Optional<Double> mean() {
        return measured.passed() == 0 ? Optional.empty() : Optional.of(sum / measured.passed());
    }

    MetricOutcome outcome(double enough) {
        Verdict verdict =
                failure().isPresent() ? Verdict.FAIL : doubt(enough).isPresent() ? Verdict.INCONCLUSIVE : Verdict.PASS;
        return new MetricOutcome(metric.name(), verdict, mean(), measured.passed(), measured.failed());
    }

    private static String ordinal(long number) {
        return number == 2 ? "second" : number == 3 ? "third" : number + "th";
    }
}
