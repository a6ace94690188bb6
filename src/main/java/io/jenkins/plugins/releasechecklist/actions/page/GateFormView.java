package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.util.List;
import java.util.Optional;

/**
 * What a viewer may do at a gate. It only decides what is offered: {@code Decisions} judges what somebody does.
 *
 * @param go whether the viewer may say Go
 * @param noGo whether the viewer may say No-go
 * @param withdraw whether the viewer can take back an earlier vote
 * @param override whether the viewer may force Go
 * @param leave whether the viewer may say that the release has left the environment
 * @param roles the roles to choose from; empty when there is no choice
 * @param hint why the viewer may not vote, or what to know before; empty when there is nothing to say
 * @param login whether logging in might help
 */
public record GateFormView(
        boolean go,
        boolean noGo,
        boolean withdraw,
        boolean override,
        boolean leave,
        List<String> roles,
        String hint,
        boolean login) {
    /** Nothing can be done. */
    static final GateFormView NONE = new GateFormView(false, false, false, false, false, List.of(), "", false);

    public GateFormView {
        roles = List.copyOf(roles);
    }

    /** Whether the viewer may vote at all. */
    public boolean vote() {
        return go || noGo;
    }

    /**
     * What the viewer may do.
     *
     * @param now how the gate stands
     */
    static GateFormView of(GateState state, GateSnapshot now, Viewer viewer, UtcTimeFormat moments) {
        GateStanding standing = now.standing();
        boolean override = viewer.mayOverride()
                && now.barred().mayOverride(viewer.approver().key());
        if (!state.isWaiting()) {
            boolean leave =
                    viewer.mayOverride() && state.isInside() && standing.turn().isPresent();
            return leave ? new GateFormView(false, false, false, false, true, List.of(), "", false) : NONE;
        }
        if (!viewer.mayApprove()) {
            String hint = viewer.signedIn() ? Messages.GateForm_noPermission() : "";
            return new GateFormView(false, false, false, override, false, List.of(), hint, !viewer.signedIn());
        }
        Optional<Vote> last = state.votes().stream()
                .filter(vote -> vote.key().equals(viewer.approver().key()))
                .reduce((earlier, later) -> later);
        boolean withdraw = last.filter(vote -> vote.choice() != Choice.WITHDRAW).isPresent();
        if (viewer.approver().unattributed()) {
            return new GateFormView(
                    true, true, withdraw, override, false, List.of(), Messages.GateForm_unattributed(), false);
        }
        Optional<String> refusal = now.barred()
                .refusal(
                        standing.asked(),
                        viewer.approver().id(),
                        viewer.approver().key(),
                        viewer.approver().roles(),
                        Optional.empty())
                .map(Wording::said);
        if (refusal.isPresent()) {
            return new GateFormView(false, false, false, override, false, List.of(), refusal.get(), !viewer.signedIn());
        }
        List<String> roles = choices(standing.asked(), viewer);
        boolean saidGo = last.filter(vote -> vote.choice() == Choice.GO)
                .filter(vote -> !standing.isExpired(vote) && !standing.isDeferred(vote))
                .isPresent();
        boolean saidNoGo = last.filter(vote -> vote.choice() == Choice.NO_GO).isPresent();
        return new GateFormView(
                !saidGo || !roles.isEmpty(),
                !saidNoGo,
                withdraw,
                override,
                false,
                roles,
                last.map(vote -> text(vote, moments)).orElse(""),
                false);
    }

    private static List<String> choices(List<Approval> asked, Viewer viewer) {
        List<String> counting = viewer.approver().roles().stream()
                .filter(role ->
                        asked.stream().anyMatch(approval -> approval.anyOf().contains(role)))
                .toList();
        return counting.size() > 1 ? counting : List.of();
    }

    private static String text(Vote vote, UtcTimeFormat moments) {
        String at = moments.brief(vote.at());
        return switch (vote.choice()) {
            case GO, NO_GO ->
                Messages.GateForm_voted(new Wording(moments).vote(vote).text(), at);
            case REQUEST_CHANGES -> Messages.GateForm_requested(at);
            case WITHDRAW -> Messages.GateForm_withdrew(at);
        };
    }
}
