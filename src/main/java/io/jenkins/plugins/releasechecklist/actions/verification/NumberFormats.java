package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity.Unit;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * Numbers as people read them.
 *
 * @param locale the language of the reader
 */
public record NumberFormats(Locale locale) {
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

    /** A value of a metric in the unit of its limit, to four digits. */
    public String of(Unit unit, double value) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(MOST_DIGITS);
        String number = format.format(unit.shown(value));
        return switch (unit) {
            case NUMBER -> number;
            case PERCENTAGE -> Messages.Figures_percent(number);
            case DURATION -> Messages.Figures_millis(number);
        };
    }

    /** A value in the unit of what it measures. */
    public String of(Objective objective, double value) {
        return of(objective.measure(), objective.unit(), value);
    }

    /** A value in the unit of what it measures. */
    public String of(Finding finding, double value) {
        return of(finding.measure(), finding.unit(), value);
    }

    private String of(Measure measure, Unit unit, double value) {
        return switch (measure) {
            case SUCCESS_RATE -> percent(value);
            case P50, P95, P99 -> millis(value);
            case METRIC -> of(unit, value);
        };
    }

    /** What is demanded, as it was written, and in numbers where it is relative to a baseline. */
    public String demanded(Objective objective) {
        boolean relative = objective.pass().contains("baseline");
        if (!relative) {
            return objective
                    .mayFail()
                    .map(few -> Messages.Figures_mayFail(objective.pass(), few))
                    .orElseGet(objective::pass);
        }
        return objective
                .limit()
                .map(limit -> Messages.Figures_relative(objective.pass(), of(objective, limit)))
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
