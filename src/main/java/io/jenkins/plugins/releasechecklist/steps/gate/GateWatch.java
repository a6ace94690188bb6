package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.ExclusiveEnvironments;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordFollower;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotifications;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Backoff;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.util.Timer;

/**
 * Watches over a gate until it is settled. No thread waits: every change of the record and, where time alone changes something,
 * a timer have the gate looked at again. At each look it is judged, people are called and other systems asked. A look that fails
 * is tried again, so that a gate that waits for days survives a disk that is away for a moment.
 */
public final class GateWatch {
    private static final Logger LOGGER = Logger.getLogger(GateWatch.class.getName());
    /** So that no mistake about time keeps a core busy. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    /** So that what nobody foretold is noticed as well: a clock that was set right, a record that was damaged. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Backoff AFTER_FAILURES = new Backoff(SHORTEST, 2, Duration.ofMinutes(1), 0.2);

    private final StepRun run;
    private final ApproverCalls calls;
    private final GateConditions conditions;
    private final GateChanges changes;
    private final Consumer<GateState> settled;
    private final Consumer<IOException> lost;
    private final Clock clock = Clock.systemUTC();
    private final Runnable look = BackgroundWork.lane(this::look);
    private Runnable listening;
    private Runnable waiting = () -> {};
    private ScheduledFuture<?> timer;
    /** How many looks have failed since the last good one. Only looks know it, and there is one at a time. */
    private int failures;

    /** When Go is possible next, as the log says; empty while it is. */
    private Optional<Instant> told = Optional.empty();

    /** The requests for changes that the log tells. */
    private final Set<Vote> requests = new HashSet<>();

    /** Whether the log says that the gate waits for nothing but the environment. */
    private boolean queued;

    /**
     * @param settled is told when the gate is settled
     * @param lost is told when nobody can decide any more: the record is damaged, or does not know the gate
     */
    public GateWatch(StepRun run, Consumer<GateState> settled, Consumer<IOException> lost) {
        this.run = run;
        this.calls = new ApproverCalls(run);
        this.conditions = new GateConditions(run, look);
        this.changes = new GateChanges(run);
        this.settled = settled;
        this.lost = lost;
    }

    /**
     * Begins. Whoever is to be told is told on another thread.
     *
     * @param before the gate before a restart of Jenkins, if there was one
     */
    public void start(Optional<GateState> before) {
        synchronized (this) {
            queued = before.flatMap(GateState::queued).isPresent();
            before.ifPresent(gate -> requests.addAll(gate.round().requests()));
            listening = run.record().listen(release -> look.run());
            waiting = ExclusiveEnvironments.get().watch(run.build(), look);
            RuleWatch.looks().add(look);
            HistoryWatch.looks().put(look, run.build().getParent());
        }
        look.run();
    }

    /** Ends the watch; nothing is told after that. */
    public synchronized void stop() {
        if (listening != null) {
            listening.run();
            listening = null;
        }
        waiting.run();
        RuleWatch.looks().remove(look);
        HistoryWatch.looks().remove(look);
        cancelTimer();
    }

    private void look() {
        try {
            // Whoever is told may take other locks, so that happens without ours.
            Optional<Runnable> end = judge();
            if (end.isPresent()) {
                end.get().run();
                stop();
            }
            failures = 0;
        } catch (InterruptedException e) {
            again(e);
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            again(e);
        }
    }

    private synchronized Optional<Runnable> judge() throws IOException, InterruptedException {
        if (listening == null) {
            return Optional.empty();
        }
        Decisions decisions = new Decisions(run.build(), run.record());
        try {
            decisions.settleDue();
        } catch (RecordDamagedException e) {
            return damaged(e);
        }
        Release release = run.state();
        if (release.damage().isPresent()) {
            return damaged(new RecordDamagedException(release.damage().get()));
        }
        Optional<GateState> found = release.gateOfRun(run.id());
        if (found.isEmpty()) {
            return Optional.of(() -> lost.accept(new AbortException(Messages.GateWatch_unknown(run.name()))));
        }
        GateState gate = found.get();
        if (!gate.isWaiting()) {
            return Optional.of(() -> {
                tellOverride(gate);
                settled.accept(gate);
            });
        }
        GateStanding standing = decisions.standing(gate);
        if (gate.queued().isPresent() && !queued) {
            queued = true;
            standing.turn().ifPresent(turn -> run.log(Messages.GateWatch_queued(turn.text())));
        }
        tell(standing.opening());
        standing.waitingFor().stream()
                .filter(unmet -> unmet instanceof UnmetCondition.ForChanges request && requests.add(request.vote()))
                .forEach(unmet -> run.log(Messages.GateWatch_waitsFor(unmet.text())));
        if (speaks(gate)) {
            conditions.ask(release, gate, standing);
            // People are called when they can see what they decide about.
            if (changes.areKnown(release, gate)) {
                calls.make(gate, standing);
            }
        }
        wake(gate, standing);
        return Optional.empty();
    }

