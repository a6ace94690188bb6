package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.text.NumberFormat;
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
 * @param bad whether it is a bad sign whatever its value
 */
public record MetricView(String title, String value, boolean known, String detail, String definition, boolean bad) {

    static List<MetricView> of(SuccessMetrics metrics, Period period, Locale locale) {
        NumberFormat decimal = NumberFormat.getNumberInstance(locale);
        decimal.setMaximumFractionDigits(1);
        return List.of(
                of(
                        Messages.Metric_frequency(),
                        metrics.perWeek().map(decimal::format).map(Messages::Metric_perWeek),
                        Messages.Metric_deployments(metrics.deployments(), period.days()),
                        Messages.Metric_frequencyDefinition()),
                of(
                        Messages.Metric_leadTime(),
                        metrics.leadTime().map(Durations::rounded),
                        Messages.Metric_leadTimes(metrics.leadTimes()),
                        Messages.Metric_leadTimeDefinition()),
                of(
                        Messages.Metric_failureRate(),
                        metrics.failureRate().map(NumberFormat.getPercentInstance(locale)::format),
                        Messages.Metric_failures(metrics.failures(), metrics.deployments()),
                        Messages.Metric_failureRateDefinition()),
                of(
                        Messages.Metric_recovery(),
                        metrics.recovery().map(Durations::rounded),
                        metrics.open() == 0
                                ? Messages.Metric_recoveries(metrics.recoveries())
                                : Messages.Metric_recoveriesAndOpen(metrics.recoveries(), metrics.open()),
                        Messages.Metric_recoveryDefinition()),
                of(
                        Messages.Metric_reworkRate(),
                        metrics.reworkRate().map(NumberFormat.getPercentInstance(locale)::format),
                        Messages.Metric_reworks(metrics.reworks(), metrics.deployments()),
                        Messages.Metric_reworkRateDefinition()),
                new MetricView(
                        Messages.Metric_withoutGo(),
                        Integer.toString(metrics.withoutGo()),
                        true,
                        Messages.Metric_withoutGoDetail(period.days()),
                        Messages.Metric_withoutGoDefinition(),
                        metrics.withoutGo() > 0));
    }

    private static MetricView of(String title, Optional<String> value, String detail, String definition) {
        return new MetricView(
                title, value.orElse(Messages.Metric_notEnough()), value.isPresent(), detail, definition, false);
    }
}
