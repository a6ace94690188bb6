package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateRound;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentVisit;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One round of a gate.
 *
 * @param opening how it was opened
 * @param seq the number of the event that opened it
 * @param opened when
 * @param runs the runs that wait, the first of them since the longest; more than one where branches of a build meet at the gate
 * @param rules the latest change of its rules; empty while those of the opening hold
 * @param votes all votes in order
 * @param answers the latest answer of every condition that was asked
 * @param settlement how it ended; empty while it waits
 * @param queued since when it has lacked nothing but an environment that takes one release at a time; empty when it never did
 * @param changes what the release changes where the gate leads; empty until that is known
 * @param departure when and why the release left the environment after the Go; empty while it is there
 * @since the first release
 */
public record GateState(
        ReleaseEvent.GateOpened opening,
        long seq,
        Instant opened,
        List<String> runs,
        Optional<ReleaseEvent.GateRulesChanged> rules,
        List<Vote> votes,
        List<ConditionAnswer> answers,
        Optional<Settlement> settlement,
        Optional<Instant> queued,
        Optional<ReleaseEvent.ChangesCompared> changes,
        Optional<Departure> departure) {
    /** A round of an environment that takes several releases at a time. */
    public GateState(
            ReleaseEvent.GateOpened opening,
            long seq,
            Instant opened,
            List<String> runs,
            Optional<ReleaseEvent.GateRulesChanged> rules,
            List<Vote> votes,
            List<ConditionAnswer> answers,
            Optional<Settlement> settlement) {
        this(
                opening,
                seq,
                opened,
                runs,
                rules,
                votes,
                answers,
                settlement,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public GateState {
        runs = List.copyOf(runs);
        votes = List.copyOf(votes);
        answers = List.copyOf(answers);
    }

    /** The id of the gate. */
    public String id() {
        return opening.gate();
    }

    /** Where the gate stands. */
    public GateStatus status() {
        return settlement.map(Settlement::status).orElse(GateStatus.WAITING);
    }

    /** Whether the gate still takes votes. */
    public boolean isWaiting() {
        return settlement.isEmpty();
    }

    /** The same round as if nobody had settled it, to be judged again. */
    public GateState undecided() {
        return new GateState(
                opening, seq, opened, runs, rules, votes, answers, Optional.empty(), queued, changes, departure);
    }

    /** The same round where one more run waits. */
    GateState with(String run) {
        List<String> more = new ArrayList<>(runs);
        more.add(run);
        return new GateState(opening, seq, opened, more, rules, votes, answers, settlement, queued, changes, departure);
    }

    /** The same round where the run does not wait any more. */
    GateState without(String run) {
        List<String> others = runs.stream().filter(one -> !one.equals(run)).toList();
        return new GateState(
                opening, seq, opened, others, rules, votes, answers, settlement, queued, changes, departure);
    }

    /** The same round with one more vote. */
    public GateState with(Vote vote) {
        List<Vote> more = new ArrayList<>(votes);
        more.add(vote);
        return new GateState(opening, seq, opened, runs, rules, more, answers, settlement, queued, changes, departure);
    }

    /** The same round with what a condition said last. */
    GateState with(ConditionAnswer answer) {
        List<ConditionAnswer> latest = new ArrayList<>(answers);
        latest.removeIf(earlier -> earlier.condition().equals(answer.condition()));
        latest.add(answer);
        return new GateState(opening, seq, opened, runs, rules, votes, latest, settlement, queued, changes, departure);
    }

    /** The same round with what the release changes. */
    GateState with(ReleaseEvent.ChangesCompared found) {
        return new GateState(
                opening, seq, opened, runs, rules, votes, answers, settlement, queued, Optional.of(found), departure);
    }

    /** The same round after its end. */
    GateState with(Settlement end) {
        return new GateState(
                opening, seq, opened, runs, rules, votes, answers, Optional.of(end), queued, changes, departure);
    }

    /** The same round that lacks nothing but the environment since that moment, or an earlier one. */
    GateState queued(Instant at) {
        Optional<Instant> first = queued.or(() -> Optional.of(at));
        return new GateState(opening, seq, opened, runs, rules, votes, answers, settlement, first, changes, departure);
    }

    /** The same round after the release has left the environment. */
    GateState with(Departure end) {
        return new GateState(
                opening, seq, opened, runs, rules, votes, answers, settlement, queued, changes, Optional.of(end));
    }

    /** What people call what it is in front of: the environment, or else the gate. */
    public String place() {
        return opening.environment().orElse(id());
    }

    /** Whether the release is in the environment because of this round, as far as its build goes on. */
    public boolean isInside() {
        return status() == GateStatus.GO && departure.isEmpty();
    }

    /** What the round has to do with an environment that takes one release at a time; nothing when it is over. */
    Optional<EnvironmentVisit> visit() {
        return (isWaiting() ? queued : settlement.filter(end -> isInside()).map(Settlement::at))
                .map(since -> new EnvironmentVisit(id(), opening.environment(), isInside(), since));
    }

    /** What it means that the run waits no longer: the round goes on for others, and without them it ends undecided. */
    public ReleaseEvent leftBy(String run, Phrase why) {
        return runs.size() > 1
                ? new ReleaseEvent.GateLeft(id(), opening.round(), run, why)
                : new ReleaseEvent.GateSettled(id(), opening.round(), GateStatus.ABORTED, why, false, Optional.empty());
    }

    /** The same round after a change of its rules. */
    public GateState with(ReleaseEvent.GateRulesChanged change) {
        return new GateState(
                opening,
                seq,
                opened,
                runs,
                Optional.of(change),
                votes,
                answers,
                settlement,
                queued,
                changes,
                departure);
    }

    /** What the gate demands, as it was recorded last. */
    public GatePolicy policy() {
        return rules.map(ReleaseEvent.GateRulesChanged::policy).orElse(opening.policy());
    }

    /** The items that have to be done, as it was recorded last; empty where only the names of the policy are known. */
    public Optional<List<Item>> required() {
        return rules.map(ReleaseEvent.GateRulesChanged::required).or(opening::required);
    }

    /**
     * What is different when the gate demands this now.
     *
     * @return empty when nothing is
     */
    public Optional<ReleaseEvent.GateRulesChanged> change(GatePolicy policy, List<Item> required) {
        if (policy.equals(policy()) && required().filter(required::equals).isPresent()) {
            return Optional.empty();
        }
        List<AttributedRule> added = new ArrayList<>(policy.demands());
        added.removeAll(policy().demands());
        List<AttributedRule> lifted = new ArrayList<>(policy().demands());
        lifted.removeAll(policy.demands());
        return Optional.of(new ReleaseEvent.GateRulesChanged(id(), opening.round(), policy, required, added, lifted));
    }

    /**
     * The same round with all that can be known of people, also where an old record does not say it.
     *
     * @param participants who had a hand in the build
     * @param key the key of a user id by the rules of the security realm
     */
    public GateState identified(Participants participants, Function<String, UserKey> key) {
        return new GateState(
                opening.with(participants),
                seq,
                opened,
                runs,
                rules,
                votes.stream().map(vote -> identified(vote, key)).toList(),
                answers,
                settlement,
                queued,
                changes,
                departure);
    }

    private static Vote identified(Vote vote, Function<String, UserKey> key) {
        UserKey known = vote.identity().map(Identity::key).orElseGet(() -> key.apply(vote.voter()));
        return known.equals(vote.key()) ? vote : vote.with(new Identity(known, AuthenticationMethod.UNKNOWN));
    }

    /** Policy, opening and votes, ready to be judged. */
    public GateRound round() {
        return new GateRound(policy(), opened, votes);
    }

    /**
     * How a round ended.
     *
     * @param seq the number of the event that ended it
     * @param status never {@link GateStatus#WAITING}
     * @param overridden whether somebody forced it
     * @param involvement why whoever forced it could not have voted, in words that follow the name
     * @param details what was known of the release then
     */
    public record Settlement(
            long seq,
            GateStatus status,
            Phrase why,
            boolean overridden,
            Optional<Phrase> involvement,
            Actor actor,
            Instant at,
            ReleaseDetails details) {
        public Settlement {
            if (status == GateStatus.WAITING) {
                throw new IllegalArgumentException("Expected how a round of a gate ended, found " + status);
            }
        }

        /** Why, in English. */
        public String reason() {
            return why.text();
        }
    }

    /**
     * How a release left an environment.
     *
     * @param seq the number of the event with which it did
     * @param why in words that follow the name of the environment
     */
    public record Departure(long seq, Instant at, Phrase why) {
        /** Why, in English. */
        public String reason() {
            return why.text();
        }
    }
}
