package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.util.List;
import java.util.Optional;

/**
 * One round of a gate; also the answer to a vote.
 *
 * @param id the id of the gate
 * @param environment where it leads; null when it belongs to none
 * @param round 1 for the first time that the gate was entered
 * @param status one of the names of {@code GateStatus}
 * @param overridden whether somebody forced it
 * @param waitingFor what is missing for a Go, in words; empty when nothing is, or the round has ended
 * @param nextPossible when windows and freezes let it say Go next (ISO-8601, UTC); null while they do, or when they never will
 * @param approvals what is asked for, and how far it is
 * @param rules what is demanded, and by whom
 * @param participants who had a hand in the build; null in old records
 * @param votes all of them, in order; the last one of a voter counts
 * @param queue who is in an environment that takes one release at a time, and who waits; null where it takes several, and when the
 *     round has nothing to do with it any more
 * @param changes what the release changes there; null until that is known
 */
public record GateJson(
        String id,
        Optional<String> environment,
        int round,
        String status,
        boolean overridden,
        List<String> waitingFor,
        Optional<String> nextPossible,
        List<ApprovalJson> approvals,
        List<RuleJson> rules,
        Optional<ParticipantsJson> participants,
        List<VoteJson> votes,
        Optional<QueueJson> queue,
        Optional<ChangesJson> changes) {

    public static GateJson of(GateState state, GateStanding standing) {
        return new GateJson(
                state.id(),
                state.opening().environment(),
                state.opening().round(),
                state.status().name(),
                state.settlement().filter(GateState.Settlement::overridden).isPresent(),
                standing.waitingFor().stream().map(UnmetCondition::text).toList(),
                standing.opening().map(opening -> opening.at().toInstant().toString()),
                standing.approvals().stream().map(ApprovalJson::of).toList(),
                RuleJson.of(state.policy()),
                state.opening().participants().map(ParticipantsJson::of),
                state.votes().stream().map(VoteJson::of).toList(),
                standing.turn().map(QueueJson::of),
                state.changes().map(ChangesJson::of));
    }

    /**
     * A rule of the gate.
     *
     * @param rule what is demanded
     * @param source who demands it
     */
    public record RuleJson(String rule, String source) {
        public static List<RuleJson> of(GatePolicy policy) {
            return policy.demands().stream()
                    .map(demand -> new RuleJson(demand.rule(), demand.source()))
                    .toList();
        }
    }

    /**
     * The releases that want the environment beside this one.
     *
     * @param holders who is there
     * @param ahead who waits and comes before this one, in this order
     * @param behind who waits and comes after it, in this order
     */
    public record QueueJson(List<OccupantJson> holders, List<OccupantJson> ahead, List<OccupantJson> behind) {
        static QueueJson of(EnvironmentTurn turn) {
            return new QueueJson(all(turn.holders()), all(turn.ahead()), all(turn.behind()));
        }

        private static List<OccupantJson> all(List<Occupant> builds) {
            return builds.stream()
                    .map(one -> new OccupantJson(
                            one.build(), one.url(), one.gate(), one.since().toString()))
                    .toList();
        }
    }

    /**
     * A build that is in the environment, or waits for it.
     *
     * @param build its job and number
     * @param url its address below the root of Jenkins
     * @param gate the id of its gate
     * @param since when it came there, or since when it has waited (ISO-8601, UTC)
     */
    public record OccupantJson(String build, String url, String gate, String since) {}

    /**
     * One approval that a gate asks for.
     *
     * @param role the role, or several joined by " or "
     * @param required how many different people have to say Go
     * @param given user ids of those who did
     */
    public record ApprovalJson(String role, int required, List<String> given) {
        static ApprovalJson of(ApprovalStanding standing) {
            return new ApprovalJson(
                    standing.approval().roleText(),
                    standing.approval().count(),
                    standing.given().stream().map(Vote::voter).toList());
        }
    }
}
