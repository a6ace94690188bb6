package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A release that was out, whatever became of it.
 *
 * @param build the build number
 * @param version its version; empty when nobody said it
 * @param at when it was out
 * @param leadTime how long its oldest change took from being committed; empty where no change log tells, and where the release
 *     was taken back
 * @param failed whether it needed somebody to step in
 * @param recovery how long it took until all was well again; empty while it is not, and when it did not fail
 */
public record Deployment(
        int build,
        Optional<String> version,
        Instant at,
        Optional<Duration> leadTime,
        boolean failed,
        Optional<Duration> recovery) {
    public Deployment {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(leadTime, "leadTime");
        Objects.requireNonNull(recovery, "recovery");
    }

    /** Whether it failed, and nobody knows of a recovery. */
    public boolean isOpen() {
        return failed && recovery.isEmpty();
    }
}
