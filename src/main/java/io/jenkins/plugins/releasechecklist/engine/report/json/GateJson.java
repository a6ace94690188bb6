package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
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
 * @param approvals what is asked for, and how far it is
 * @param rules what is demanded, and by whom
 * @param participants who had a hand in the build; null in old records
 * @param votes all of them, in order; the last one of a voter counts
 */
public record GateJson(
        String id,
        Optional<String> environment,
        int round,
        String status,
        boolean overridden,
        List<String> waitingFor,
        List<ApprovalJson> approvals,
        List<AttributedRule> rules,
        Optional<ParticipantsJson> participants,
        List<VoteJson> votes) {

    public static GateJson of(GateState state, GateStanding standing) {
        return new GateJson(
                state.id(),
                state.opening().environment(),
                state.opening().round(),
                state.status().name(),
                state.settlement().filter(GateState.Settlement::overridden).isPresent(),
                standing.waitingFor().stream().map(UnmetCondition::text).toList(),
                standing.approvals().stream().map(ApprovalJson::of).toList(),
                state.policy().demands(),
                state.opening().participants().map(ParticipantsJson::of),
                state.votes().stream().map(VoteJson::of).toList());
    }

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
