package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The course of one check in a run: attempt, wait, attempt again, until it is settled. Its lock guards its fields only;
 * nothing foreign is called while it is held.
 */
final class CheckCourse {
    private static final Logger LOGGER = Logger.getLogger(CheckCourse.class.getName());

    private final ProbeRun run;
    private final Check check;
    private final String host;
    private int attempts;
    private long firstStart;
    // Until the first attempt has ended, nothing took any time and nothing was wrong.
    private Observation last = Observation.passed(Duration.ZERO);
    private Optional<CheckResult> result = Optional.empty();
    private CompletableFuture<Observation> underWay = new CompletableFuture<>();
    private Delayer.Scheduled timer = () -> {};

    CheckCourse(ProbeRun run, Check check) {
        this.run = run;
        this.check = check;
        this.host = check.host();
    }

    /** Whom the check keeps busy. */
    String host() {
        return host;
    }

    /** The result, once the check is settled. */
    synchronized CheckResult result() {
        return result.orElseThrow();
    }

    /** Makes an attempt. The caller has taken a place for it, which is given back when the attempt ends. */
    void begin() {
        ProbeContext context = run.context();
        long start = context.nanoTime().getAsLong();
        CompletableFuture<Observation> observed = new CompletableFuture<>();
        if (!register(observed, start)) {
            run.placeFree(this);
            return;
        }
        CompletableFuture<Observation> attempt = attempt(context);
        attempt.whenComplete((observation, failure) -> {
            if (failure == null) {
                observed.complete(observation);
            } else if (!observed.isDone()) {
                observed.complete(fault(failure, context.since(start)));
            }
        });
        Delayer.Scheduled limit = run.delayer()
                .after(
                        context.timeout(),
                        () -> observed.complete(Observation.failed(
                                context.since(start),
                                Phrase.of("probe.run.noAnswer", Durations.format(context.timeout())))));
        observed.whenComplete((observation, cancelled) -> {
            limit.cancel();
            attempt.cancel(true);
            run.placeFree(this);
            if (cancelled == null) {
                finished(observation);
            }
        });
    }

    /** Settles the check as cancelled, unless it is settled, and ends its attempt. */
    void cancel() {
        CompletableFuture<Observation> attempt;
        Delayer.Scheduled wait;
        synchronized (this) {
            attempt = underWay;
            wait = timer;
        }
        Phrase why = attemptsFailed()
                ? Phrase.of("probe.run.cancelledAfter", last().why())
                : Phrase.of("probe.run.cancelled");
        boolean mine = settle(CheckResult.Status.CANCELLED, why);
        wait.cancel();
        attempt.cancel(true);
        if (mine) {
            run.settled(this);
        }
    }

    private synchronized boolean register(CompletableFuture<Observation> observed, long start) {
        if (result.isPresent()) {
            return false;
        }
        if (attempts == 0) {
            firstStart = start;
        }
        underWay = observed;
        return true;
    }

    private CompletableFuture<Observation> attempt(ProbeContext context) {
        try {
            return check.attempt(context);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Observation fault(Throwable failure, Duration latency) {
        LOGGER.log(Level.WARNING, failure, () -> "The check " + check.name() + " ended in an unexpected way");
        return Observation.failed(latency, Phrase.of("probe.fault"));
    }

    private void finished(Observation observation) {
        Duration left = count(observation);
        if (observation.passed()) {
            end(CheckResult.Status.PASSED, Phrase.NONE);
        } else if (!observation.retryable() || left.isNegative() || left.isZero()) {
            end(CheckResult.Status.FAILED, observation.why());
        } else {
            Duration wait = run.settings().backoff().delay(attempts(), run.random());
            schedule(run.delayer().after(wait.compareTo(left) < 0 ? wait : left, () -> run.enqueue(this)));
        }
    }

    /** Counts an attempt, and tells how much is left of the time for retrying. */
    private synchronized Duration count(Observation observation) {
        attempts++;
        last = observation;
        return run.settings().retryFor().minus(run.context().since(firstStart));
    }

    private synchronized int attempts() {
        return attempts;
    }

    private synchronized boolean attemptsFailed() {
        return !last.passed();
    }

    private synchronized Observation last() {
        return last;
    }

    private void schedule(Delayer.Scheduled scheduled) {
        boolean late;
        synchronized (this) {
            timer = scheduled;
            late = result.isPresent();
        }
        if (late) {
            scheduled.cancel();
        }
    }

    private void end(CheckResult.Status status, Phrase why) {
        if (settle(status, why)) {
            run.settled(this);
        }
    }

    private synchronized boolean settle(CheckResult.Status status, Phrase why) {
        if (result.isPresent()) {
            return false;
        }
        String target = last.ended().isEmpty() ? check.target() : CheckResult.endedAt(check.target(), last.ended());
        result = Optional.of(new CheckResult(
                check.name(), check.kind(), target, status, last.latency(), attempts, why, last.response()));
        return true;
    }
}
