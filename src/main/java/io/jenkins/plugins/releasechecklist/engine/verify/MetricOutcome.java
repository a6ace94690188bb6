package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.Optional;

/**
 * How a verification judged one metric.
 *
 * @param name the name of the metric
 * @param verdict whether it was as demanded
 * @param value the mean of its samples; nothing if it was never measured
 * @param samples how often it was measured
 * @param missed how often it could not be measured
 */
public record MetricOutcome(String name, Verdict verdict, Optional<Double> value, long samples, long missed) {
    /** The same with another verdict. */
    MetricOutcome with(Verdict other) {
        return new MetricOutcome(name, other, value, samples, missed);
    }
}
