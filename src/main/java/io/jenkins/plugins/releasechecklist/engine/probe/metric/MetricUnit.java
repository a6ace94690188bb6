package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import java.math.BigDecimal;

/** What the source of a metric counts, where its bound is a duration or a percentage. */
public enum MetricUnit {
    /** Not said: seconds or milliseconds beside a duration, a ratio beside a percentage. */
    UNSAID("", Quantity.Unit.NUMBER, "1"),
    /** Seconds: the base unit of Prometheus. */
    SECONDS("s", Quantity.Unit.DURATION, "1000"),
    /** Milliseconds. */
    MILLISECONDS("ms", Quantity.Unit.DURATION, "1"),
    /** Microseconds. */
    MICROSECONDS("us", Quantity.Unit.DURATION, "0.001"),
    /** Nanoseconds. */
    NANOSECONDS("ns", Quantity.Unit.DURATION, "0.000001"),
    /** Minutes. */
    MINUTES("m", Quantity.Unit.DURATION, "60000"),
    /** A share from 0 to 1. */
    RATIO("ratio", Quantity.Unit.PERCENTAGE, "1"),
    /** A share from 0 to 100. */
    PERCENT("percent", Quantity.Unit.PERCENTAGE, "0.01");

    private final String word;
    private final Quantity.Unit bound;
    private final BigDecimal factor;

    MetricUnit(String word, Quantity.Unit bound, String factor) {
        this.word = word;
        this.bound = bound;
        this.factor = new BigDecimal(factor);
    }

    /** The unit as it is written. */
    public String word() {
        return word;
    }

    /** What a bound has to be, to be compared with it. */
    Quantity.Unit bound() {
        return bound;
    }

    /** A value as criteria compare it: in milliseconds, or as a ratio; exact, because 1.001 s are not less than 1001 ms. */
    double compared(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).multiply(factor).doubleValue()
                : value;
    }
}
