package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.ForwardingCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.NamedCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Runs checks in parallel. A runner holds no threads of its own and serves any number of runs, also at the same time.
 *
 * @param context clock, network and credentials for the attempts; its timeout is replaced by that of each run
 * @param delayer ends attempts in time and begins the next ones
 * @param random jitter; has to be safe for use by several threads, as {@link java.util.Random} is
 */
public record ProbeRunner(ProbeContext context, Delayer delayer, RandomGenerator random) {
    /**
     * Attempts every check until it passes or its time is over: at least once, and again with backoff until
     * {@link RunSettings#retryFor()} after the beginning of its first attempt. Its last attempt begins then at the
     * latest (if there is a place for it), so a check takes {@code retryFor} and one timeout, once it has begun. What
     * no repetition can change (an address that is not allowed, missing credentials) is not repeated. Waiting for the next attempt takes
     * no place among the {@link RunSettings#concurrency()}.
     *
     * @param checks the checks; names that are there twice are told apart as {@link NamedCheck} does it
     * @param settings how to run them
     * @param onSettled is told of every check once, as soon as it is settled, never by two threads at a time. It is
     *     called on a thread that other attempts need too, so that what takes long is to be handed on. If it throws,
     *     the run is cancelled and fails with what it threw
     * @return the results in the order of the checks. Cancelling it ends every attempt, closes its connection and
     *     settles what is open as {@link CheckResult.Status#CANCELLED}; when {@code cancel} returns, {@code onSettled}
     *     has been told of all
     */
    public CompletableFuture<List<CheckResult>> run(
            List<? extends Check> checks, RunSettings settings, Consumer<CheckResult> onSettled) {
        ProbeRun run = new ProbeRun(context.withTimeout(settings.timeout()), delayer, random, settings, onSettled);
        return run.start(checks);
    }

    /**
     * Takes one sample of every check and every metric: one round of a verification.
     *
     * @param checks the checks; names that are there twice are told apart as {@link NamedCheck} does it
     * @param metrics the metrics, every name once
     * @param settings concurrency and timeout; nothing is repeated
     * @return the samples. Cancelling it ends every attempt
     */
    public CompletableFuture<ProbeRound> round(
            List<? extends Check> checks, List<MetricProbe> metrics, RunSettings settings) {
        List<MetricCheck> measuring = metrics.stream().map(MetricProbe::check).toList();
        List<TimedCheck> timed = Stream.concat(checks.stream(), measuring.stream())
                .map(TimedCheck::new)
                .toList();
        CompletableFuture<List<CheckResult>> run = run(timed, settings.withRetryFor(Duration.ZERO), result -> {});
        CompletableFuture<ProbeRound> round = run.thenApply(results -> {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                samples.add(Sample.of(timed.get(i).began, results.get(i), timed.get(i).instead));
            }
            List<MetricSample> measured = new ArrayList<>();
            for (int i = 0; i < measuring.size(); i++) {
                int place = checks.size() + i;
                measured.add(measuring.get(i).sample(timed.get(place).began, results.get(place)));
            }
            return new ProbeRound(samples, measured);
        });
        round.whenComplete((samples, failure) -> run.cancel(true));
        return round;
    }

    /** A check that remembers when its one attempt began, and what that read in the place of what was expected. */
    private static final class TimedCheck implements ForwardingCheck {
        private static final long serialVersionUID = 1L;

        private final Check check;
        private volatile Instant began = Instant.EPOCH;
        private volatile String instead = "";

        TimedCheck(Check check) {
            this.check = check;
        }

        @Override
        public Check check() {
            return check;
        }

        @Override
        public CompletableFuture<Observation> attempt(ProbeContext context) {
            began = context.clock().instant();
            CompletableFuture<Observation> attempt = check.attempt(context);
            CompletableFuture<Observation> noted = attempt.thenApply(seen -> {
                instead = seen.instead();
                return seen;
            });
            noted.whenComplete((seen, failure) -> attempt.cancel(true));
            return noted;
        }
    }
}
