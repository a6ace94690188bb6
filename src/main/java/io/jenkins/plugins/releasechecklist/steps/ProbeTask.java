package io.jenkins.plugins.releasechecklist.steps;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.releasechecklist.engine.probe.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.probe.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import jenkins.security.MasterToSlaveCallable;

/**
 * Runs checks where it is sent: on an agent or on the controller. A call that is interrupted cancels the checks at once.
 *
 * @param <T> what it brings back for each check, serializable
 */
abstract class ProbeTask<T> extends MasterToSlaveCallable<ArrayList<T>, IOException> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Check> checks;
    private final HashMap<String, ProbeCredentials> credentials;
    private final RunSettings settings;

    private ProbeTask(List<Check> checks, Map<String, ProbeCredentials> credentials, RunSettings settings) {
        this.checks = new ArrayList<>(checks);
        this.credentials = new HashMap<>(credentials);
        this.settings = settings;
    }

    abstract CompletableFuture<List<T>> start(ProbeRunner runner, List<Check> checks, RunSettings settings);

    @Override
    public final ArrayList<T> call() throws IOException {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                new NamingThreadFactory(new DaemonThreadFactory(), "release-checklist-probe-timer"));
        try (ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, settings.concurrency())) {
            ProbeRunner runner = new ProbeRunner(
                    ProbeContext.of(network, id -> Optional.ofNullable(credentials.get(id))),
                    Delayer.of(scheduler),
                    new Random());
            return new ArrayList<>(await(start(runner, checks, settings)));
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static <T> List<T> await(CompletableFuture<List<T>> result) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("The checks were stopped", e);
        } catch (ExecutionException e) {
            throw new IOException("The checks could not run: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Tries each check until it passes or its time is over. */
    static final class UntilPassed extends ProbeTask<CheckResult> {
        private static final long serialVersionUID = 1L;

        UntilPassed(List<Check> checks, Map<String, ProbeCredentials> credentials, RunSettings settings) {
            super(checks, credentials, settings);
        }

        @Override
        CompletableFuture<List<CheckResult>> start(ProbeRunner runner, List<Check> checks, RunSettings settings) {
            return runner.run(checks, settings, result -> {});
        }
    }

    /** Tries each check once. */
    static final class Once extends ProbeTask<Sample> {
        private static final long serialVersionUID = 1L;

        Once(List<Check> checks, Map<String, ProbeCredentials> credentials, RunSettings settings) {
            super(checks, credentials, settings);
        }

        @Override
        CompletableFuture<List<Sample>> start(ProbeRunner runner, List<Check> checks, RunSettings settings) {
            return runner.once(checks, settings);
        }
    }
}
