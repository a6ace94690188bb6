package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The deployments of a period in steps of a week, or of a month where the period is a year.
 *
 * @param deployments those of the period, in the order in which they happened
 * @param steps the whole period without gaps; the first and the last one may be shorter than the others
 */
public record Trend(List<Deployment> deployments, List<Step> steps) {
    public Trend {
        deployments = List.copyOf(deployments);
        steps = List.copyOf(steps);
    }

    /**
     * The trend of a period that ends now.
     *
     * @param all every deployment that is known, in the order in which they happened
     * @param zone where days begin
     * @param locale where weeks begin
     */
    public static Trend of(List<Deployment> all, Period period, Instant now, ZoneId zone, Locale locale) {
        List<Deployment> some = SuccessMetrics.within(all, period, now);
        List<Step> steps = new ArrayList<>();
        Instant from = period.from(now);
        while (from.isBefore(now)) {
            Instant next = next(from.atZone(zone), period, locale).toInstant();
            Instant until = next.isBefore(now) ? next : now;
            steps.add(Step.of(some, from, until, until.equals(now)));
            from = until;
        }
        return new Trend(some, steps);
    }

    private static ZonedDateTime next(ZonedDateTime from, Period period, Locale locale) {
        ZonedDateTime day = from.truncatedTo(ChronoUnit.DAYS);
        return period == Period.YEAR
                ? day.with(TemporalAdjusters.firstDayOfNextMonth())
                : day.with(TemporalAdjusters.next(WeekFields.of(locale).getFirstDayOfWeek()));
    }

    /**
     * A step.
     *
     * @param from when it begins
     * @param until when it ends
     * @param deployments how many there were
     * @param failures how many of them failed
     * @param leadTime the median of their lead times; empty when there are too few
     * @param recovery the median of their recoveries; empty when there are too few
     */
    public record Step(
            Instant from,
            Instant until,
            int deployments,
            int failures,
            Optional<Duration> leadTime,
            Optional<Duration> recovery) {
        private static Step of(List<Deployment> all, Instant from, Instant until, boolean last) {
            List<Deployment> some = all.stream()
                    .filter(one -> !one.at().isBefore(from))
                    .filter(one -> one.at().isBefore(until) || last)
                    .toList();
            return new Step(
                    from,
                    until,
                    some.size(),
                    (int) some.stream().filter(Deployment::failed).count(),
                    SuccessMetrics.median(some.stream()
                            .flatMap(one -> one.leadTime().stream())
                            .toList()),
                    SuccessMetrics.median(some.stream()
                            .flatMap(one -> one.recovery().stream())
                            .toList()));
        }
    }
}
