package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * Numbers as people read them.
 *
 * @param locale the language of the reader
 */
public record NumberFormats(Locale locale) {
    private static final MathContext SHOWN = new MathContext(4);
    private static final int MOST_DIGITS = 12;

    /** A share in percent, rounded down: 99.99 % of the samples are not all of them. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.FLOOR);
        return format.format(BigDecimal.valueOf(share));
    }

    /** A latency in milliseconds. */
    public String millis(double millis) {
        return Messages.Figures_millis(Math.round(millis));
    }

    /** A value of a metric, to four digits. */
    public String number(double value) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(MOST_DIGITS);
        return format.format(BigDecimal.valueOf(value).round(SHOWN));
    }

    /** A value in the unit of what it measures. */
    public String of(Measure measure, double value) {
        return switch (measure) {
            case SUCCESS_RATE -> percent(value);
            case P50, P95, P99 -> millis(value);
            case METRIC -> number(value);
        };
    }

    /** What is demanded, as it was written, and in numbers where it is relative to a baseline. */
    public String demanded(Objective objective) {
        boolean relative = objective.pass().contains("baseline");
        if (!relative) {
            return objective.pass();
        }
        return objective
                .limit()
                .map(limit -> Messages.Figures_relative(objective.pass(), of(objective.measure(), limit)))
                .orElseGet(() -> Messages.Figures_undecidable(objective.pass()));
    }

    /** What a measure is called. */
    public String name(Measure measure, String metric) {
        return switch (measure) {
            case SUCCESS_RATE -> Messages.Figures_successRate();
            case P50 -> Messages.Figures_p50();
            case P95 -> Messages.Figures_p95();
            case P99 -> Messages.Figures_p99();
            case METRIC -> metric;
        };
    }
}
