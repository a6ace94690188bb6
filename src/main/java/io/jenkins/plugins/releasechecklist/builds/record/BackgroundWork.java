package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;

/**
 * Threads for what must not happen on the thread of a Pipeline program: disk, network, waiting. They act as the system user,
 * are made on demand and end after a minute without work. When Jenkins goes down they are interrupted, and work that comes
 * after that is dropped: the records know what is left to do after the start.
 */
@Extension
public final class BackgroundWork {
    private static final int IDLE_SECONDS = 60;
    /** How long Jenkins waits for interrupted work when it goes down. */
    private static final int ENDING_SECONDS = 5;

    private final ExecutorService threads = new ImpersonatingExecutorService(
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    new NamingThreadFactory(
                            new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "release-checklist"),
                    new ThreadPoolExecutor.DiscardPolicy()),
            ACL.SYSTEM2);

    /** Does the work soon. Cancelling the future interrupts it. */
    public static Future<?> submit(Runnable work) {
        return current().submit(work);
    }

    /** The same for work that has a result. */
    public static <T> Future<T> submit(Callable<T> work) {
        return current().submit(work);
    }

    private static ExecutorService current() {
        return ExtensionList.lookupSingleton(BackgroundWork.class).threads;
    }

    /** Called by Jenkins when it goes down; returns when nothing writes to a record any more. */
    @Terminator
    public void end() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS);
    }
}
