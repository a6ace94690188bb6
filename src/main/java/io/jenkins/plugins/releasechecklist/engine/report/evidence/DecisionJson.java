package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One round of a gate, with every vote.
 *
 * @param gate the id of the gate
 * @param environment where it leads; null when it belongs to none
 * @param round 1 for the first time that the gate was entered
 * @param status one of the names of {@code GateStatus}
 * @param overridden whether somebody forced it
 * @param reason why it ended so; null while it waits
 * @param actor the user id, or the name of the step, that ended it; null while it waits
 * @param at when it ended (ISO-8601, UTC); null while it waits
 * @param rules what was demanded, and by whom
 * @param votes all of them, in order; the last one of a voter counts
 */
record DecisionJson(
        String gate,
        Optional<String> environment,
        int round,
        String status,
        boolean overridden,
        Optional<String> reason,
        Optional<String> actor,
        Optional<String> at,
        List<AttributedRule> rules,
        List<VoteJson> votes) {
    static DecisionJson of(GateState gate) {
        Optional<GateState.Settlement> end = gate.settlement();
        return new DecisionJson(
                gate.id(),
                gate.opening().environment(),
                gate.opening().round(),
                gate.status().name(),
                end.filter(GateState.Settlement::overridden).isPresent(),
                end.map(GateState.Settlement::reason),
                end.map(it -> it.actor().id()),
                end.map(GateState.Settlement::at).map(Instant::toString),
                gate.opening().policy().demands(),
                gate.votes().stream().map(VoteJson::of).toList());
    }

    /**
     * A vote.
     *
     * @param voter the user id
     * @param name the name as others know it
     * @param roles the roles that the person held when voting
     * @param role the one that the vote was meant for; null when the person named none
     * @param choice {@code GO} or {@code NO_GO}
     * @param comment why; null when nothing was said
     * @param at when (ISO-8601, UTC)
     * @param unattributed whether nobody could know who it was
     */
    record VoteJson(
            String voter,
            String name,
            List<String> roles,
            Optional<String> role,
            String choice,
            Optional<String> comment,
            String at,
            boolean unattributed) {
        static VoteJson of(Vote vote) {
            return new VoteJson(
                    vote.voter(),
                    vote.name(),
                    vote.roles(),
                    vote.role(),
                    vote.choice().name(),
                    vote.comment(),
                    vote.at().toString(),
                    vote.unattributed());
        }
    }
}
