package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.ForwardingCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A check that remembers when its one attempt began. */
final class TimedCheck implements ForwardingCheck {
    private static final long serialVersionUID = 1L;

    private final Check check;
    private volatile Instant began = Instant.EPOCH;

    TimedCheck(Check check) {
        this.check = check;
    }

    @Override
    public Check check() {
        return check;
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
}
