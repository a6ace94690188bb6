package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExcludedVotersTest {
    private static final GatePolicy BOTH = policy("product-manager/project-manager", "qa");
    private static final GatePolicy NO_SELF_APPROVAL =
            GatePolicyBuilder.of(Gates.policy("qa")).forbidSelfApproval(true).build();

    private static Optional<String> refusal(GatePolicy policy, List<String> roles, Optional<String> role) {
        return refusal(policy, "ann", roles, role);
    }

    /** Ann has started the build, and Cid has written its changes. */
    private static Optional<String> refusal(
            GatePolicy policy, String voter, List<String> roles, Optional<String> role) {
        Participants participants = new Participants(
                List.of(new Participant("ann", UserKey.ofId("ann"), "started this build")),
                false,
                List.of(new Participant("cid", UserKey.ofId("cid"), "is an author of the changes of #7")),
                Optional.empty(),
                Optional.empty());
        return new ExcludedVoters(policy.voters(), participants)
                .refusal(policy.approvals(), voter, UserKey.ofId(voter), roles, role)
                .map(Phrase::text);
    }

    @Test
    void welcomesAHolderOfAnyRoleThatIsAskedFor() {
        assertThat(refusal(BOTH, List.of("project-manager"), Optional.empty())).isEmpty();
        assertThat(refusal(BOTH, List.of("support", "qa"), Optional.empty())).isEmpty();
        assertThat(refusal(BOTH, List.of("support", "qa"), Optional.of("qa"))).isEmpty();
    }

    @Test
    void refusesSomebodyWithAnotherRoleAndSaysWhichAreAskedFor() {
        assertThat(refusal(BOTH, List.of("devops", "support"), Optional.empty()))
                .contains(
                        "ann cannot vote here: product-manager or project-manager and qa decide, and ann holds devops, support");
    }

    @Test
    void refusesSomebodyWithoutARole() {
        assertThat(refusal(BOTH, List.of(), Optional.empty()))
                .contains(
                        "ann cannot vote here: product-manager or project-manager and qa decide, and ann holds no role");
    }

    @Test
    void refusesARoleThatTheVoterDoesNotHold() {
        assertThat(refusal(BOTH, List.of("devops"), Optional.of("qa")))
                .contains("ann does not hold the role 'qa', only devops");
        assertThat(refusal(BOTH, List.of(), Optional.of("qa"))).contains("ann does not hold the role 'qa'");
    }

    @Test
    void refusesAChosenRoleThatTheGateDoesNotAskForAlthoughTheVoterHoldsAnotherOne() {
        assertThat(refusal(BOTH, List.of("devops", "qa"), Optional.of("devops")))
                .contains(
                        "ann cannot vote here: product-manager or project-manager and qa decide, and ann holds devops");
    }

    @Test
    void refusesWhoStartedTheBuildWhereSelfApprovalIsForbidden() {
        assertThat(refusal(NO_SELF_APPROVAL, List.of("qa"), Optional.empty()))
                .contains("ann started this build, and this gate forbids self-approval");
        assertThat(refusal(NO_SELF_APPROVAL, "ben", List.of("qa"), Optional.empty()))
                .isEmpty();
        assertThat(refusal(NO_SELF_APPROVAL, "cid", List.of("qa"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void refusesTheAuthorsOfTheChangesOnlyWhereThatIsAskedFor() {
        GatePolicy noAuthors =
                GatePolicyBuilder.of(policy("qa")).forbidAuthors(true).build();
        assertThat(refusal(noAuthors, "cid", List.of("qa"), Optional.empty()))
                .contains("cid is an author of the changes of #7, and authors cannot approve here");
        assertThat(refusal(noAuthors, "ann", List.of("qa"), Optional.empty())).isEmpty();
    }

    @Test
    void knowsWhoStartedTheBuildUnderAnySpelling() {
        assertThat(refusal(NO_SELF_APPROVAL, "Ann", List.of("qa"), Optional.empty()))
                .contains("Ann started this build, and this gate forbids self-approval");
    }

    @Test
    void welcomesWhoStartedTheBuildWhereSelfApprovalIsAllowed() {
        assertThat(refusal(policy("qa"), List.of("qa"), Optional.empty())).isEmpty();
    }

    @Test
    void refusesEverybodyWhereNoVoteIsAskedFor() {
        assertThat(refusal(GatePolicy.NONE, List.of("qa"), Optional.empty())).contains("This gate needs nobody's vote");
    }
}
