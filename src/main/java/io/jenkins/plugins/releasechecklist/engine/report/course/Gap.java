package io.jenkins.plugins.releasechecklist.engine.report.course;

import java.time.Duration;
import java.time.Instant;

/**
 * A time without samples in the middle of a verification, because Jenkins or its agent was away.
 *
 * @param from when the last samples before it were taken
 * @param until when the first samples after it were taken
 * @param missedRounds how many rounds would have fallen into it; at least one
 */
public record Gap(Instant from, Instant until, long missedRounds) {

    /** The gap between two moments at which samples were taken. */
    static Gap between(Instant from, Instant until, Duration interval) {
        double rounds = (double) Duration.between(from, until).toMillis() / interval.toMillis();
        return new Gap(from, until, Math.max(1, Math.round(rounds) - 1));
    }
}
