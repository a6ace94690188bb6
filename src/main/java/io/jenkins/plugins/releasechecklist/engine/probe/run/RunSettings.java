package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a run treats its checks.
 *
 * @param concurrency how many attempts may be under way at once, 1 to 1000; default 50
 * @param timeout how long one attempt may take, more than zero; default 30 s
 * @param retryFor how long after the start of its first attempt a check that failed is attempted again; zero means once
 *     only; default 2 min. The last attempt begins at the end of that time at the latest and has its full timeout
 * @param backoff the waits between the attempts of a check
 */
public record RunSettings(int concurrency, Duration timeout, Duration retryFor, Backoff backoff)
        implements Serializable {
    /** The largest concurrency. */
    public static final int MAX_CONCURRENCY = 1000;
    /** 50 at once, 30 s for an attempt, 2 min of retrying. */
    public static final RunSettings DEFAULT =
            new RunSettings(50, ProbeContext.DEFAULT_TIMEOUT, Duration.ofMinutes(2), Backoff.DEFAULT);

    /** Checks the ranges. */
    public RunSettings {
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "concurrency: expected 1 to " + MAX_CONCURRENCY + ", found " + concurrency);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: expected more than zero, found " + Durations.format(timeout));
        }
        if (retryFor.isNegative()) {
            throw new IllegalArgumentException("retryFor: expected zero or more, found " + Durations.format(retryFor));
        }
    }

    /** The same settings with another concurrency, 1 to 1000. */
    public RunSettings withConcurrency(int value) {
        return new RunSettings(value, timeout, retryFor, backoff);
    }

    /** The same settings with another time for one attempt, more than zero. */
    public RunSettings withTimeout(Duration value) {
        return new RunSettings(concurrency, value, retryFor, backoff);
    }

    /** The same settings with another time for trying again, zero or more. */
    public RunSettings withRetryFor(Duration value) {
        return new RunSettings(concurrency, timeout, value, backoff);
    }
}
