package io.jenkins.plugins.releasechecklist.engine.probe.run;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something later, without keeping a thread until then. Tests bring one with a clock of their own. */
@FunctionalInterface
public interface Delayer {
    /** Takes back what was to be done later. */
    @FunctionalInterface
    interface Scheduled {
        /** Takes it back. Does nothing if it is done already or is being done. */
        void cancel();
    }

    /**
     * Does a short task after a while, zero or more, on a thread of the delayer, which it must not block. The answer takes it
     * back.
     */
    Scheduled after(Duration delay, Runnable task);

    /**
     * Makes a delayer of a scheduler of one thread or more, which whoever made it shuts down. After that, tasks are dropped
     * without a word, because whoever shuts it down ends the runs as well.
     */
    static Delayer of(ScheduledExecutorService scheduler) {
        return (delay, task) -> {
            try {
                var future = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            } catch (RejectedExecutionException e) {
                return () -> {};
            }
        };
    }
}
