package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The rounds of all gates while their events come in. */
final class GateProjection {
    private final List<GateState> rounds = new ArrayList<>();

    /** In the order in which they opened. */
    List<GateState> states() {
        return List.copyOf(rounds);
    }

    /**
     * Whether the event was about a gate.
     *
     * @param details what is known of the release at that moment
     */
    boolean apply(Event event, ReleaseDetails details) {
        if (event.data() instanceof ReleaseEvent.GateOpened it) {
            open(event, it, details);
        } else if (event.data() instanceof ReleaseEvent.GateJoined it) {
            change(isRound(it.gate(), it.round()), gate -> gate.with(it.run()));
        } else if (event.data() instanceof ReleaseEvent.GateLeft it) {
            change(isRound(it.gate(), it.round()), gate -> gate.without(it.run()));
        } else if (event.data() instanceof ReleaseEvent.GateRulesChanged it) {
            change(isRound(it.gate(), it.round()), gate -> gate.with(it));
        } else if (event.data() instanceof ReleaseEvent.ChangesCompared it) {
            change(isRound(it.gate(), it.round()), gate -> gate.with(it));
        } else if (event.data() instanceof ReleaseEvent.VoteCast it) {
            change(isRound(it.gate(), it.round()), gate -> gate.with(it.vote()));
        } else if (event.data() instanceof ReleaseEvent.ConditionAnswered it) {
            change(isRound(it.gate(), it.round()), gate -> gate.with(it.answer()));
        } else if (event.data() instanceof ReleaseEvent.EnvironmentAwaited it) {
            change(isRound(it.gate(), it.round()), gate -> gate.queued(event.at()));
        } else if (event.data() instanceof ReleaseEvent.EnvironmentLeft it) {
            leave(
                    it.environment(),
                    event,
                    Phrase.of("record.state.saidSo", event.actor().name(), it.reason()),
                    go -> true);
        } else if (event.data() instanceof ReleaseEvent.GateSettled it) {
            settle(isRound(it.gate(), it.round()), event, it, details);
        } else {
            return false;
        }
        return true;
    }

    /**
     * A run has ended with which a release leaves an environment: it was rolled back there, or verified. As long as another
     * verification that began since the Go works, or has failed, it stays.
     *
     * @param runs all of them
     */
    void passed(RunState run, List<RunState> runs, Event event) {
        if (run.environment().isEmpty() || !run.isPassed()) {
            return;
        }
        if (run.step().equals(StatusRule.ROLLBACK)) {
            leave(run.environment().get(), event, Phrase.of("record.state.rolledBack"), go -> go.seq() < run.seq());
        } else if (run.step().equals(StatusRule.VERIFICATION)) {
            leave(
                    run.environment().get(),
                    event,
                    Phrase.of("record.state.verified"),
                    go -> go.seq() < run.seq()
                            && RunState.latestOfEachName(runs.stream()
                                            .filter(other -> other.step().equals(run.step())
                                                    && other.environment().equals(run.environment())
                                                    && go.seq() < other.seq())
                                            .toList())
                                    .stream()
                                    .allMatch(RunState::isPassed));
        }
    }

    private void leave(String place, Event event, Phrase reason, Predicate<GateState.Settlement> ofGo) {
        GateState.Departure departure = new GateState.Departure(event.seq(), event.at(), reason);
        rounds.replaceAll(gate -> gate.isInside()
                        && gate.place().equals(place)
                        && gate.settlement().filter(ofGo).isPresent()
                ? gate.with(departure)
                : gate);
    }

    /** The build is over: nobody waits any more. */
    void close(Event event, Phrase reason, ReleaseDetails details) {
        abort(gate -> true, event, reason, details);
    }

    /**
     * Votes go to the latest round, so an earlier one that still waits would wait in vain: that of a step that was terminated, or
     * of a parallel branch in a record from before branches could wait together.
     */
    private void open(Event event, ReleaseEvent.GateOpened opening, ReleaseDetails details) {
        Phrase reason = Phrase.of("record.state.openedAgain", opening.round());
        abort(gate -> gate.id().equals(opening.gate()), event, reason, details);
        rounds.add(new GateState(
                opening,
                event.seq(),
                event.at(),
                List.of(opening.run()),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));
    }

    private static Predicate<GateState> isRound(String id, int round) {
        return gate -> gate.id().equals(id) && gate.opening().round() == round;
    }

    boolean isWaiting(String id, int round) {
        return rounds.stream()
                .anyMatch(gate -> gate.isWaiting() && isRound(id, round).test(gate));
    }

    /** The first end of a round counts. */
    private void settle(Predicate<GateState> which, Event event, ReleaseEvent.GateSettled end, ReleaseDetails details) {
        GateState.Settlement settlement = new GateState.Settlement(
                event.seq(),
                end.status(),
                end.why(),
                end.overridden(),
                end.involvement(),
                event.actor(),
                event.at(),
                details);
        change(which, gate -> gate.with(settlement));
    }

    private void abort(Predicate<GateState> which, Event event, Phrase reason, ReleaseDetails details) {
        GateState.Settlement settlement = new GateState.Settlement(
                event.seq(), GateStatus.ABORTED, reason, false, Optional.empty(), event.actor(), event.at(), details);
        change(which, gate -> gate.with(settlement));
    }

    /** A round that has ended does not change. */
    private void change(Predicate<GateState> which, UnaryOperator<GateState> how) {
        rounds.replaceAll(gate -> gate.isWaiting() && which.test(gate) ? how.apply(gate) : gate);
    }
}
