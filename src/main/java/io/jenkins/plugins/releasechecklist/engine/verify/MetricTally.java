package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
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
            measured.fail(sample.at(), sample.why());
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
    Optional<Phrase> failure(boolean atEnd) {
        int row = metric.terms().consecutiveSuccesses();
        boolean failed = row > 0 ? atEnd && missedMark > 0 && inARow < row : missedMark > metric.failureLimit();
        if (!metric.isJudged() || !failed) {
            return Optional.empty();
        }
        Phrase tolerated = row > 0
                ? Phrase.of("verify.heldLast", threshold.expected(), inARow, row)
                : Phrase.of("verify.mayMiss", threshold.expected(), metric.failureLimit());
        return Optional.of(Phrase.of(
                "verify.metricMissed",
                metric.name(),
                threshold.show(worst),
                CheckTally.time(worstAt),
                missedMark,
                tolerated));
    }

    /** Why nothing can be said about the metric at the end, in words. */
    Optional<Phrase> doubt(double enough) {
        if (!metric.isJudged()) {
            return Optional.empty();
        }
        if (!threshold.isDecidable()) {
            return Optional.of(Phrase.of("verify.noBaseline", threshold.phrase()));
        }
        if (measured.total() == 0) {
            return Optional.of(Phrase.of("verify.neverMeasured", metric.name()));
        }
        if (noRatio
                || measured.passed() < enough
                || measured.streak() >= IN_DOUBT
                || inARow < metric.terms().consecutiveSuccesses()) {
            return Optional.of(Phrase.of("verify.unmeasured", metric.name(), measured.story()));
        }
        return Optional.empty();
    }

    /** Why the metric passed, in words. */
    Phrase success() {
        Phrase words = Phrase.of(
                "verify.metricHeld",
                metric.name(),
                mean().map(threshold::show).map(Phrase::plain).orElseGet(() -> Phrase.of("verify.neverFinite")),
                measured.passed(),
                threshold.expected());
        Phrase dry = metric.isJudged() ? words : Phrase.of("verify.dryRun", words, missedMark);
        return measured.failed() == 0
                ? dry
                : Phrase.of("verify.valuesMissing", dry, measured.failed(), measured.total(), measured.lastError());
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
}
