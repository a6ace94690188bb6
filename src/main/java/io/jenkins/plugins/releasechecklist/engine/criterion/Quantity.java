package io.jenkins.plugins.releasechecklist.engine.criterion;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * A number with its unit, as it stands in a {@link Criterion}.
 *
 * @param amount the number: of percent, of milliseconds, or the plain number itself
 * @param unit what it counts
 */
public record Quantity(BigDecimal amount, Unit unit) implements Serializable {
    /** What a quantity counts. */
    public enum Unit {
        /** A plain number. */
        NUMBER("a number"),
        /** Hundredths; measured values are ratios, so 99 % is compared as 0.99. */
        PERCENTAGE("a percentage"),
        /** Time; measured values are milliseconds. */
        DURATION("a duration");

        private static final MathContext SHOWN = new MathContext(4);

        private final String words;

        Unit(String words) {
            this.words = words;
        }

        /** The unit in an error: {@code a number}, {@code a percentage} or {@code a duration}. */
        public String words() {
            return words;
        }

        /** A measured value as a number of this unit, as far as people read it: to four digits, {@code 25} of a ratio of 0.25. */
        public BigDecimal shown(double value) {
            BigDecimal number = BigDecimal.valueOf(value).movePointRight(this == PERCENTAGE ? 2 : 0);
            return number.round(SHOWN).stripTrailingZeros();
        }

        /** A measured value as its bound is written: {@code 25%} beside {@code <= 1%}. */
        public String text(double value) {
            if (Double.isInfinite(value)) {
                return value > 0 ? "+Inf" : "-Inf";
            }
            String number = shown(value).toPlainString();
            return switch (this) {
                case NUMBER -> number;
                case PERCENTAGE -> number + "%";
                case DURATION -> number + "ms";
            };
        }
    }

    /** Brings the amount to its shortest form, so that 99.0 % equals 99 %. */
    public Quantity {
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    /** What measurements are compared with: a ratio for a percentage, milliseconds for a duration, otherwise the number itself. */
    public double value() {
        return (unit == Unit.PERCENTAGE ? amount.movePointLeft(2) : amount).doubleValue();
    }

    /**
     * A value and so much more; a percentage is one of the value's magnitude. Exact in decimals, so that what is just at a bound is
     * not past it, and an infinity stays what it is.
     */
    double addedTo(double value) {
        if (!Double.isFinite(value)) {
            return value;
        }
        BigDecimal base = BigDecimal.valueOf(value);
        BigDecimal much = unit == Unit.PERCENTAGE ? base.abs().multiply(amount.movePointLeft(2)) : amount;
        return base.add(much).doubleValue();
    }

    Quantity negated() {
        return new Quantity(amount.negate(), unit);
    }

    /** The quantity as a criterion has it: {@code 99%}, {@code 800ms} or {@code 0.01}. */
    @Override
    public String toString() {
        return switch (unit) {
            case NUMBER -> amount.toPlainString();
            case PERCENTAGE -> amount.toPlainString() + "%";
            case DURATION -> Durations.format(Duration.ofMillis(amount.longValueExact()));
        };
    }
}
