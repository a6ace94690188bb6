package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the connections of checks come from: guarded names, the HTTP client, trust, and the threads for what has to
 * block. HTTP and TCP need a handful of threads for any number of checks; a TLS check needs one while its attempt is
 * under way.
 *
 * <p>Safe for use by several threads. Closing it closes every connection; whoever closes it cancels the runs over it
 * before.
 */
public final class ProbeNetwork implements AutoCloseable {
    private static final int LOOKUP_THREADS = 32;
    private static final int JUDGE_THREADS = 4;

    private final ExecutorService lookups = pool("names", LOOKUP_THREADS);
    private final ExecutorService judges = pool("judge", JUDGE_THREADS);
    // As many threads as there are attempts under way, which the runner's concurrency limits.
    private final ExecutorService blocking = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("blocking"));
    private final GuardedNames names;
    private final TlsTrust trust;
    private final ProbeHttpClient http;

    /**
     * Opens the network.
     *
     * @param resolver resolves host names
     * @param guard decides which addresses may be connected to
     * @param trust which certificate authorities are trusted
     * @param concurrency how many HTTP connections may be open at once, 1 or more: as many as the runs over it may have
     *     attempts
     */
    public ProbeNetwork(NameService resolver, AddressGuard guard, TlsTrust trust, int concurrency) {
        this.names = new GuardedNames(resolver, guard, lookups);
        this.trust = trust;
        this.http = new ProbeHttpClient(trust, concurrency);
    }

    /**
     * Opens the network with the system's names and trust.
     *
     * @param guard decides which addresses may be connected to
     * @param concurrency how many HTTP connections may be open at once, 1 or more
     * @return the network, to be closed by the caller
     */
    public static ProbeNetwork open(AddressGuard guard, int concurrency) {
        return new ProbeNetwork(NameService.SYSTEM, guard, TlsTrust.system(), concurrency);
    }

    /**
     * Gives the way to addresses.
     *
     * @return the guarded names
     */
    public GuardedNames names() {
        return names;
    }

    /**
     * Gives the trust.
     *
     * @return the trusted authorities
     */
    public TlsTrust trust() {
        return trust;
    }

    /**
     * Gives the HTTP client.
     *
     * @return the client
     */
    public ProbeHttpClient http() {
        return http;
    }

    /**
     * Gives threads for connections that block.
     *
     * @return an executor that starts every task at once
     */
    public Executor blocking() {
        return blocking;
    }

    /** Threads on which answers are judged, because a regular expression may take its time. */
    Executor judges() {
        return judges;
    }

    @Override
    public void close() {
        http.close();
        lookups.shutdownNow();
        judges.shutdownNow();
        blocking.shutdownNow();
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "release-checklist-probe-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
