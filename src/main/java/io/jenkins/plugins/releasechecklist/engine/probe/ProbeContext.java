package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What an attempt gets from outside: time, network, credentials. It is made where the checks run, and does not travel.
 *
 * @param clock tells the date, for samples and certificates
 * @param nanoTime a ticker such as {@link System#nanoTime()}, for latencies
 * @param timeout how long an attempt may take, more than zero
 * @param credentials finds what the id of a check stands for at a URL; nothing if the id is unknown or may not be used there
 * @param network where connections come from
 * @param commands where commands run, if they may
 * @since the first release
 */
public record ProbeContext(
        InstantSource clock,
        LongSupplier nanoTime,
        Duration timeout,
        BiFunction<URI, String, Optional<ProbeCredentials>> credentials,
        ProbeNetwork network,
        CommandWorkspace commands) {
    /** How long one attempt may take unless something else is said: 30 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** What an attempt needs at most to say that it took too long. */
    private static final Duration OWN_WORDS = Duration.ofMillis(100);

    /** Checks the timeout. */
    public ProbeContext {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "expected a timeout of more than zero, found " + Durations.format(timeout));
        }
    }

    /** Makes a context with the system's clocks and the default timeout. */
    public static ProbeContext of(
            ProbeNetwork network,
            BiFunction<URI, String, Optional<ProbeCredentials>> credentials,
            CommandWorkspace commands) {
        return new ProbeContext(
                InstantSource.system(), System::nanoTime, DEFAULT_TIMEOUT, credentials, network, commands);
    }

    /** The same context with another timeout, more than zero. */
    public ProbeContext withTimeout(Duration value) {
        return new ProbeContext(clock, nanoTime, value, credentials, network, commands);
    }

    /**
     * How much longer an attempt that began then may wait when it wants to say itself what it has seen until then: to just
     * before the runner ends it. Zero or more.
     */
    public Duration patience(long startNanos) {
        Duration tenth = timeout.dividedBy(10);
        Duration left = timeout.minus(tenth.compareTo(OWN_WORDS) < 0 ? tenth : OWN_WORDS)
                .minus(since(startNanos));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The time since {@link #nanoTime()} said that, zero or more. */
    public Duration since(long startNanos) {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - startNanos));
    }

    /**
     * Looks over connections of the network, on a thread that it may block.
     *
     * @param address where the look has got to, for the words about what goes wrong on the way
     * @param look what to do
     * @return what was seen. Cancelling it closes what is open
     */
    public CompletableFuture<Observation> look(Supplier<HostPort> address, BlockingLook look) {
        long start = nanoTime.getAsLong();
        return network.start(open -> {
            try {
                return look.over(open, start);
            } catch (IOException | RuntimeException e) {
                Exception cause = open.isClosed() ? new CancellationException() : e;
                return Failures.observation(cause, address.get(), since(start));
            }
        });
    }

    /** A look that blocks its thread; it is told what {@link #nanoTime()} said when it was asked for. */
    @FunctionalInterface
    public interface BlockingLook {
        Observation over(OpenConnections open, long startNanos) throws IOException;
    }
}
