package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of software delivery of one job in one period, after the definitions of DORA
 * (<a href="https://dora.dev/guides/dora-metrics/">DORA's software delivery performance metrics</a>, January 2026): how many
 * deployments there were, how long a change takes from commit to production, which part of the deployments needs somebody to
 * step in at once, how long the recovery from those takes, and which part of the deployments mended an earlier one.
 *
 * <p>A median or a rate of fewer than {@value #ENOUGH} values says more about chance than about the job, so it is empty.
 *
 * @param deployments how many releases were out
 * @param perWeek the same by week, over the period or since the first release that is known, if that is shorter; empty when
 *     there were too few
 * @param leadTime the median
 * @param leadTimes how many are known
 * @param failureRate from 0 to 1
 * @param failures how many deployments failed
 * @param recovery the median of those that are over
 * @param recoveries how many those are
 * @param open how many failed and are not over
 * @param reworkRate from 0 to 1
 * @param reworks how many deployments came while one before them had failed and was not over
 * @param withoutGo how many deployments to protected environments had no Go, whether the release got out or not
 */
public record SuccessMetrics(
        int deployments,
        Optional<Double> perWeek,
        Optional<Duration> leadTime,
        int leadTimes,
        Optional<Double> failureRate,
        int failures,
        Optional<Duration> recovery,
        int recoveries,
        int open,
        Optional<Double> reworkRate,
        int reworks,
        int withoutGo) {
    /** How many values a median or a rate needs. */
    public static final int ENOUGH = 3;

    private static final Duration WEEK = Duration.ofDays(7);

    /** The metrics of a period that ends now. */
    public static SuccessMetrics of(ReleaseIndex index, Period period, Instant now) {
        List<Deployment> all = index.deployments();
        List<Deployment> some = within(all, period, now);
        List<Duration> leadTimes =
                some.stream().flatMap(one -> one.leadTime().stream()).toList();
        List<Duration> recoveries =
                some.stream().flatMap(one -> one.recovery().stream()).toList();
        int failures = (int) some.stream().filter(Deployment::failed).count();
        int reworks = (int) some.stream().filter(Deployment::rework).count();
        boolean enough = some.size() >= ENOUGH;
        return new SuccessMetrics(
                some.size(),
                enough ? Optional.of(some.size() / weeks(all.get(0).at(), period, now)) : Optional.empty(),
                median(leadTimes),
                leadTimes.size(),
                rate(failures, some),
                failures,
                median(recoveries),
                recoveries.size(),
                (int) some.stream().filter(Deployment::isOpen).count(),
                rate(reworks, some),
                reworks,
                (int) index.ungated().stream()
                        .filter(at -> isWithin(at, period, now))
                        .count());
    }

    private static Optional<Double> rate(int part, List<Deployment> all) {
        return all.size() >= ENOUGH ? Optional.of((double) part / all.size()) : Optional.empty();
    }

    /** Those that happened in the period. */
    static List<Deployment> within(List<Deployment> all, Period period, Instant now) {
        return all.stream().filter(one -> isWithin(one.at(), period, now)).toList();
    }

    private static boolean isWithin(Instant at, Period period, Instant now) {
        return at.isAfter(period.from(now)) && !at.isAfter(now);
    }

    /** At least one, so that a job does not begin with a record. */
    private static double weeks(Instant first, Period period, Instant now) {
        Instant from = first.isAfter(period.from(now)) ? first : period.from(now);
        return Math.max(1, (double) Duration.between(from, now).toMillis() / WEEK.toMillis());
    }

    /** The value in the middle, or the mean of the two there; nothing when there are too few. */
    static Optional<Duration> median(Collection<Duration> values) {
        if (values.size() < ENOUGH) {
            return Optional.empty();
        }
        List<Duration> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return Optional.of(
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2));
    }
}
