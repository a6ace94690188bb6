package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.util.AtmostOneTaskExecutor;
import jenkins.util.InterceptingExecutorService;

/**
 * Does what must not happen on the thread of a Pipeline program: disk, network, waiting. It works on the threads that Jenkins has
 * for this, as the system user. When Jenkins goes down, its work is interrupted, and work that comes after that is cancelled: the
 * records know what is left to do after the start.
 */
@Extension
public final class BackgroundWork {
    /** How long Jenkins waits for interrupted work when it goes down. */
    private static final int ENDING_SECONDS = 5;

    /** What is done here, for those who want an executor. It ends with Jenkins and not before. */
    private static final ExecutorService THREADS = new InterceptingExecutorService(Computer.threadPoolForRemoting) {
        @Override
        protected Runnable wrap(Runnable work) {
            return task(Executors.callable(work));
        }

        @Override
        protected <T> Callable<T> wrap(Callable<T> work) {
            Work<T> task = task(work);
            return () -> {
                task.run();
                return task.get();
            };
        }
    };

    private final Set<Work<?>> underWay = ConcurrentHashMap.newKeySet();
    /** Has a party for each work that is under way, and one for the end. */
    private final Phaser ends = new Phaser(1);

    private volatile boolean ended;

    /** Does the work soon. Cancelling the future interrupts it. */
    public static Future<?> submit(Runnable work) {
        return submit(Executors.callable(work));
    }

    /** The same for work that has a result. */
    public static <T> Future<T> submit(Callable<T> work) {
        Work<T> task = task(work);
        Computer.threadPoolForRemoting.execute(task);
        return task;
    }

    /**
     * A lane for work that is done again whenever somebody asks for it, by one thread at a time. Whoever asks while it waits for its
     * turn gets one run together.
     *
     * @return asks for it, and does not wait
     */
    public static Runnable lane(Runnable work) {
        AtmostOneTaskExecutor<?> lane = new AtmostOneTaskExecutor<>(THREADS, Executors.callable(work));
        return lane::submit;
    }

    private static <T> Work<T> task(Callable<T> work) {
        return ExtensionList.lookupSingleton(BackgroundWork.class).new Work<>(work);
    }

    /** Called by Jenkins when it goes down; returns when nothing writes to a record any more. */
    @Terminator
    public void end() throws InterruptedException {
        ended = true;
        underWay.forEach(work -> work.cancel(true));
        try {
            ends.awaitAdvanceInterruptibly(ends.arrive(), ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // The threads are daemons: what does not heed the interrupt ends with the process.
        }
    }

    private final class Work<T> extends FutureTask<T> {
        Work(Callable<T> work) {
            super(work);
        }

        @Override
        public void run() {
            ends.register();
            underWay.add(this);
            try {
                if (ended) {
                    cancel(false);
                } else {
                    super.run();
                }
            } finally {
                underWay.remove(this);
                ends.arriveAndDeregister();
            }
        }
    }
}
