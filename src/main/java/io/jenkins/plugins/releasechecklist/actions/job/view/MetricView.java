package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One metric.
 *
 * @param title its name
 * @param value how much; a sentence where there are too few values for that
 * @param known whether there are enough
 * @param detail from how much that is computed
 * @param definition what it is, in words
 */
public record MetricView(String title, String value, boolean known, String detail, String definition) {

    static List<MetricView> of(SuccessMetrics metrics, Period period, Locale locale) {
        return List.of(
                new MetricView(
                        Messages.Metric_frequency(),
                        metrics.perWeek()
                                .map(count -> Messages.Metric_perWeek(
                                        decimal(locale, 1).format(count)))
                                .orElse(Messages.Metric_notEnough()),
                        metrics.perWeek().isPresent(),
                        Messages.Metric_deployments(metrics.deployments(), period.days()),
                        Messages.Metric_frequencyDefinition()),
                new MetricView(
                        Messages.Metric_leadTime(),
                        value(metrics.leadTime()),
                        metrics.leadTime().isPresent(),
                        Messages.Metric_leadTimes(metrics.leadTimes()),
                        Messages.Metric_leadTimeDefinition()),
                new MetricView(
                        Messages.Metric_failureRate(),
                        metrics.failureRate().map(percent(locale)::format).orElse(Messages.Metric_notEnough()),
                        metrics.failureRate().isPresent(),
                        Messages.Metric_failures(metrics.failures(), metrics.deployments()),
                        Messages.Metric_failureRateDefinition()),
                new MetricView(
                        Messages.Metric_recovery(),
                        value(metrics.recovery()),
                        metrics.recovery().isPresent(),
                        metrics.open() == 0
                                ? Messages.Metric_recoveries(metrics.recoveries())
                                : Messages.Metric_recoveriesAndOpen(metrics.recoveries(), metrics.open()),
                        Messages.Metric_recoveryDefinition()));
    }

    private static String value(Optional<Duration> median) {
        return median.map(Durations::rounded).orElse(Messages.Metric_notEnough());
    }

    private static NumberFormat decimal(Locale locale, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(digits);
        return format;
    }

    private static NumberFormat percent(Locale locale) {
        return NumberFormat.getPercentInstance(locale);
    }
}
