package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * A criterion of a verification together with the baseline that it is compared with.
 *
 * @param measure what is compared
 * @param name the name of the metric or of the measure
 * @param pass the criterion
 * @param baseline what was measured before; nothing if none is needed or there is none
 */
record Threshold(Measure measure, String name, Criterion pass, Optional<Double> baseline) {
    /** Of so many planned samples, one may fail unless all have to pass. */
    static final long BLIP = 10;

    /** Whether a value can be compared at all. */
    boolean isDecidable() {
        return !pass.needsBaseline() || baseline.isPresent();
    }

    /** Whether a value is as demanded; never without the baseline that is needed. */
    boolean holds(double value) {
        return isDecidable() && pass.holds(value, baseline.orElse(Double.NaN));
    }

    /**
     * How many of so many samples may fail: as many as leave the rate as demanded, and one where {@link #BLIP} or more are
     * planned and less than 100 % is demanded. Whoever asks for 99 % of 40 samples means that a little may fail. -1 if the
     * rate is out of reach even if all pass.
     */
    long allowedFailures(long samples, long planned) {
        double limit = pass.limit(baseline.orElse(Double.NaN));
        long allowed = Math.min(samples, Math.max(0, (long) Math.ceil(samples * (1 - limit))));
        while (allowed >= 0 && !holds(samples == 0 ? 1 : (double) (samples - allowed) / samples)) {
            allowed--;
        }
        return allowed == 0 && limit < 1 && planned >= BLIP ? Math.min(1, samples) : allowed;
    }

    /** Whether it is about the latency. */
    boolean isQuantile() {
        return measure != Measure.SUCCESS_RATE && measure != Measure.METRIC;
    }

    /** Of which hundredth a quantile is. */
    int percent() {
        return switch (measure) {
            case P50 -> 50;
            case P95 -> 95;
            case P99 -> 99;
            case SUCCESS_RATE, METRIC ->
                throw new IllegalStateException("expected a quantile of the latency, found " + measure);
        };
    }

    /** What is demanded, in words: {@code <= baseline + 10% = 0.011, baseline 0.01}. */
    Phrase expected() {
        if (!pass.needsBaseline()) {
            return Phrase.plain(pass.toString());
        }
        return baseline.map(base -> Phrase.of("verify.ofBaseline", pass, show(pass.limit(base)), show(base)))
                .orElseGet(() -> Phrase.of("verify.withoutBaseline", pass));
    }

    /** What is compared, in words. */
    Phrase phrase() {
        return switch (measure) {
            case SUCCESS_RATE -> Phrase.of("verify.successRate");
            case P50 -> Phrase.of("verify.median");
            case P95, P99 -> Phrase.of("verify.quantile", percent());
            case METRIC -> Phrase.of("verify.metric", name);
        };
    }

    /** What values count when they are told. */
    Unit unit() {
        return isQuantile() ? Unit.DURATION : pass.counts();
    }

    /** A measured value in the words of its unit. */
    String show(double value) {
        return switch (measure) {
            case SUCCESS_RATE -> percent(value);
            case P50, P95, P99 -> Durations.format(Duration.ofMillis(Math.round(value)));
            case METRIC -> unit().text(value);
        };
    }

    /** Rounded down, so that what missed the mark never looks as if it had reached it. */
    private static String percent(double ratio) {
        BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2).setScale(2, RoundingMode.FLOOR);
        return new Quantity(percent, Unit.PERCENTAGE).toString();
    }

    /** @param samples how many samples are planned */
    Objective objective(long samples) {
        boolean bounded = isDecidable() && !Double.isNaN(pass.limit(baseline.orElse(0.0)));
        Optional<Double> limit = bounded ? Optional.of(pass.limit(baseline.orElse(0.0))) : Optional.empty();
        long allowed = measure == Measure.SUCCESS_RATE && isDecidable() ? allowedFailures(samples, samples) : 0;
        return new Objective(
                measure,
                name,
                pass.toString(),
                limit,
                pass.needsBaseline() ? baseline : Optional.empty(),
                isTolerance(allowed, samples) ? Optional.of(allowed) : Optional.empty());
    }

    /** Whether so many of the samples may fail although the rate is below what is demanded then. */
    boolean isTolerance(long allowed, long samples) {
        return allowed > 0 && !holds((double) (samples - allowed) / samples);
    }
}
