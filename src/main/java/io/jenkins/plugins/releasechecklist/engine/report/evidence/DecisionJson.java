package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.report.json.GateJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ParticipantsJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.VoteJson;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
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
 * @param involvement why whoever forced it could not have voted; null for others
 * @param actor the user id, or the name of the step, that ended it; null while it waits
 * @param at when it ended (ISO-8601, UTC); null while it waits
 * @param rules what was demanded, and by whom
 * @param participants who had a hand in the build; null in old records
 * @param votes all of them, in order; the last one of a voter counts
 */
record DecisionJson(
        String gate,
        Optional<String> environment,
        int round,
        String status,
        boolean overridden,
        Optional<String> reason,
        Optional<String> involvement,
        Optional<String> actor,
        Optional<String> at,
        List<GateJson.RuleJson> rules,
        Optional<ParticipantsJson> participants,
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
                end.flatMap(GateState.Settlement::involvement).map(Phrase::text),
                end.map(it -> it.actor().id()),
                end.map(GateState.Settlement::at).map(Instant::toString),
                GateJson.RuleJson.of(gate.policy()),
                gate.opening().participants().map(ParticipantsJson::of),
                gate.votes().stream().map(VoteJson::of).toList());
    }
}
