package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotifications;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jenkins.util.Timer;

/**
 * Watches over a gate until it is settled. No thread waits: every change of the record and, where time alone changes something,
 * a timer have the gate looked at again. At each look it is judged, people are called and other systems asked.
 */
public final class GateWatch {
    /** Longest wait of a timer, so that a clock that was set right is noticed. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final StepRun run;
    private final ApproverCalls calls;
    private final GateConditions conditions;
    private final Consumer<GateState> settled;
    private final Consumer<IOException> failed;
    private final Clock clock = Clock.systemUTC();
    private Runnable listening;
    private ScheduledFuture<?> timer;

    /**
     * @param settled is told once, when the gate is settled
     * @param failed is told once, when the record cannot be read
     */
    public GateWatch(StepRun run, Consumer<GateState> settled, Consumer<IOException> failed) {
        this.run = run;
        this.calls = new ApproverCalls(run);
        this.conditions = new GateConditions(run);
        this.settled = settled;
        this.failed = failed;
    }

    /** Begins. The first look is made before it returns. */
    public void start() throws IOException {
        synchronized (this) {
            listening = run.record().listen(release -> BackgroundWork.submit(this::look));
        }
        calls.resume();
        look();
    }

    /** Ends the watch; nothing is told after that. */
    public synchronized void stop() {
        if (listening != null) {
            listening.run();
            listening = null;
        }
        cancelTimer();
    }

    /** Whoever is told may take other locks, so that happens without ours. */
    private void look() {
        judge().ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> judge() {
        if (listening == null) {
            return Optional.empty();
        }
        try {
            Decisions decisions = new Decisions(run.build(), run.record());
            decisions.settleDue();
            Release release = run.state();
            GateState gate = release.gateOfRun(run.id()).orElseThrow();
            if (!gate.isWaiting()) {
                stop();
                calls.tellOverride(gate);
                return Optional.of(() -> settled.accept(gate));
            }
            GateStanding standing = decisions.standing(gate);
            calls.make(gate, standing);
            conditions.ask(release, gate, standing);
            wake(release, gate, standing);
            return Optional.empty();
        } catch (IOException e) {
            stop();
            return Optional.of(() -> failed.accept(e));
        }
    }

    private void wake(Release release, GateState gate, GateStanding standing) {
        cancelTimer();
        Instant now = clock.instant();
        Stream.of(
                        gate.round().nextChange(release.type(), now),
                        new ApproverNotifications(gate.round(), standing).next(now),
                        conditions.next(standing, now))
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .ifPresent(wait -> {
                    long millis = Math.min(wait.toMillis(), LONGEST.toMillis()) + 1;
                    timer = Timer.get()
                            .schedule(() -> BackgroundWork.submit(this::look), millis, TimeUnit.MILLISECONDS);
                });
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
