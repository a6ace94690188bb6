package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What checks need to run on this machine: the real clock and network, no credentials. Closing it ends them. */
final class ProbeSession implements AutoCloseable {
    private final ProbeNetwork network;
    private final ScheduledExecutorService scheduler;

    /**
     * @param concurrency how many HTTP connections may be open at once, 1 or more
     */
    ProbeSession(int concurrency) {
        network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, concurrency);
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "release-checklist-delayer");
            thread.setDaemon(true);
            return thread;
        });
    }

    Delayer delayer() {
        return Delayer.of(scheduler);
    }

    ProbeRunner runner() {
        CommandWorkspace here = new CommandWorkspace("", "", System.getenv());
        return new ProbeRunner(ProbeContext.of(network, id -> Optional.empty(), here), delayer(), new Random());
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        network.close();
    }
}
