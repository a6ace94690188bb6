package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A network with names of the test, and what is needed to attempt checks over it. */
final class ProbeFixture implements AutoCloseable {
    /** Read once: the JDK's certificates are many. */
    static final TlsTrust SYSTEM_TRUST = TlsTrust.system();

    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final Map<String, ProbeCredentials> credentials = new ConcurrentHashMap<>();
    static final CommandPlace NO_COMMANDS = CommandPlace.refused("the test runs no commands");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ProbeNetwork network;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private CommandPlace commands = NO_COMMANDS;

    ProbeFixture() {
        this(AddressGuard.ANY, SYSTEM_TRUST);
    }

    ProbeFixture(AddressGuard guard, TlsTrust trust) {
        this(guard, ProbeProxy.NONE, trust);
    }

    ProbeFixture(AddressGuard guard, ProbeProxy proxy, TlsTrust trust) {
        network = new ProbeNetwork(this::lookup, guard, proxy, trust, 50);
    }

    ProbeFixture name(String host, String... addresses) {
        names.put(host, List.of(addresses));
        return this;
    }

    ProbeFixture credentials(String id, ProbeCredentials value) {
        credentials.put(id, value);
        return this;
    }

    ProbeFixture at(InstantSource time) {
        clock = time;
        return this;
    }

    ProbeFixture commands(CommandPlace place) {
        commands = place;
        return this;
    }

    /** Has latencies measured by another clock. */
    ProbeFixture ticking(LongSupplier nanoTime) {
        ticker = nanoTime;
        return this;
    }

    ProbeContext context() {
        return new ProbeContext(
                clock,
                ticker,
                Duration.ofSeconds(10),
                id -> Optional.ofNullable(credentials.get(id)),
                network,
                commands);
    }

    ProbeRunner runner() {
        return new ProbeRunner(context(), Delayer.of(scheduler), new Random(1));
    }

    Observation attempt(Check check) throws InterruptedException, ExecutionException, TimeoutException {
        return check.attempt(context()).get(10, TimeUnit.SECONDS);
    }

    String errorOf(Check check) throws InterruptedException, ExecutionException, TimeoutException {
        return attempt(check).errorIfAny().orElse("passed");
    }

    private List<InetAddress> lookup(String host) throws UnknownHostException {
        if (host.matches("[0-9.]+|.*:.*")) {
            return List.of(InetAddress.getByName(host));
        }
        List<String> addresses = names.getOrDefault(host, List.of());
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByAddress(
                    host, InetAddress.getByName(addresses.get(i)).getAddress());
        }
        return List.of(found);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        network.close();
    }
}
