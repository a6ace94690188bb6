package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What checks need to run on this machine: the real clock and network, no credentials. Closing it ends them. */
public final class ProbeSession implements AutoCloseable {
    private final ProbeNetwork network;
    private final ScheduledExecutorService scheduler;
    private final RunSettings settings;

    public ProbeSession(RunSettings settings) {
        this.settings = settings;
        network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, settings.concurrency());
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "release-checklist-delayer");
            thread.setDaemon(true);
            return thread;
        });
    }

    RunSettings settings() {
        return settings;
    }

    Delayer delayer() {
        return Delayer.of(scheduler);
    }

    ProbeRunner runner() {
        CommandWorkspace here = new CommandWorkspace("", "", System.getenv());
        return new ProbeRunner(ProbeContext.of(network, (url, id) -> Optional.empty(), here), delayer(), new Random());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        network.close();
    }
}
