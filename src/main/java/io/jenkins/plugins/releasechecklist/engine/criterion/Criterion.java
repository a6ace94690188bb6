package io.jenkins.plugins.releasechecklist.engine.criterion;

import java.io.Serializable;
import java.util.Optional;

/**
 * What a measured value has to fulfil: {@code >= 99%}, {@code <= 800ms}, {@code <= 0.01}, {@code <= baseline + 10%}; or what all of
 * them together have to, beside those of before: {@code no worse than baseline by 10%}.
 *
 * @param operator how the value is compared with the bound
 * @param bound what it is compared with
 */
public record Criterion(Operator operator, Bound bound) implements Serializable {
    /** How a value is compared with its bound. */
    public enum Operator {
        /** Less than. */
        LESS("<"),
        /** At most. */
        AT_MOST("<="),
        /** More than. */
        MORE(">"),
        /** At least. */
        AT_LEAST(">="),
        /** Exactly, as numbers of double precision. */
        EQUAL("==");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The operator as it is written: {@code <}, {@code <=}, {@code >}, {@code >=} or {@code ==}. */
        public String symbol() {
            return symbol;
        }

        /** Whether the smaller value is the better one: {@code <} and {@code <=}. */
        public boolean isUpperBound() {
            return this == LESS || this == AT_MOST;
        }

        /** Whether the larger value is the better one: {@code >} and {@code >=}. */
        public boolean isLowerBound() {
            return this == MORE || this == AT_LEAST;
        }

        private boolean compare(double value, double bound) {
            return switch (this) {
                case LESS -> value < bound;
                case AT_MOST -> value <= bound;
                case MORE -> value > bound;
                case AT_LEAST -> value >= bound;
                case EQUAL -> value == bound;
            };
        }
    }

    /** What a value is compared with. */
    public sealed interface Bound extends Serializable {
        /** What was measured before, in the place of the name of a metric. */
        String BASELINE = "baseline";

        /**
         * All values of something else.
         *
         * @param of {@link #BASELINE}, or the name of a metric that is measured beside this one
         * @param tolerance how much worse the values may be: a percentage of each value, or so much
         */
        record Distribution(String of, Quantity tolerance) implements Bound {
            /** A value of the others, made as much worse as is tolerated. */
            public double shifted(double value, boolean lower) {
                return (lower ? tolerance.negated() : tolerance).addedTo(value);
            }

            @Override
            public String toString() {
                return tolerance.amount().signum() == 0 ? of : of + " by " + tolerance;
            }
        }

        /**
         * A bound that is known from the beginning.
         *
         * @param quantity the bound
         */
        record Fixed(Quantity quantity) implements Bound {
            @Override
            public String toString() {
                return quantity.toString();
            }
        }

        /**
         * What was measured before the deployment, plus or minus something.
         *
         * @param offset what is added (negative: subtracted); a percentage is one of the baseline's magnitude, zero is
         *     nothing
         */
        record Baseline(Quantity offset) implements Bound {
            private boolean isFor(Quantity.Unit unit) {
                return offset.unit() == unit
                        || offset.unit() == Quantity.Unit.PERCENTAGE
                        || offset.amount().signum() == 0;
            }

            @Override
            public String toString() {
                if (offset.amount().signum() == 0) {
                    return "baseline";
                }
                String sign = offset.amount().signum() < 0 ? " - " : " + ";
                return "baseline" + sign + new Quantity(offset.amount().abs(), offset.unit());
            }
        }
    }

    /** What is compared as a whole with others, by a rank test; nothing where each value is by itself. */
    public Optional<Bound.Distribution> distribution() {
        return bound instanceof Bound.Distribution whole ? Optional.of(whole) : Optional.empty();
    }

    /**
     * Reads a criterion: an operator ({@code <}, {@code <=}, {@code >}, {@code >=}, {@code ==}), then a percentage, a duration,
     * a number, or {@code baseline} with plus or minus one of these; or {@code no worse than} (or {@code no higher than}, {@code no
     * lower than}) {@code baseline} or the name of a metric, with {@code by} and how much worse it may be.
     *
     * @throws IllegalArgumentException if it has another form; the message gives the column, what was expected there and what
     *     was found
     */
    public static Criterion parse(String text) {
        return new CriterionParser(text).parse();
    }

