package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan or a step says about the verification of an environment. What is empty is left to the other or to the default.
 *
 * @param duration how long the deployed system is observed, longer than zero
 * @param interval the time from one sample to the next, longer than zero and not longer than the duration
 *     ({@link VerificationRules#DEFAULT_DURATION} where nobody says it)
 * @param initialDelay how long the system is left alone before the first sample
 * @param criteria what the success rate (a lower bound in percent) and quantiles of the latency (upper bounds in time) have to be
 *     like
 * @param consecutiveFailures how many failures of a check in a row end the verification
 * @param version where the system tells its version
 * @param metrics what else is measured; every name once
 */
public record VerifyPlan(
        Optional<Duration> duration,
        Optional<Duration> interval,
        Optional<Duration> initialDelay,
        Map<Measure, Criterion> criteria,
        Optional<Integer> consecutiveFailures,
        Optional<VersionProbe> version,
        List<MetricProbe> metrics) {
    /** Leaves everything to the defaults. */
    public static final VerifyPlan EMPTY = new VerifyPlan(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public VerifyPlan {
        criteria = Collections.unmodifiableMap(new LinkedHashMap<>(criteria));
        metrics = List.copyOf(metrics);
        if (isTooLong(interval, duration)) {
            throw new IllegalArgumentException("Expected an interval of at most the duration "
                    + Durations.format(duration.get()) + ", found " + Durations.format(interval.get()));
        }
    }

    /** Fills in what is not said here. Lists and maps are not mixed, except that criteria are filled in one by one. */
    public VerifyPlan or(VerifyPlan other) {
        Map<Measure, Criterion> both = new LinkedHashMap<>(other.criteria);
        both.putAll(criteria);
        return new VerifyPlan(
                duration.or(other::duration),
                interval.or(other::interval),
                initialDelay.or(other::initialDelay),
                both,
                consecutiveFailures.or(other::consecutiveFailures),
                version.or(other::version),
                metrics.isEmpty() ? other.metrics : metrics);
    }

    /** What a verification demands, with the defaults filled in. */
    public VerificationRules rules() {
        Duration whole = duration.orElse(VerificationRules.DEFAULT_DURATION);
        if (isTooLong(interval, Optional.of(whole))) {
            throw new IllegalArgumentException("interval: expected at most the duration " + Durations.format(whole)
                    + (duration.isEmpty() ? ", which is the default" : "") + ", found "
                    + Durations.format(interval.orElseThrow()));
        }
        VerificationRules rules = new VerificationRules(
                whole,
                interval.orElseGet(() -> VerificationRules.usualInterval(whole)),
                initialDelay.orElse(Duration.ZERO),
                criteria,
                consecutiveFailures.orElse(0),
                version.isPresent(),
                metrics);
        rules.neverJudged().ifPresent(wrong -> {
            throw new IllegalArgumentException(wrong);
        });
        return rules;
    }

    public static boolean isTooLong(Optional<Duration> interval, Optional<Duration> duration) {
        return interval.flatMap(step -> duration.filter(whole -> step.compareTo(whole) > 0))
                .isPresent();
    }
}
