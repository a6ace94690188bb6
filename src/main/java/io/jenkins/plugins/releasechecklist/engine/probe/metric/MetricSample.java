package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.Serializable;
import java.time.Instant;

/**
 * What one measurement of a metric gave at one moment of a verification.
 *
 * @param at when the measurement began
 * @param metric the name of the metric
 * @param value the measured value, in the unit of its criterion, which may be infinite; 0 if there is none
 * @param why why there is no value, in words for people; empty if there is one
 */
public record MetricSample(
        Instant at,
        String metric,
        double value,
        @JsonProperty("error") Phrase why) implements Serializable {
    /** Checks that the value can be compared. */
    public MetricSample {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("expected a value that can be compared, found " + value);
        }
    }

    /** A sample with an error that nobody translates. */
    public MetricSample(Instant at, String metric, double value, String error) {
        this(at, metric, value, Phrase.plain(error));
    }

    /** Why there is no value, in English. */
    public String error() {
        return why.text();
    }

    /** Whether there is a value. */
    public boolean measured() {
        return why.isEmpty();
    }
}
