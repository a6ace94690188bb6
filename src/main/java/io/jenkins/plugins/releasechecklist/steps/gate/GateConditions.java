package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.builds.decision.GateCondition;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.SystemProperties;

/**
 * Asks the {@linkplain GateCondition conditions} of a gate when they are all that it lacks, and records what they say when that
 * is new.
 */
public final class GateConditions {
    private static final Logger LOGGER = Logger.getLogger(GateConditions.class.getName());
    /** How long a condition may think. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final StepRun run;
    private final Runnable answered;
    private final Clock clock = Clock.systemUTC();
    /** The name of a system property; documented, so it does not follow the class. */
    private static final String INTERVAL = "io.jenkins.plugins.releasechecklist.builds.GateCondition.interval";

    /** How long until a condition that does not hold is asked again. */
    private final Duration again = Durations.parse(SystemProperties.getString(INTERVAL, "1m"));

    private boolean asking;
    private Instant asked = Instant.EPOCH;

    /** @param answered is called each time when all of them have answered */
    GateConditions(StepRun run, Runnable answered) {
        this.run = run;
        this.answered = answered;
    }

    /** The conditions that have a say in a gate, by their ids. */
    public static List<String> applyingTo(StepRun run) {
        return GateCondition.all().stream()
                .filter(condition ->
                        condition.appliesTo(run.build(), run.environment().orElse(null)))
                .map(condition -> Ids.require(
                        condition.getId(), "the id of " + condition.getClass().getName()))
                .distinct()
                .toList();
    }

    /** Asks in the background, unless that is going on, was done a moment ago, or something else is missing. */
    synchronized void ask(Release release, GateState gate, GateStanding standing) {
        Instant now = clock.instant();
        if (!asking && isTurn(gate, standing) && wait(now).isZero()) {
            asking = true;
            asked = now;
            BackgroundWork.submit(() -> askAll(release, gate));
        }
    }

    /** How long until it is time to ask again; empty when there is nothing to ask, or until they have answered. */
    synchronized Optional<Duration> next(GateState gate, GateStanding standing, Instant now) {
        return asking || !isTurn(gate, standing) ? Optional.empty() : Optional.of(wait(now));
    }

    /** Nobody waits for a clock that was set back. */
    private Duration wait(Instant now) {
        Duration since = Duration.between(asked, now);
        return since.isNegative() || since.compareTo(again) >= 0 ? Duration.ZERO : again.minus(since);
    }

    /** While another release is in the environment, all of them are asked until they have agreed once, and again when it has left. */
    private static boolean isTurn(GateState gate, GateStanding standing) {
        List<String> agreed = gate.answers().stream()
                .filter(ConditionAnswer::holds)
                .map(ConditionAnswer::condition)
                .toList();
        return standing.isReady()
                && standing.waitingFor().stream().anyMatch(UnmetCondition.ForCondition.class::isInstance)
                && (standing.turn().stream().allMatch(EnvironmentTurn::isFree)
                        || !agreed.containsAll(gate.policy().conditions()));
    }

    /** All at the same time, and what they say is of one moment: two that think for long can still hold together. */
    private void askAll(Release release, GateState gate) {
        Map<String, Future<GateCondition.Answer>> asked = new LinkedHashMap<>();
        try {
            for (String condition : gate.policy().conditions()) {
                asked.put(condition, BackgroundWork.submit(() -> ask(condition, release, gate)));
            }
            Instant deadline = clock.instant().plus(PATIENCE);
            Map<String, GateCondition.Answer> answers = new LinkedHashMap<>();
            for (Map.Entry<String, Future<GateCondition.Answer>> one : asked.entrySet()) {
                answers.put(one.getKey(), answer(one.getKey(), one.getValue(), deadline));
            }
            Instant now = clock.instant();
            record(
                    gate,
                    answers.entrySet().stream()
                            .map(one -> new ConditionAnswer(
                                    one.getKey(),
                                    one.getValue().holds(),
                                    one.getValue().reason(),
                                    now))
                            .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot record what the conditions of " + gate.id() + " say");
        } finally {
            asked.values().forEach(answer -> answer.cancel(true));
            synchronized (this) {
                asking = false;
            }
            answered.run();
        }
    }

    /** A no is recorded when it is new; a yes when all say yes, for then it counts. */
    private void record(GateState gate, List<ConditionAnswer> answers) throws IOException {
        boolean all = answers.stream().allMatch(ConditionAnswer::holds);
        run.record().update(state -> {
            List<EventDraft> drafts = state.gateOfRun(run.id()).filter(GateState::isWaiting).stream()
                    .flatMap(now -> answers.stream().filter(answer -> all || !isKnown(now.answers(), answer)))
                    .map(answer -> new EventDraft(
                            run.actor(),
                            new ReleaseEvent.ConditionAnswered(
                                    gate.id(), gate.opening().round(), answer)))
                    .toList();
            return new Change<>(drafts, state);
        });
    }

    private static boolean isKnown(List<ConditionAnswer> known, ConditionAnswer answer) {
        return known.stream()
                .anyMatch(one -> one.condition().equals(answer.condition())
                        && one.holds() == answer.holds()
                        && one.reason().equals(answer.reason()));
    }

    private GateCondition.Answer ask(String id, Release release, GateState gate)
            throws IOException, InterruptedException {
        Optional<GateCondition> condition = GateCondition.all().stream()
                .filter(one -> one.getId().equals(id))
                .findFirst();
        return condition.isPresent()
                ? Objects.requireNonNull(
                        condition.get().ask(run.build(), release, gate), Messages.GateConditions_nothing())
                : new GateCondition.Answer(false, Messages.GateConditions_gone(id));
    }

    private GateCondition.Answer answer(String id, Future<GateCondition.Answer> asked, Instant deadline)
            throws InterruptedException {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            return asked.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new GateCondition.Answer(false, Messages.GateConditions_noAnswer());
        } catch (ExecutionException e) {
            LOGGER.log(Level.INFO, e.getCause(), () -> "The condition " + id + " could not be asked");
            return new GateCondition.Answer(false, StepRun.reason(e.getCause()));
        }
    }
}
