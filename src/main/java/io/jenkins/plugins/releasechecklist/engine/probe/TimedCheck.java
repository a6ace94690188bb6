package io.jenkins.plugins.releasechecklist.engine.probe;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A check that remembers when its one attempt began. */
final class TimedCheck implements Check {
    private static final long serialVersionUID = 1L;

    private final Check check;
    private volatile Instant began = Instant.EPOCH;

    TimedCheck(Check check) {
        this.check = check;
    }

    Instant began() {
        return began;
    }

    Sample sample(CheckResult result) {
        return new Sample(
                began, result.name(), result.passed(), result.latency().toMillis(), result.error());
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        began = context.clock().instant();
        return check.attempt(context);
    }

    @Override
    public String name() {
        return check.name();
    }

    @Override
    public String kind() {
        return check.kind();
    }

    @Override
    public String target() {
        return check.target();
    }

    @Override
    public String host() {
        return check.host();
    }
}
