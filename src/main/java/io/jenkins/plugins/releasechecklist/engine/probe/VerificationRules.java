package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What a verification demands.
 *
 * @param duration how long the system is observed, more than zero; default 10 min
 * @param interval the time between the beginnings of two rounds, more than zero; default 15 s
 * @param successRate a percentage with {@code >=} or {@code >}; default {@code >= 99%}
 * @param p95 a duration with {@code <=} or {@code <} for the 95th percentile of the latency; nothing if none is
 *     demanded
 * @param versionRequired whether the last sample of the check {@link VersionProbe#CHECK_NAME} has to have passed
 */
public record VerificationRules(
        Duration duration, Duration interval, Criterion successRate, Optional<Criterion> p95, boolean versionRequired) {
    /** How long a system is observed unless something else is said. */
    public static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);
    /** The time between two rounds unless something else is said. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);
    /** The success rate that is demanded unless something else is said. */
    public static final Criterion DEFAULT_SUCCESS_RATE = Criterion.parse(">= 99%");

    /** Checks the durations and the kinds of the criteria. */
    public VerificationRules {
        requirePositive("duration", duration);
        requirePositive("interval", interval);
        require("successRate", successRate, Quantity.Unit.PERCENTAGE, false);
        p95.ifPresent(criterion -> require("p95", criterion, Quantity.Unit.DURATION, true));
        if (!successRate.holds(1)) {
            throw new IllegalArgumentException(
                    "successRate: expected what can be reached with 100%, found '" + successRate + "'");
        }
    }

    /**
     * Fills in the defaults.
     *
     * @param duration how long the system is observed
     * @param interval the time between two rounds
     * @param successRate the demanded success rate
     * @param p95 the demanded 95th percentile; there is none by default
     * @param versionRequired whether the version is demanded
     * @return the rules
     */
    public static VerificationRules of(
            Optional<Duration> duration,
            Optional<Duration> interval,
            Optional<Criterion> successRate,
            Optional<Criterion> p95,
            boolean versionRequired) {
        return new VerificationRules(
                duration.orElse(DEFAULT_DURATION),
                interval.orElse(DEFAULT_INTERVAL),
                successRate.orElse(DEFAULT_SUCCESS_RATE),
                p95,
                versionRequired);
    }

    /**
     * Tells how many rounds the duration has room for.
     *
     * @return duration by interval, rounded down, at least 1
     */
    public long plannedRounds() {
        return Math.max(1, duration.dividedBy(interval));
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + ": expected more than zero, found " + Durations.format(value));
        }
    }

    private static void require(String what, Criterion criterion, Quantity.Unit unit, boolean upper) {
        try {
            criterion.require(unit, upper);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }
}
