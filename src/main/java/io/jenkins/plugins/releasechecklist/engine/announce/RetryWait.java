package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits. */
@FunctionalInterface
public interface RetryWait {

    /**
     * Returns at that time or soon after it, at once if it is past.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void until(Instant time) throws InterruptedException;

    /** Waits by letting the calling thread sleep. */
    static RetryWait sleeping(InstantSource clock) {
        return time -> {
            Duration left = Duration.between(clock.instant(), time);
            while (left.compareTo(Duration.ZERO) > 0) {
                // A whole millisecond at least, so that the rest of one is not waited for in a busy loop.
                Thread.sleep(left.toMillis() + 1);
                left = Duration.between(clock.instant(), time);
            }
        };
    }
}
