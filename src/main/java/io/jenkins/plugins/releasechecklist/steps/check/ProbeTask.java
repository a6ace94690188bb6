package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.remoting.Channel;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Delayer;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRound;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRunner;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * Runs checks where it is sent: on an agent or on the controller. A call that is interrupted cancels the checks at once.
 *
 * @param <T> what it brings back for each check, serializable
 */
public abstract class ProbeTask<T> extends MasterToSlaveCallable<ArrayList<T>, IOException> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Check> checks;
    private final ProbeAccess equipment;
    private final RunSettings settings;

    private ProbeTask(List<Check> checks, ProbeAccess equipment, RunSettings settings) {
        this.checks = new ArrayList<>(checks);
        this.equipment = equipment;
        this.settings = settings;
    }

    abstract CompletableFuture<List<T>> start(ProbeRunner runner, List<Check> checks, RunSettings settings);

    @Override
    public final ArrayList<T> call() throws IOException {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
                new NamingThreadFactory(new DaemonThreadFactory(), "release-checklist-probe-timer"));
        try (ProbeNetwork network = ProbeNetwork.open(equipment.guard(), equipment.proxy(), settings.concurrency())) {
            ProbeRunner runner = new ProbeRunner(
                    ProbeContext.of(network, equipment::credentials, equipment.commands()),
                    Delayer.of(scheduler),
                    new Random());
            return new ArrayList<>(await(start(runner, checks, settings)));
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static <T> List<T> await(CompletableFuture<List<T>> result) throws IOException {
        try (LostController watch = new LostController(Channel.current(), result)) {
            return result.get();
        } catch (CancellationException e) {
            throw new IOException("The connection to the controller was lost", e);
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("The checks were stopped", e);
        } catch (ExecutionException e) {
            throw new IOException("The checks could not run: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Tries each check until it passes or its time is over. Results go to a sink as they come; the last ones it brings back. */
    public static final class UntilPassed extends ProbeTask<CheckResult> {
        private static final long serialVersionUID = 1L;

        private final ResultSink sink;

        public UntilPassed(List<Check> checks, ProbeAccess equipment, RunSettings settings, ResultSink sink) {
            super(checks, equipment, settings);
            this.sink = sink;
        }

        @Override
        CompletableFuture<List<CheckResult>> start(ProbeRunner runner, List<Check> checks, RunSettings settings) {
            ResultBatches batches = new ResultBatches(sink);
            CompletableFuture<List<CheckResult>> run = runner.run(checks, settings, batches::add);
            CompletableFuture<List<CheckResult>> last = run.thenApply(results -> batches.end());
            batches.failure().whenComplete((none, failure) -> last.completeExceptionally(failure));
            last.whenComplete((results, failure) -> {
                run.cancel(true);
                batches.drop();
            });
            return last;
        }
    }

    /** Tries each check, and measures each metric, once. */
    public static final class Once extends ProbeTask<ProbeRound> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<MetricProbe> metrics;

        public Once(List<Check> checks, List<MetricProbe> metrics, ProbeAccess equipment, RunSettings settings) {
            super(checks, equipment, settings);
            this.metrics = new ArrayList<>(metrics);
        }

        @Override
        CompletableFuture<List<ProbeRound>> start(ProbeRunner runner, List<Check> checks, RunSettings settings) {
            CompletableFuture<ProbeRound> round = runner.round(checks, metrics, settings);
            CompletableFuture<List<ProbeRound>> rounds = round.thenApply(List::of);
            rounds.whenComplete((seen, failure) -> round.cancel(true));
            return rounds;
        }
    }

    /** Cancels what an agent does when nobody can hear of it any more, because the connection to the controller is closed. */
    private static final class LostController extends Channel.Listener implements AutoCloseable {
        private final Channel channel;
        private final CompletableFuture<?> work;

        /**
         * Begins to watch.
         *
         * @param channel the connection to the controller; null where there is none, because the work is done on it
         */
        LostController(Channel channel, CompletableFuture<?> work) {
            this.channel = channel;
            this.work = work;
            if (channel != null) {
                watch();
            }
        }

        private void watch() {
            channel.addListener(this);
            if (channel.isClosingOrClosed()) {
                work.cancel(true);
            }
        }

        @Override
        public void onClosed(Channel closed, IOException cause) {
            work.cancel(true);
        }

        @Override
        public void close() {
            if (channel != null) {
                channel.removeListener(this);
            }
        }
    }

    /**
     * Takes results as they come. One that goes to an agent stays where it is; the agent calls it from there. Public, because remoting makes
     * proxies of it in other class loaders.
     */
    public interface ResultSink extends SerializableOnlyOverRemoting {
        /**
         * Takes some results.
         *
         * @param results of checks that are settled, each once
         * @throws IOException if they cannot be kept; then the checks need not go on
         */
        void settled(List<CheckResult> results) throws IOException;
    }
}
