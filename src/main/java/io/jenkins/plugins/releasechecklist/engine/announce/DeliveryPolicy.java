package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * When a delivery that failed is tried again.
 *
 * @param firstBackoff how long to wait after the first failure; 1 millisecond or longer
 * @param factor by how much the wait grows with every further failure; 1 to 100
 * @param cap the longest wait of our own accord; not shorter than the first. A receiver may ask for a longer one
 * @param jitter by which part of it a wait may be shortened at random, 0 (never) to 1 (down to a millisecond), so that
 *     many deliveries that failed together do not come back together
 * @param deadline how long a delivery is tried, counted from its start or from its resumption after a restart; 1
 *     millisecond or longer
 */
public record DeliveryPolicy(Duration firstBackoff, double factor, Duration cap, double jitter, Duration deadline) {

    /** Waits of 1 second, 2, 4, ... up to 1 minute, each shortened by up to a fifth, for 5 minutes. */
    public static final DeliveryPolicy DEFAULT =
            new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.2, Duration.ofMinutes(5));

    /** The longest time for which a channel may have a delivery tried. */
    public static final Duration LONGEST = Duration.ofDays(3);

    /**
     * The default for another time: the longest wait is a twentieth of it, and a minute at least.
     *
     * @param deadline from a second to {@link #LONGEST}
     */
    public static DeliveryPolicy lasting(Duration deadline) {
        if (deadline.compareTo(Duration.ofSeconds(1)) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("retryFor: expected a duration from 1s to " + Durations.format(LONGEST)
                    + ", found " + Durations.format(deadline));
        }
        Duration twentieth = deadline.dividedBy(20);
        Duration cap = twentieth.compareTo(DEFAULT.cap) > 0 ? twentieth : DEFAULT.cap;
        return new DeliveryPolicy(DEFAULT.firstBackoff, DEFAULT.factor, cap, DEFAULT.jitter, deadline);
    }

    /** Refuses a value that is out of its range. */
    public DeliveryPolicy {
        requireMillis(firstBackoff, "firstBackoff");
        requireMillis(deadline, "deadline");
        if (!(factor >= 1 && factor <= 100)) {
            throw new IllegalArgumentException("factor: expected a number from 1 to 100, found " + factor);
        }
        if (cap.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException("cap: expected a duration not shorter than firstBackoff ("
                    + Durations.format(firstBackoff) + "), found " + Durations.format(cap));
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: expected a number from 0 to 1, found " + jitter);
        }
    }

    /**
     * How long to wait after a failure.
     *
     * @param failures how many attempts failed so far, 1 or more
     * @param seed where the chance comes from: the same seed and number give the same wait, so that a restart changes
     *     nothing
     * @return a duration of whole milliseconds, at least one
     */
    public Duration backoff(int failures, long seed) {
        double grown = firstBackoff.toMillis() * Math.pow(factor, failures - 1);
        double capped = Math.min(grown, cap.toMillis());
        double chance = new SplittableRandom(seed + failures).nextDouble();
        return Duration.ofMillis(Math.max(1, Math.round(capped * (1 - jitter * chance))));
    }

    private static void requireMillis(Duration duration, String what) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    what + ": expected a duration of 1ms or longer, found " + Durations.format(duration));
        }
    }
}
