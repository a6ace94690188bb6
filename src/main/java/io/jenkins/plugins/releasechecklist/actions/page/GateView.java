package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.util.List;

/**
 * A gate: its latest round in full, and the rounds before it.
 *
 * @param id the id of the gate
 * @param title what it is about
 * @param message the question to the approvers; empty when there is none
 * @param round 1 for the first time that the gate was entered
 * @param status where it stands
 * @param opened when the round began
 * @param deadline when it runs out of time; no moment when it never does, or has ended
 * @param outcome how it ended; empty while it waits
 * @param overridden whether somebody forced it
 * @param approvals what is asked for
 * @param waitingFor what is missing for a Go
 * @param policy the rules, one sentence each
 * @param demands which of them come from where
 * @param votes all votes in order
 * @param form what the viewer may do
 * @param dialogs what that means
 * @param earlier the rounds before, the latest first; they take no votes
 */
public record GateView(
        String id,
        String title,
        String message,
        int round,
        StatusView status,
        MomentView opened,
        MomentView deadline,
        OutcomeView outcome,
        boolean overridden,
        List<ApprovalView> approvals,
        List<String> waitingFor,
        List<String> policy,
        List<String> demands,
        List<VoteView> votes,
        GateFormView form,
        GateDialogs dialogs,
        List<GateView> earlier)
        implements PageFragment {
    public GateView {
        approvals = List.copyOf(approvals);
        waitingFor = List.copyOf(waitingFor);
        policy = List.copyOf(policy);
        demands = List.copyOf(demands);
        votes = List.copyOf(votes);
        earlier = List.copyOf(earlier);
    }

    static GateView of(
            GateState state,
            GateStanding standing,
            GateFormView form,
            GateDialogs dialogs,
            UtcTimeFormat moments,
            List<GateView> earlier) {
        return new GateView(
                state.id(),
                Wording.gate(state),
                state.opening().message().orElse(""),
                state.opening().round(),
                StatusView.of(state.status()),
                moments.of(state.opened()),
                state.isWaiting() ? moments.of(state.round().deadline()) : MomentView.NONE,
                state.settlement().map(end -> OutcomeView.of(end, moments)).orElse(OutcomeView.NONE),
                state.settlement().filter(GateState.Settlement::overridden).isPresent(),
                standing.approvals().stream().map(ApprovalView::of).toList(),
                standing.waitingFor().stream()
                        .map(one -> Wording.waiting(one, moments))
                        .toList(),
                Wording.policy(state.opening().policy()),
                state.opening().policy().demands().stream()
                        .map(AttributedRule::text)
                        .toList(),
                state.votes().stream()
                        .map(vote ->
                                VoteView.of(vote, isOvertaken(vote, state.votes()), standing.isExpired(vote), moments))
                        .toList(),
                form,
                dialogs,
                earlier);
    }

    /** Whether the same person voted again later: the last vote counts. */
    private static boolean isOvertaken(Vote vote, List<Vote> votes) {
        return votes.subList(votes.lastIndexOf(vote) + 1, votes.size()).stream()
                .anyMatch(later -> later.voter().equals(vote.voter()));
    }

    /**
     * How a round ended.
     *
     * @param reason in words; empty while it waits
     * @param who who brought the decision about
     * @param when when that was
     */
    public record OutcomeView(String reason, String who, MomentView when) {
        static final OutcomeView NONE = new OutcomeView("", "", MomentView.NONE);

        static OutcomeView of(GateState.Settlement end, UtcTimeFormat moments) {
            return new OutcomeView(end.reason(), end.actor().name(), moments.of(end.at()));
        }

        /** Whether the round has ended. */
        public boolean known() {
            return when.known();
        }
    }

    /**
     * One approval that is asked for.
     *
     * @param role the roles whose holders count
     * @param progress how many of how many, in words
     * @param complete whether it is reached
     * @param given the names of those who said Go
     * @param expired the names of those whose Go is too old to count
     */
    public record ApprovalView(String role, String progress, boolean complete, String given, String expired) {
        static ApprovalView of(ApprovalStanding standing) {
            return new ApprovalView(
                    standing.approval().roleText(),
                    Messages.GateView_progress(
                            standing.given().size(), standing.approval().count()),
                    standing.missing() == 0,
                    String.join(", ", standing.given().stream().map(Vote::name).toList()),
                    String.join(
                            ", ", standing.expired().stream().map(Vote::name).toList()));
        }
    }

    /**
     * One vote.
     *
     * @param name who voted
     * @param choice Go or No-go
     * @param comment why; empty when nothing was said
     * @param roles the roles for which it can count
     * @param when when it was cast
     * @param unattributed whether nobody could know who it was
     * @param overtaken why it does not count any more; empty while it does
     */
    public record VoteView(
            String name,
            StatusView choice,
            String comment,
            String roles,
            MomentView when,
            boolean unattributed,
            String overtaken) {
        static VoteView of(Vote vote, boolean overtaken, boolean expired, UtcTimeFormat moments) {
            return new VoteView(
                    vote.name(),
                    StatusView.of(vote.choice()),
                    vote.comment().orElse(""),
                    vote.role().orElseGet(() -> String.join(", ", vote.roles())),
                    moments.of(vote.at()),
                    vote.unattributed(),
                    overtaken ? Messages.VoteView_overtaken() : expired ? Messages.VoteView_expired() : "");
        }
    }
}
