package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A week or a month of the trends in numbers.
 *
 * @param name when it begins, or which month it is
 * @param deployments how many there were
 * @param failures how many of them failed
 * @param leadTime the median; a dash when there were too few
 * @param recovery the median; a dash when there were too few
 */
public record StepRow(String name, int deployments, int failures, String leadTime, String recovery) {

    static List<StepRow> of(Trend trend, Period period, ZoneId zone, Locale locale) {
        return trend.steps().stream()
                .map(step -> new StepRow(
                        name(step, period, zone, locale),
                        step.deployments(),
                        step.failures(),
                        text(step.leadTime()),
                        text(step.recovery())))
                .toList();
    }

    static String name(Trend.Step step, Period period, ZoneId zone, Locale locale) {
        DateTimeFormatter format = period == Period.YEAR
                ? DateTimeFormatter.ofPattern("LLL yyyy", locale)
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        return format.format(step.from().atZone(zone));
    }

    private static String text(Optional<Duration> median) {
        return median.map(Durations::rounded).orElse(Messages.StepRow_none());
    }
}
