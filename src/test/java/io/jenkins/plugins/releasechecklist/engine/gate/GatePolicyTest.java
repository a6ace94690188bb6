package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.OPENED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.approvals;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatePolicyTest {
    @Test
    void anApprovalNamesItsRolesSortedAndOnce() {
        assertThat(new Approval(List.of("qa", "devops", "qa"), 1).anyOf()).containsExactly("devops", "qa");
        assertThat(new Approval(List.of("qa", "devops"), 1).roleText()).isEqualTo("devops or qa");
    }

    @Test
    void anApprovalNeedsARole() {
        assertThatThrownBy(() -> new Approval(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An approval needs at least one role, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "QA", "product manager"})
    void anApprovalNamesRolesById(String role) {
        assertThatThrownBy(() -> new Approval(List.of(role), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a role: expected lower-case letters, digits and hyphens");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 51})
    void anApprovalAsksForOneToFiftyPeople(int count) {
        assertThatThrownBy(() -> new Approval(List.of("qa", "devops"), count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a count from 1 to 50 for the approval by devops or qa, found " + count);
        assertThat(new Approval(List.of("qa"), Approval.MOST).count()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void aTimeoutIsLongerThanZero(Duration timeout) {
        assertThatThrownBy(() -> policy(Optional.empty(), Optional.of(timeout), "qa"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a timeout longer than zero, found " + timeout);
    }

    @Test
    void aPolicyDoesNotChangeAfterwards() {
        List<String> requires = new ArrayList<>(List.of("backup", "backup", "pre-release"));
        GatePolicy policy =
                GatePolicyBuilder.of(GatePolicy.NONE).requires(requires).build();
        requires.clear();
        assertThat(policy.requires()).containsExactly("backup", "pre-release");
        assertThat(policy.withApprovals(approvals("qa")).requires()).isEqualTo(policy.requires());
        assertThat(policy.withApprovals(approvals("qa")).approvals()).isEqualTo(approvals("qa"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aNoGoSaysWhy(String comment) {
        assertThatThrownBy(() -> vote("ann", Optional.empty(), Choice.NO_GO, Optional.of(comment)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A No-go needs a comment that says why, found none");
        assertThatThrownBy(() -> vote("ann", Optional.empty(), Choice.NO_GO, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(vote("ann", Optional.empty(), Choice.GO, Optional.empty()).comment())
                .isEmpty();
    }

    @Test
    void aVoteIsSomebodys() {
        assertThatThrownBy(() -> vote(" ", Optional.empty(), Choice.GO, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A vote needs the id of the voter, found blank text");
    }

    @Test
    void aVoteIsMeantForARoleThatTheVoterHolds() {
        assertThatThrownBy(() -> vote("ann", Optional.of("devops"), Choice.GO, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a vote for one of the roles of ann [qa], found 'devops'");
        assertThat(vote("ann", Optional.of("qa"), Choice.GO, Optional.empty()).role())
                .contains("qa");
    }

    private static Vote vote(String voter, Optional<String> role, Choice choice, Optional<String> comment) {
        return new Vote(voter, voter, List.of("qa"), role, choice, comment, OPENED, false);
    }
}
