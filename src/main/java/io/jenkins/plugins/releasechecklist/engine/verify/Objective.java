package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * Something that a verification demands of what it measures, with the baseline put in.
 *
 * @param measure what is compared
 * @param name the name of the metric, or that of the measure: {@code successRate}, {@code p50}, {@code p95}, {@code p99}
 * @param pass the criterion as it was written, such as {@code <= baseline + 10%}
 * @param limit the bound in numbers: a ratio for a percentage, milliseconds for a duration; nothing if there is no baseline
 *     to compute it from
 * @param baseline what was measured before, in the same unit; nothing if the criterion needs none or there is none
 * @param mayFail how many samples may fail although the success rate is below its limit then; nothing where the limit says it all
 */
public record Objective(
        Measure measure,
        String name,
        String pass,
        Optional<Double> limit,
        Optional<Double> baseline,
        Optional<Long> mayFail) {
    /** An objective whose limit says it all. */
    public Objective(Measure measure, String name, String pass, Optional<Double> limit, Optional<Double> baseline) {
        this(measure, name, pass, limit, baseline, Optional.empty());
    }

    /** Whether a value, in the unit of the limit, is as demanded; nothing if there is no baseline to compare it with. */
    public Optional<DoublePredicate> test() {
        Criterion criterion = Criterion.parse(pass);
        // Whether all values together are worse, only the verification itself can say.
        return criterion.needsBaseline() && baseline.isEmpty()
                        || criterion.distribution().isPresent()
                ? Optional.empty()
                : Optional.of(value -> criterion.holds(value, baseline.orElse(0.0)));
    }

    /** Whether what so many samples came to is as demanded; nothing if there is no baseline to compare it with. */
    public Optional<Boolean> holds(double value, long samples) {
        return test().map(test -> test.test(value)
                || mayFail.filter(few -> Math.round(samples * (1 - value)) <= few)
                        .isPresent());
    }

    /** What is odd about it, in words: a percentage of a baseline of 0 tolerates nothing. */
    public Optional<String> warning() {
        return baseline.filter(before -> before == 0 && pass.endsWith("%"))
                .map(before -> "the baseline of " + name + " is 0, so that " + pass
                        + " tolerates nothing; a number in the" + " place of the percentage does");
    }

    /** What values of a metric count. */
    public Quantity.Unit unit() {
        return Criterion.parse(pass).unit();
    }

    /** What is compared. */
    public enum Measure {
        /** The share of samples that passed, 0 to 1. */
        SUCCESS_RATE,
        /** The median of the latencies, in milliseconds. */
        P50,
        /** The 95th percentile of the latencies, in milliseconds. */
        P95,
        /** The 99th percentile of the latencies, in milliseconds. */
        P99,
        /** A metric. */
        METRIC
    }
}
