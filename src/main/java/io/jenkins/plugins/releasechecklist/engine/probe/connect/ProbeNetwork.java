package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;

/**
 * Where the connections of checks come from: guarded names, trust, and a thread for each attempt that is under way, which
 * begins when it is needed.
 *
 * <p>Safe for use by several threads. Closing it closes every connection; whoever closes it cancels the runs over it
 * before.
 */
public final class ProbeNetwork implements AutoCloseable {
    private static final int LOOKUP_THREADS = 32;
    private static final int JUDGE_THREADS = 4;
    /** For attempts that have ended, while they tell of it. */
    private static final int SPARE_THREADS = 8;

    private static final int MOST_COMMANDS = 128;

    private final ExecutorService lookups = pool("names", LOOKUP_THREADS);
    private final ExecutorService judges = pool("judge", JUDGE_THREADS);
    private final ExecutorService commands;
    private final GuardedNames names;
    private final GuardedNames proxyNames;
    private final ProbeProxy proxy;
    private final TlsTrust trust;
    private final ExecutorService attempts;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private final SSLContext anonymous;
    /** One of its own for each certificate, so that no TLS session of one identity is taken up by another. */
    private final Map<Identity, SSLContext> identified = new HashMap<>();

    private final Map<ProbeCredentials.Authorities, TlsTrust> widened = new HashMap<>();

    /**
     * Opens the network.
     *
     * @param resolver resolves host names
     * @param guard decides which addresses may be connected to
     * @param proxy the way of HTTP checks
     * @param trust which certificate authorities are trusted
     * @param concurrency how many attempts may be under way at once, 1 or more. As many commands run at once, but never more than 128
     */
    public ProbeNetwork(NameService resolver, AddressGuard guard, ProbeProxy proxy, TlsTrust trust, int concurrency) {
        this.names = new GuardedNames(resolver, guard, lookups);
        // The administrator chose the proxy; the guard is for the choices of others.
        this.proxyNames = new GuardedNames(resolver, AddressGuard.ANY, lookups);
        this.proxy = proxy;
        this.trust = trust;
        this.anonymous = trust.context();
        this.attempts = pool("attempt", concurrency + SPARE_THREADS);
        this.commands = pool("command", Math.min(concurrency, MOST_COMMANDS));
    }

    /** Opens the network with the system's names and trust, to be closed by the caller. */
    public static ProbeNetwork open(AddressGuard guard, ProbeProxy proxy, int concurrency) {
        return new ProbeNetwork(NameService.SYSTEM, guard, proxy, TlsTrust.system(), concurrency);
    }

    /** The way to addresses. */
    public GuardedNames names() {
        return names;
    }

    /** The trusted authorities, with those that a check trusts as well. */
    public synchronized TlsTrust trust(Optional<ProbeCredentials.Authorities> others) {
        return others.map(added -> widened.computeIfAbsent(added, trust::with)).orElse(trust);
    }

    /** The way of HTTP checks. */
    public ProbeProxy proxy() {
        return proxy;
    }

    /** The way to the proxy, past the guard. */
    public GuardedNames proxyNames() {
        return proxyNames;
    }

    /** Whom connections trust, and the certificate that they present, if there is one. */
    public synchronized SSLContext tls(
            Optional<ProbeCredentials.Certificate> certificate, Optional<ProbeCredentials.Authorities> others)
            throws AttemptException {
        if (certificate.isEmpty() && others.isEmpty()) {
            return anonymous;
        }
        Identity identity = new Identity(certificate, others);
        SSLContext known = identified.get(identity);
        if (known == null) {
            TlsTrust trusted = trust(others);
            known = certificate.isEmpty() ? trusted.context() : trusted.context(certificate.get());
            identified.put(identity, known);
        }
        return known;
    }

    private record Identity(
            Optional<ProbeCredentials.Certificate> certificate, Optional<ProbeCredentials.Authorities> others) {}

    /**
     * Begins something that blocks, on a thread of its own. When the result is completed, by whomever and however, everything
     * that was opened for it is closed.
     */
    public <T> CompletableFuture<T> start(BlockingTask<T> task) {
        OpenConnections open = new OpenConnections();
        CompletableFuture<T> result = new CompletableFuture<>();
        underWay.add(result);
        result.whenComplete((value, failure) -> {
            underWay.remove(result);
            open.close();
        });
        try {
            attempts.execute(() -> run(task, open, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static <T> void run(BlockingTask<T> task, OpenConnections open, CompletableFuture<T> result) {
        try {
            if (!result.isDone()) {
                result.complete(task.over(open));
            }
        } catch (Throwable e) {
            // Errors as well: nobody else would ever tell whoever waits.
            result.completeExceptionally(e);
        }
    }

    /** Something that blocks its thread until connections are ready. */
    @FunctionalInterface
    public interface BlockingTask<T> {
        T over(OpenConnections open) throws IOException;
    }

    /** Threads that start commands and read what they print, one for each command that runs. */
    public Executor commands() {
        return commands;
    }

    /** Threads on which the output of commands is judged, because a regular expression may take its time. */
    public Executor judges() {
        return judges;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        judges.shutdownNow();
        commands.shutdownNow();
        attempts.shutdownNow();
        underWay.forEach(attempt -> attempt.cancel(true));
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadFactory daemons = new DefaultThreadFactory("release-checklist-probe-" + name, true);
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
