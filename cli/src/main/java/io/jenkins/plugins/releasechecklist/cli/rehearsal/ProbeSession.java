package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What checks need to run on this machine: the real clock and network, and the credentials that were given. Closing it ends them. */
public final class ProbeSession implements AutoCloseable {
    private final ProbeNetwork network;
    private final ScheduledExecutorService scheduler;
    private final RunSettings settings;
    private final Map<String, ProbeCredentials> credentials;

    /** A session without credentials. */
    public ProbeSession(RunSettings settings) {
        this(settings, Map.of());
    }

    /** @param credentials by their ids in the plan */
    public ProbeSession(RunSettings settings, Map<String, ProbeCredentials> credentials) {
        this.settings = settings;
        this.credentials = Map.copyOf(credentials);
        network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, settings.concurrency());
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "release-checklist-delayer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The ids of the credentials that checks can use. */
    Set<String> credentials() {
        return credentials.keySet();
    }

    RunSettings settings() {
        return settings;
    }

    Delayer delayer() {
        return Delayer.of(scheduler);
    }

    ProbeRunner runner() {
        CommandWorkspace here = new CommandWorkspace("", "", System.getenv());
        return new ProbeRunner(
                ProbeContext.of(network, (url, id) -> Optional.ofNullable(credentials.get(id)), here),
                delayer(),
                new Random());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        network.close();
    }
}
