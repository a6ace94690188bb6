package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.probe.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan says about the verification of an environment. What is empty is left to the step or its default.
 *
 * @param duration how long the deployed system is observed, longer than zero
 * @param interval the time from one sample to the next, longer than zero and not longer than the duration
 * @param successRate the share of samples that have to pass: a lower bound in percent
 * @param p95 the latency that 95 % of the samples stay within: an upper bound in time
 * @param version where the system tells its version
 * @param metrics what else is measured; every name once
 */
public record VerifyPlan(
        Optional<Duration> duration,
        Optional<Duration> interval,
        Optional<Criterion> successRate,
        Optional<Criterion> p95,
        Optional<VersionProbe> version,
        List<MetricProbe> metrics) {
    public VerifyPlan {
        metrics = List.copyOf(metrics);
        if (isTooLong(interval, duration)) {
            throw new IllegalArgumentException("Expected an interval of at most the duration "
                    + Durations.format(duration.get()) + ", found " + Durations.format(interval.get()));
        }
    }

    static boolean isTooLong(Optional<Duration> interval, Optional<Duration> duration) {
        return interval.flatMap(step -> duration.filter(whole -> step.compareTo(whole) > 0))
                .isPresent();
    }
}
