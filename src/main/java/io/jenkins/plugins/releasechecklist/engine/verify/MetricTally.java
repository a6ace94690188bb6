package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private long finite;
    private long inARow;
    private final List<Double> values = new ArrayList<>();
    private boolean noRatio;
    private Instant judgedFrom = Instant.MAX;
    private long missedMark;
    private double worst;
    private Instant worstAt = Instant.EPOCH;

    MetricTally(MetricProbe metric, Threshold threshold) {
        this.metric = metric;
        this.threshold = threshold;
    }

    void add(MetricSample sample) {
        if (judgedFrom.equals(Instant.MAX)) {
            judgedFrom = sample.at().plus(metric.terms().initialDelay());
        }
        boolean early = sample.at().isBefore(judgedFrom);
        if (!sample.measured()) {
            // What looks like percent makes all other values doubtful, too.
            noRatio = noRatio || metric.isNoRatio(sample.value());
            measured.fail(sample.at(), sample.error());
            return;
        }
        measured.pass();
        if (Double.isFinite(sample.value())) {
            sum += sample.value();
            finite++;
        }
        if (early) {
            return;
        }
        values.add(sample.value());
        boolean holds = threshold.holds(sample.value());
        inARow = holds ? inARow + 1 : 0;
        if (threshold.isDecidable() && !holds) {
            missedMark++;
            worst = sample.value();
            worstAt = sample.at();
        }
    }

    /** Why the metric failed, in words; whatever is still measured does not change it unless no round is left. */
    Optional<String> failure(boolean atEnd) {
        int row = metric.terms().consecutiveSuccesses();
        boolean failed = row > 0 ? atEnd && missedMark > 0 && inARow < row : missedMark > metric.failureLimit();
        if (!metric.isJudged() || !failed) {
            return Optional.empty();
        }
        String often = missedMark == 1 ? "" : " for the " + ordinal(missedMark) + " time";
        String tolerance = row > 0
                ? ", as demanded at the last " + inARow + " looks of " + row
                : metric.failureLimit() == 0 ? "" : ", may be missed " + metric.failureLimit() + " times";
        return Optional.of(metric.name() + " was " + threshold.show(worst) + " at " + CheckTally.time(worstAt) + often
                + " (limit " + threshold.expected() + tolerance + ")");
    }

    /** Why nothing can be said about the metric at the end, in words. */
    Optional<String> doubt(double enough) {
        if (!metric.isJudged()) {
            return Optional.empty();
        }
        if (!threshold.isDecidable()) {
            return Optional.of("no baseline to compare the metric " + metric.name() + " with");
        }
        if (measured.total() == 0) {
            return Optional.of("the metric " + metric.name() + " was never measured");
        }
        if (noRatio
                || measured.passed() < enough
                || measured.streak() >= IN_DOUBT
                || inARow < metric.terms().consecutiveSuccesses()) {
            return Optional.of("the metric " + metric.name() + " could not be measured: it " + measured.story());
        }
        return Optional.empty();
    }

    /** Why the metric passed, in words. */
    String success() {
        String words = metric.name() + " was "
                + mean().map(threshold::show).orElse("never a finite number") + " on average of " + measured.passed()
                + " samples (limit " + threshold.expected() + ")";
        String dry = metric.isJudged() ? words : "dry run: " + words + ", missed " + missedMark + " times";
        return measured.failed() == 0
                ? dry
                : dry + "; " + measured.failed() + " of " + measured.total() + " looks found no value: "
                        + measured.lastError();
    }

    /** What was measured and counts, in order. */
    List<Double> values() {
        return List.copyOf(values);
    }

    boolean isJudged() {
        return metric.isJudged();
    }

    long rounds() {
        return measured.total();
    }

    Optional<Double> mean() {
        return finite == 0 ? Optional.empty() : Optional.of(sum / finite);
    }

    MetricOutcome outcome(double enough) {
        Verdict verdict = failure(true).isPresent()
                ? Verdict.FAIL
                : doubt(enough).isPresent() ? Verdict.INCONCLUSIVE : Verdict.PASS;
        return new MetricOutcome(metric.name(), verdict, mean(), measured.passed(), measured.failed());
    }

    private static String ordinal(long number) {
        return number == 2 ? "second" : number == 3 ? "third" : number + "th";
    }
}
