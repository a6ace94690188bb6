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
     * Does a short task after a while, on a thread of the delayer.
     *
     * @param delay zero or more
     * @param task what to do; it must not block
     * @return takes the task back
     */
    Scheduled after(Duration delay, Runnable task);

    /**
     * Makes a delayer of a scheduler. After the scheduler has been shut down, tasks are dropped without a word, because
     * whoever shuts it down ends the runs as well.
     *
     * @param scheduler one thread is enough; whoever made it shuts it down
     * @return the delayer
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
