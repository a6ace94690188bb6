package io.jenkins.plugins.releasechecklist.engine.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Runs checks in parallel. A runner holds no threads of its own and serves any number of runs, also at the same time.
 */
public final class ProbeRunner {
    private final ProbeContext context;
    private final Delayer delayer;
    private final RandomGenerator random;

    /**
     * Makes a runner.
     *
     * @param context clock, network and credentials for the attempts; its timeout is replaced by that of each run
     * @param delayer ends attempts in time and begins the next ones
     * @param random jitter; has to be safe for use by several threads, as {@link java.util.Random} is
     */
    public ProbeRunner(ProbeContext context, Delayer delayer, RandomGenerator random) {
        this.context = context;
        this.delayer = delayer;
        this.random = random;
    }

    /**
     * Attempts every check until it passes or its time is over: at least once, and again with backoff until
     * {@link RunSettings#retryFor()} after the beginning of its first attempt. Its last attempt begins then at the
     * latest (if there is a place for it), so a check takes {@code retryFor} and one timeout, once it has begun. What
     * no repetition can change (an address that is not allowed, missing credentials) is not repeated. Waiting for the next attempt takes
     * no place among the {@link RunSettings#concurrency()}.
     *
     * @param checks the checks; names that are there twice are told apart as {@link UniqueNames} does it
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
     * Takes one sample of every check: one round of a verification.
     *
     * @param checks the checks
     * @param settings concurrency and timeout; nothing is repeated
     * @return the samples in the order of the checks. Cancelling it ends every attempt
     */
    public CompletableFuture<List<Sample>> once(List<? extends Check> checks, RunSettings settings) {
        List<TimedCheck> timed = new ArrayList<>();
        checks.forEach(check -> timed.add(new TimedCheck(check)));
        CompletableFuture<List<CheckResult>> run = run(timed, settings.withRetryFor(Duration.ZERO), result -> {});
        CompletableFuture<List<Sample>> samples = run.thenApply(results -> {
            List<Sample> round = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                round.add(timed.get(i).sample(results.get(i)));
            }
            return List.copyOf(round);
        });
        samples.whenComplete((round, failure) -> run.cancel(true));
        return samples;
    }

    /** Remembers when the one attempt began. */
    private static final class TimedCheck implements Check {
        private static final long serialVersionUID = 1L;

        private final Check check;
        private volatile Instant at = Instant.EPOCH;

        private TimedCheck(Check check) {
            this.check = check;
        }

        private Sample sample(CheckResult result) {
            return new Sample(
                    at, result.name(), result.passed(), result.latency().toMillis(), result.error());
        }

        @Override
        public CompletableFuture<Observation> attempt(ProbeContext context) {
            at = context.clock().instant();
            return check.attempt(context);
        }

        @Override
        public String name() {
            return check.name();
        }

        @Override
        public String kind() {
            return check.kind();
        }

        @Override
        public String target() {
            return check.target();
        }
    }
}
