package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: longer each time up to a cap, and by chance somewhat shorter or longer, so
 * that many checks that failed together do not come back together.
 *
 * @param first the wait after the first failure, more than zero; default 500 ms
 * @param factor what each further wait is multiplied by, 1 to 10; default 2
 * @param cap the longest wait before jitter, at least {@code first}; default 15 s
 * @param jitter the largest part by which a wait is shortened or lengthened, 0 to 1; default 0.5
 */
public record Backoff(Duration first, double factor, Duration cap, double jitter) implements Serializable {
    /** 500 ms, doubled each time up to 15 s, each 50 % shorter or longer at most. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(15), 0.5);

    /** Checks the ranges. */
    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("expected a first wait of more than zero and a cap not below it, found "
                    + Durations.format(first) + " and " + Durations.format(cap));
        }
        if (!(factor >= 1 && factor <= 10) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "expected a factor of 1 to 10 and a jitter of 0 to 1, found " + factor + " and " + jitter);
        }
    }

    /** The wait after so many failures, 1 or more; in whole milliseconds. */
    public Duration delay(int failures, RandomGenerator random) {
        double planned = Math.min(first.toMillis() * Math.pow(factor, failures - 1), cap.toMillis());
        double shift = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(planned * shift));
    }
}
