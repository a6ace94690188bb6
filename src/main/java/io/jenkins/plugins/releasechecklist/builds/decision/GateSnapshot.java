package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A gate at this moment, under the rules of this moment.
 *
 * @param change what is different in the rules since it was recorded last; empty when nothing is
 * @param barred those who may not vote because of what they did for the build
 */
public record GateSnapshot(
        GateStanding standing, Optional<ReleaseEvent.GateRulesChanged> change, ExcludedVoters barred) {

    /** Whether a vote of this person on the gate would help. Whoever said it already is not asked again, until a Go is too old to count. */
    public boolean asks(GateState gate, Approver person) {
        return person.unattributed()
                || barred.involvement(person.key()).isEmpty() && !hasSaidIt(gate, person) && lacks(person);
    }

    private boolean hasSaidIt(GateState gate, Approver person) {
        boolean counts = standing.approvals().stream()
                .flatMap(approval -> Stream.concat(approval.given().stream(), approval.deferred().stream()))
                .anyMatch(vote -> vote.key().equals(person.key()));
        return counts
                || isOpenRequestOf(person.key())
                || gate.votes().stream()
                        .filter(vote -> vote.key().equals(person.key()))
                        .map(Vote::choice)
                        .reduce((earlier, later) -> later)
                        .filter(choice -> choice == Choice.NO_GO)
                        .isPresent();
    }

    /** Whether something has to be done again because of this person. */
    boolean isOpenRequestOf(UserKey person) {
        return standing.waitingFor().stream()
                .anyMatch(unmet -> unmet instanceof UnmetCondition.ForChanges request
                        && request.vote().key().equals(person));
    }

    private boolean lacks(Approver person) {
        return standing.waitingFor().stream()
                .filter(UnmetCondition.ForApproval.class::isInstance)
                .map(UnmetCondition.ForApproval.class::cast)
                .map(UnmetCondition.ForApproval::approval)
                .map(Approval::anyOf)
                .anyMatch(roles -> roles.stream().anyMatch(person.roles()::contains));
    }
}
