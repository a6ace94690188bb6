package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
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
public final class ProbeFixture implements AutoCloseable {
    /** Read once: the JDK's certificates are many. */
    public static final TlsTrust SYSTEM_TRUST = TlsTrust.system();

    /** How many attempts may be under way at once. */
    public static final int CONCURRENCY = 50;

    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final Map<String, ProbeCredentials> credentials = new ConcurrentHashMap<>();
    public static final CommandWorkspace NO_COMMANDS = CommandWorkspace.refused("the test runs no commands");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ProbeNetwork network;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private CommandWorkspace commands = NO_COMMANDS;

    public ProbeFixture() {
        this(AddressGuard.ANY, SYSTEM_TRUST);
    }

    public ProbeFixture(AddressGuard guard, TlsTrust trust) {
        this(guard, ProbeProxy.NONE, trust);
    }

    public ProbeFixture(AddressGuard guard, ProbeProxy proxy, TlsTrust trust) {
        network = new ProbeNetwork(this::lookup, guard, proxy, trust, CONCURRENCY);
    }

    public ProbeFixture name(String host, String... addresses) {
        names.put(host, List.of(addresses));
        return this;
    }

    public ProbeFixture credentials(String id, ProbeCredentials value) {
        credentials.put(id, value);
        return this;
    }

    public ProbeFixture at(InstantSource time) {
        clock = time;
        return this;
    }

    public ProbeFixture commands(CommandWorkspace place) {
        commands = place;
        return this;
    }

    /** Has latencies measured by another clock. */
    public ProbeFixture ticking(LongSupplier nanoTime) {
        ticker = nanoTime;
        return this;
    }

    public ProbeContext context() {
        return new ProbeContext(
                clock,
                ticker,
                Duration.ofSeconds(10),
                (url, id) -> Optional.ofNullable(credentials.get(id)),
                network,
                commands);
    }

    public ProbeRunner runner() {
        return new ProbeRunner(context(), Delayer.of(scheduler), new Random(1));
    }

    public Observation attempt(Check check) throws InterruptedException, ExecutionException, TimeoutException {
        return check.attempt(context()).get(10, TimeUnit.SECONDS);
    }

    public String errorOf(Check check) throws InterruptedException, ExecutionException, TimeoutException {
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
