package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A future whose work goes on in steps: when it is completed, by whomever and however, the step under way is cancelled.
 * That is how cancelling an attempt closes its connection.
 */
public final class AttemptFuture<T> extends CompletableFuture<T> {
    private final AtomicReference<Future<?>> step = new AtomicReference<>(CompletableFuture.completedFuture(null));

    public AttemptFuture() {
        whenComplete((value, failure) -> step.get().cancel(true));
    }

    /** Makes this the step under way. */
    public <F extends Future<?>> F step(F next) {
        step.set(next);
        if (isDone()) {
            next.cancel(true);
        }
        return next;
    }
}
