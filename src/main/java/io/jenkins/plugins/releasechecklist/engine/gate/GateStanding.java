package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A gate at one moment: what is given, what is missing, and the outcome if it is certain now.
 *
 * @param approvals in the order of the policy
 * @param waitingFor what is missing for a Go; empty when nothing is
 * @param outcome Go, No-go or timed out, when the gate can be settled now
 * @param nextChange the next moment at which time alone can change anything of this; empty when it cannot
 * @param opening when windows and freezes let it say Go next; empty while they do, and when they never will
 * @param turn where the gate stands among the releases that want the environment; empty where it takes several at a time
 */
public record GateStanding(
        List<ApprovalStanding> approvals,
        List<UnmetCondition> waitingFor,
        Optional<Outcome> outcome,
        Optional<Instant> nextChange,
        Optional<Schedule.Opening> opening,
        Optional<EnvironmentTurn> turn) {
    /** A gate that nobody waits for. */
    public static final GateStanding NOTHING = new GateStanding(
            List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public GateStanding {
        approvals = List.copyOf(approvals);
        waitingFor = List.copyOf(waitingFor);
    }

    /** The same for a gate that is settled: it lacks nothing, and does not change. */
    public GateStanding settled() {
        return new GateStanding(approvals, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), turn);
    }

    /** The same for a gate of an environment that takes one release at a time. */
    public GateStanding with(Optional<EnvironmentTurn> other) {
        return new GateStanding(approvals, waitingFor, outcome, nextChange, opening, other);
    }

    /** Whether the gate can say Go now. */
    public boolean isGo() {
        return outcome.filter(end -> end.status() == GateStatus.GO).isPresent();
    }

    /** Whether the gate lacks nothing but that others leave the environment, and that other systems agree. */
    public boolean isReady() {
        return waitingFor.stream()
                .allMatch(unmet ->
                        unmet instanceof UnmetCondition.ForEnvironment || unmet instanceof UnmetCondition.ForCondition);
    }

    /** Whether the vote is a Go that is too old to count. */
    public boolean isExpired(Vote vote) {
        return approvals.stream().anyMatch(approval -> approval.expired().contains(vote));
    }

    /** Whether the vote is a Go that will count, and does not yet. */
    public boolean isDeferred(Vote vote) {
        return approvals.stream().anyMatch(approval -> approval.deferred().contains(vote));
    }

    /** What is asked for at this moment, in a freeze that the release may pass more than the policy says. */
    public List<Approval> asked() {
        return approvals.stream().map(ApprovalStanding::approval).toList();
    }

    /**
     * How a gate ends.
     *
     * @param status never {@link GateStatus#WAITING}
     * @param why in words
     */
    public record Outcome(GateStatus status, Phrase why) {
        public Outcome {
            if (status == GateStatus.WAITING) {
                throw new IllegalArgumentException("Expected an outcome that ends a gate, found " + status);
            }
        }

        /** Why, in English. */
        public String reason() {
            return why.text();
        }
    }
}