    private void tell(Optional<Schedule.Opening> opening) {
        Optional<Instant> next = opening.map(moment -> moment.at().toInstant());
        if (!next.equals(told)) {
            told = next;
            opening.ifPresent(moment -> run.log(Messages.GateWatch_nextPossible(moment.text())));
        }
    }

    /** Ends the watch when it is seen a second time: while a job is moved, its record is away for a moment. */
    private Optional<Runnable> damaged(RecordDamagedException damage) throws RecordDamagedException {
        if (failures == 0) {
            throw damage;
        }
        return Optional.of(() -> lost.accept(damage));
    }

    /** Where branches wait together, the first of them calls people and asks conditions for all. */
    private boolean speaks(GateState gate) {
        return gate.runs().get(0).equals(run.id());
    }

    /** Before the step is answered: there is no way to the channels after that. The answer does not depend on it. */
    private void tellOverride(GateState gate) {
        try {
            calls.tellOverride(gate);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell that somebody forced the gate of " + run.id());
        }
    }

    private void wake(GateState gate, GateStanding standing) {
        Instant now = clock.instant();
        Duration wait = Stream.of(
                        standing.nextChange().map(moment -> Duration.between(now, moment)),
                        new ApproverNotifications(gate.round(), standing).next(now),
                        speaks(gate) ? conditions.next(gate, standing, now) : Optional.<Duration>empty())
                .flatMap(Optional::stream)
                .min(Duration::compareTo)
                .orElse(LONGEST);
        lookAfter(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
    }

    private void again(Exception failure) {
        failures++;
        if (failures == 1) {
            LOGGER.log(Level.WARNING, failure, () -> "Cannot look at the gate of " + run.id() + "; trying it again");
        }
        lookAfter(waitAfter(failures));
    }

    /** How long to wait before the next try after so many failures, 1 or more: a second at first, a minute at most. */
    public static Duration waitAfter(int failures) {
        return AFTER_FAILURES.delay(failures, ThreadLocalRandom.current());
    }

    private synchronized void lookAfter(Duration wait) {
        cancelTimer();
        if (listening != null) {
            long millis = Math.min(wait.toMillis(), LONGEST.toMillis()) + 1;
            timer = Timer.get().schedule(look, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Has the gates looked at when the rules may have changed: a freeze is told, and lifted, when it is saved. */
    @Extension
    public static final class RuleWatch extends SaveableListener {
        private final Set<Runnable> looks = ConcurrentHashMap.newKeySet();

        private static Set<Runnable> looks() {
            return ExtensionList.lookupSingleton(RuleWatch.class).looks;
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (Protection.isKeptIn(saved)) {
                looks.forEach(Runnable::run);
            }
        }
    }

    /** Has the gates of a job looked at when a build of its history may have come to an environment: they compare with what runs there. */
    @Extension(ordinal = HistoryWatch.AFTER_THE_INDEX)
    public static final class HistoryWatch extends RecordFollower {
        private static final double AFTER_THE_INDEX = -10;

        private final Map<Runnable, Job<?, ?>> looks = new ConcurrentHashMap<>();

        private static Map<Runnable, Job<?, ?>> looks() {
            return ExtensionList.lookupSingleton(HistoryWatch.class).looks;
        }

        @Override
        public void historyChanged(Run<?, ?> changed, ReleaseRecord record) {
            HistoryScope scope = HistoryScope.of(changed.getParent());
            looks.forEach((look, job) -> {
                if (scope.isThatOf(job)) {
                    look.run();
                }
            });
        }
    }
}
