package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits, and then at once. */
final class FakeTime implements InstantSource, RetryWait {

    private Instant now;
    private final List<Instant> waits = new ArrayList<>();

    FakeTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void until(Instant time) {
        waits.add(time);
        now = time;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    List<Instant> waits() {
        return waits;
    }
}