    /**
     * Whether a measured value fulfils a criterion with a fixed bound; never for NaN. The value is a ratio between 0 and 1
     * where the criterion is a percentage, and milliseconds where it is a duration.
     *
     * @throws IllegalStateException if the criterion {@linkplain #needsBaseline() needs a baseline}
     */
    public boolean holds(double value) {
        if (bound instanceof Bound.Fixed fixed) {
            return operator.compare(value, fixed.quantity().value());
        }
        throw new IllegalStateException("expected a baseline to compare with, because the criterion is '" + this + "'");
    }

    /**
     * Whether a measured value fulfils the criterion; never for NaN. Both are in the unit of {@link #holds(double)}; the
     * baseline is what was measured before the deployment, and not looked at if the bound is fixed.
     */
    public boolean holds(double value, double baseline) {
        if (bound instanceof Bound.Distribution) {
            // One value by itself is never worse than all others together.
            return true;
        }
        return bound instanceof Bound.Baseline relative
                ? operator.compare(value, relative.offset().addedTo(baseline))
                : holds(value);
    }

    /** The bound in the unit of {@link #holds(double)}. The baseline is not looked at if the bound is fixed. */
    public double limit(double baseline) {
        if (bound instanceof Bound.Distribution whole) {
            return whole.of().equals(Bound.BASELINE)
                    ? whole.shifted(baseline, operator == Operator.AT_LEAST)
                    : Double.NaN;
        }
        return bound instanceof Bound.Baseline relative
                ? relative.offset().addedTo(baseline)
                : ((Bound.Fixed) bound).quantity().value();
    }

    /** What measured values count: what the bound counts, and plain numbers beside a baseline. */
    public Quantity.Unit unit() {
        return bound instanceof Bound.Fixed fixed ? fixed.quantity().unit() : Quantity.Unit.NUMBER;
    }

    /** What is compared: what the bound counts, or what is added to a baseline if that is a duration. */
    public Quantity.Unit counts() {
        boolean duration =
                bound instanceof Bound.Baseline relative && relative.offset().unit() == Quantity.Unit.DURATION
                        || distribution()
                                .filter(it -> it.tolerance().unit() == Quantity.Unit.DURATION)
                                .isPresent();
        return duration ? Quantity.Unit.DURATION : unit();
    }

    /** Whether a measurement from before the deployment is needed. */
    public boolean needsBaseline() {
        return bound instanceof Bound.Baseline
                || distribution().filter(it -> it.of().equals(Bound.BASELINE)).isPresent();
    }

    /**
     * Returns this criterion if it is a bound of a certain unit or a baseline, as a reader of plans demands it. What is added
     * to a baseline is of that unit or a percentage.
     *
     * @param upper true if the value must have an upper bound ({@code <}, {@code <=}), false for a lower one
     * @throws IllegalArgumentException if it is another one; the message says what was expected
     */
    public Criterion require(Quantity.Unit unit, boolean upper) {
        boolean right = bound instanceof Bound.Fixed fixed
                ? fixed.quantity().unit() == unit
                : bound instanceof Bound.Baseline relative && relative.isFor(unit);
        boolean direction = upper ? operator.isUpperBound() : operator.isLowerBound();
        if (!right || !direction) {
            throw new IllegalArgumentException(
                    "expected " + (upper ? "< or <=" : "> or >=") + " and " + unit.words() + ", found '" + this + "'");
        }
        return this;
    }

    /** The criterion in its canonical form, which {@link #parse} reads, such as {@code <= baseline + 10%}. */
    @Override
    public String toString() {
        return bound instanceof Bound.Distribution
                ? (operator == Operator.AT_LEAST ? "no lower than " : "no worse than ") + bound
                : operator.symbol() + " " + bound;
    }
}
