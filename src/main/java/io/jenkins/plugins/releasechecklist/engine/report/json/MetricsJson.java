package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How well a job releases, and what runs where.
 *
 * @param asOf when the periods end (ISO-8601, UTC)
 * @param releases how many releases the index knows
 * @param periods the metrics of each period, the shortest first
 * @param environments what runs where, the environment first that releases reach last
 */
public record MetricsJson(String asOf, int releases, List<PeriodJson> periods, List<EnvironmentJson> environments) {
    public MetricsJson {
        periods = List.copyOf(periods);
        environments = List.copyOf(environments);
    }

    /** What the index tells at the moment. */
    public static MetricsJson of(ReleaseIndex index, Instant now) {
        return new MetricsJson(
                now.toString(),
                index.lines().size(),
                Arrays.stream(Period.values())
                        .map(period -> PeriodJson.of(period, SuccessMetrics.of(index, period, now)))
                        .toList(),
                index.environments().stream()
                        .flatMap(where -> EnvironmentJson.of(where).stream())
                        .toList());
    }

    /**
     * The metrics of one period, as {@link SuccessMetrics} defines them. What too few values tell nothing about is null.
     *
     * @param days the length of the period
     * @param leadTimeSeconds the median of {@code leadTimes} lead times
     * @param failureRate from 0 to 1
     * @param recoverySeconds the median of {@code recoveries} recoveries
     * @param open how many deployments failed and have not recovered
     * @param reworkRate from 0 to 1
     * @param reworks how many deployments came while one before them had failed and was not over
     * @param withoutGo how many deployments to protected environments had no Go
     */
    public record PeriodJson(
            int days,
            int deployments,
            Optional<Double> perWeek,
            Optional<Long> leadTimeSeconds,
            int leadTimes,
            Optional<Double> failureRate,
            int failures,
            Optional<Long> recoverySeconds,
            int recoveries,
            int open,
            Optional<Double> reworkRate,
            int reworks,
            int withoutGo) {
        static PeriodJson of(Period period, SuccessMetrics metrics) {
            return new PeriodJson(
                    period.days(),
                    metrics.deployments(),
                    metrics.perWeek(),
                    metrics.leadTime().map(Duration::toSeconds),
                    metrics.leadTimes(),
                    metrics.failureRate(),
                    metrics.failures(),
                    metrics.recovery().map(Duration::toSeconds),
                    metrics.recoveries(),
                    metrics.open(),
                    metrics.reworkRate(),
                    metrics.reworks(),
                    metrics.withoutGo());
        }
    }
}
