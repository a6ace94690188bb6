package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;

/**
 * Whether a gate asks somebody for a vote.
 *
 * @param gate as it is now
 * @param now what it has and lacks now, and who is barred
 */
public record GateQuestion(GateState gate, GateSnapshot now) {

    /** Whether a vote of this person would help. Whoever said it already is not asked again, until a Go is too old to count. */
    public boolean asks(Approver person) {
        return person.unattributed()
                || !now.barred().all().contains(person.id()) && !hasSaidIt(person) && lacks(person);
    }

    private boolean hasSaidIt(Approver person) {
        boolean counts = now.standing().approvals().stream()
                .flatMap(approval -> approval.given().stream())
                .anyMatch(vote -> vote.voter().equals(person.id()));
        return counts
                || gate.votes().stream()
                        .filter(vote -> vote.voter().equals(person.id()))
                        .map(Vote::choice)
                        .reduce((earlier, later) -> later)
                        .filter(choice -> choice == Choice.NO_GO)
                        .isPresent();
    }

    private boolean lacks(Approver person) {
        return now.standing().waitingFor().stream()
                .filter(UnmetCondition.ForApproval.class::isInstance)
                .map(UnmetCondition.ForApproval.class::cast)
                .map(UnmetCondition.ForApproval::approval)
                .map(Approval::anyOf)
                .anyMatch(roles -> roles.stream().anyMatch(person.roles()::contains));
    }
}
