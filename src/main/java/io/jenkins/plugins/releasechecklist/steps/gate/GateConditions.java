package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.builds.decision.GateCondition;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Backoff;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Asks the {@linkplain GateCondition conditions} of a gate when they are all that it lacks, and records what they say when that
 * is new.
 */
public final class GateConditions {
    private static final Logger LOGGER = Logger.getLogger(GateConditions.class.getName());
    /** How long a condition may think, and how long a yes counts. */
    private static final Duration MINUTE = ConditionAnswer.VALIDITY;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    private final StepRun run;
    private final Runnable answered;
    private final Clock clock = Clock.systemUTC();
    /** What the conditions said last, by their ids. */
    private final Map<String, Known> known = new HashMap<>();

    private boolean asking;

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
        if (!asking && isTurn(gate, standing) && wait(gate, clock.instant()).isZero()) {
            asking = true;
            BackgroundWork.submit(() -> askAll(release, gate));
        }
    }

    /** How long until it is time to ask again; empty when there is nothing to ask, or until they have answered. */
    synchronized Optional<Duration> next(GateState gate, GateStanding standing, Instant now) {
        return asking || !isTurn(gate, standing) ? Optional.empty() : Optional.of(wait(gate, now));
    }

    private Duration wait(GateState gate, Instant now) {
        return candidates(questions(gate)).stream()
                .map(question -> wait(question, now))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Nobody waits for a clock that was set back. */
    private Duration wait(Question question, Instant now) {
        Optional<Known> last = last(question);
        Duration since = last.map(it -> Duration.between(it.at(), now)).orElse(Duration.ZERO);
        Duration pause = last.map(it -> it.pause(question.interval())).orElse(Duration.ZERO);
        return since.isNegative() || since.compareTo(pause) >= 0 ? Duration.ZERO : pause.minus(since);
    }

    /** Those that have not said yes; when all have, every one, for it is at the end that all of them have to hold. */
    private List<Question> candidates(List<Question> questions) {
        List<Question> open = questions.stream()
                .filter(question ->
                        last(question).filter(it -> it.answer().holds()).isEmpty())
                .toList();
        return open.isEmpty() ? questions : open;
    }

    private Optional<Known> last(Question question) {
        return Optional.ofNullable(known.get(question.id()))
                .filter(it -> it.question().equals(question));
    }

    private List<Question> questions(GateState gate) {
        return gate.policy().conditions().stream()
                .map(id -> new Question(
                        id,
                        Stream.concat(
                                        GateCondition.all().stream()
                                                .filter(one -> one.getId().equals(id)),
                                        HttpGateCondition.of(run.build(), gate, id).stream())
                                .toList()))
                .toList();
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

    /** Those that said no, as often as they like to be asked; when all agree, also those that said yes before. */
    private void askAll(Release release, GateState gate) {
        try {
            Set<Question> fresh = new HashSet<>();
            List<Question> questions = questions(gate);
            List<Question> due = due(questions, clock.instant());
            while (!due.isEmpty()) {
                askTogether(due, release, gate);
                fresh.addAll(due);
                due = agreed(questions)
                        ? questions.stream()
                                .filter(question -> !fresh.contains(question))
                                .toList()
                        : List.of();
            }
            // What was saved anew meanwhile is asked anew.
            if (!fresh.isEmpty() && questions.equals(questions(gate))) {
                record(gate, answers(questions, fresh));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot record what the conditions of " + gate.id() + " say");
        } finally {
            synchronized (this) {
                asking = false;
            }
            answered.run();
        }
    }

    private synchronized List<Question> due(List<Question> questions, Instant now) {
        return candidates(questions).stream()
                .filter(question -> wait(question, now).isZero())
                .toList();
    }

    private synchronized boolean agreed(List<Question> questions) {
        return questions.stream()
                .allMatch(question ->
                        last(question).filter(it -> it.answer().holds()).isPresent());
    }

    private synchronized List<ConditionAnswer> answers(List<Question> questions, Set<Question> fresh) {
        Instant now = clock.instant();
        return questions.stream()
                .flatMap(question -> last(question).stream())
                .map(it -> new ConditionAnswer(
                        it.question().id(),
                        it.answer().holds(),
                        it.answer().why(),
                        fresh.contains(it.question()) ? now : it.at()))
                .toList();
    }

    /** All at the same time, and what they say is of one moment: two that think for long can still hold together. */
    private void askTogether(List<Question> questions, Release release, GateState gate) throws InterruptedException {
        Map<Question, Future<GateCondition.Answer>> asked = new LinkedHashMap<>();
        try {
            for (Question question : questions) {
                asked.put(question, BackgroundWork.submit(() -> question.ask(run, release, gate)));
            }
            Instant deadline = clock.instant().plus(MINUTE);
            for (Map.Entry<Question, Future<GateCondition.Answer>> one : asked.entrySet()) {
                learn(one.getKey(), answer(one.getKey().id(), one.getValue(), deadline));
            }
        } finally {
            asked.values().forEach(answer -> answer.cancel(true));
        }
    }

    private synchronized void learn(Question question, Said said) {
        int failures = said.failed() ? last(question).map(Known::failures).orElse(0) + 1 : 0;
        known.put(question.id(), new Known(question, said.answer(), failures, clock.instant()));
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

    private Said answer(String id, Future<GateCondition.Answer> asked, Instant deadline) throws InterruptedException {
        try {
            Duration left = Duration.between(clock.instant(), deadline);
            return new Said(asked.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS), false);
        } catch (TimeoutException e) {
            return new Said(new GateCondition.Answer(false, Phrase.of("gate.conditionLate")), true);
        } catch (ExecutionException e) {
            LOGGER.log(Level.INFO, e.getCause(), () -> "The condition " + id + " could not be asked");
            return new Said(new GateCondition.Answer(false, StepRun.why(e.getCause())), true);
        }
    }

    /**
     * Whom to ask about a condition.
     *
     * @param id its id
     * @param conditions all that have it: each of them has to hold
     */
    private record Question(String id, List<GateCondition> conditions) {
        GateCondition.Answer ask(StepRun run, Release release, GateState gate)
                throws IOException, InterruptedException {
            GateCondition.Answer answer = new GateCondition.Answer(false, Phrase.of("gate.conditionGone", id));
            for (GateCondition condition : conditions) {
                answer = condition.ask(run.build(), release, gate);
                if (answer == null) {
                    throw AttemptException.failed(Phrase.of("gate.conditionSilent"));
                }
                if (!answer.holds()) {
                    return answer;
                }
            }
            return answer;
        }

        Duration interval() {
            return conditions.stream()
                    .map(GateCondition::getInterval)
                    .min(Duration::compareTo)
                    .orElse(MINUTE);
        }
    }

    /** @param failed whether nobody could be asked */
    private record Said(GateCondition.Answer answer, boolean failed) {}

    /** What a condition said last. */
    private record Known(Question question, GateCondition.Answer answer, int failures, Instant at) {
        /** A yes counts for a minute. What failed is tried again sooner than what said no, and then more and more rarely. */
        Duration pause(Duration interval) {
            Duration first = answer.holds() ? MINUTE : FIRST_RETRY;
            Duration least = first.compareTo(interval) < 0 ? first : interval;
            if (answer.holds() || failures == 0) {
                return answer.holds() ? least : interval;
            }
            return new Backoff(least, 2, interval, 0).delay(failures, ThreadLocalRandom.current());
        }
    }
}
