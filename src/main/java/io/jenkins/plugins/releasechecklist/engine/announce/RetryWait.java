package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits. */
@FunctionalInterface
public interface RetryWait {

    /**
     * Returns at that time or soon after it, at once if it is past. When the clock is put back meanwhile, it is not waited for again.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    void until(Instant time) throws InterruptedException;

    /** Waits by letting the calling thread sleep. */
    static RetryWait sleeping(InstantSource clock) {
        return time -> {
            long millis = Duration.between(clock.instant(), time).toMillis();
            if (millis >= 0) {
                Thread.sleep(millis + 1);
            }
        };
    }
}
