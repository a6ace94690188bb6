package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateReaderTest {

    private static GatePolicy gate(String gate) {
        return Texts.live("gate: " + gate).gate().orElseThrow();
    }

    private static List<String> mistakes(String gate) {
        return Mistakes.inEnvironment("gate: " + gate);
    }

    @Test
    void demandsNothingThatIsNotSaid() {
        assertThat(gate("{}")).isEqualTo(GatePolicy.NONE);
        assertThat(Texts.live("checks: []").gate()).isEmpty();
    }

    @Test
    void readsApprovalsInAllForms() {
        assertThat(gate("{approvals: [{role: qa}, {anyOf: [project-manager, product-manager], count: 2}]}")
                        .approvals())
                .containsExactly(
                        new Approval(List.of("qa"), 1), new Approval(List.of("product-manager", "project-manager"), 2));
        assertThat(gate("{approvals: {qa: 1, devops: '2'}}").approvals())
                .containsExactly(new Approval(List.of("qa"), 1), new Approval(List.of("devops"), 2));
        assertThat(gate("{approvals: []}").approvals()).isEmpty();
    }

    @Test
    void readsSwitchesAndTimes() {
        GatePolicy gate = gate("{veto: off, forbidSelfApproval: true, timeout: 90m, onTimeout: fail}");
        assertThat(gate.voters().veto()).isFalse();
        assertThat(gate.voters().forbidSelfApproval()).isTrue();
        assertThat(gate.timeout()).contains(Duration.ofMinutes(90));
        assertThat(gate.onTimeout()).isEqualTo(OnTimeout.FAIL);
        assertThat(gate("{onTimeout: noGo}").onTimeout()).isEqualTo(OnTimeout.NO_GO);
    }

    @Test
    void requiresItemsAndSectionsOfThePlansChecklist() {
        assertThat(gate("{requires: [pre-release, backup]}").requires()).containsExactly("pre-release", "backup");
        assertThat(mistakes("{requires: [bakcup, 7, backup, backup]}"))
                .satisfiesExactly(
                        typo -> assertThat(typo)
                                .startsWith("gate.requires[0]: found \"bakcup\"; did you mean \"backup\"? Expected an"
                                        + " item or a section of the checklist (pre-release, "),
                        number -> assertThat(number)
                                .startsWith("gate.requires[1]: ")
                                .endsWith("found 7"),
                        again -> assertThat(again)
                                .isEqualTo("gate.requires[3]: expected each of the items and sections once, found"
                                        + " \"backup\""
                                        + " again (first on line 3)"));
    }

    @Test
    void doesNotComplainAboutRequirementsOfAWrongChecklist() {
        assertThat(Mistakes.inPlan("checklist: {}\nenvironments: {live: {gate: {requires: [anything]}}}\n"))
                .allSatisfy(message -> assertThat(message).contains(" checklist."));
    }

    @Test
    void rejectsWrongApprovals() {
        assertThat(mistakes("{approvals: [qa, {}, {role: qa, anyOf: [qa]}, {anyOf: []}, {anyOf: [qa, qa]}, {rol:"
                        + " qa}]}"))
                .containsExactly(
                        "gate.approvals[0]: expected an approval (a mapping with the keys role, anyOf, count),"
                                + " found \"qa\"",
                        "gate.approvals[1].role: expected a role, or anyOf with several, found nothing",
                        "gate.approvals[2]: expected either role or anyOf, found both",
                        "gate.approvals[3].anyOf: expected at least one of the roles, found an empty list",
                        "gate.approvals[4].anyOf[1]: expected each of the roles once, found \"qa\" again (first on"
                                + " line 3)",
                        "gate.approvals[5].role: expected a role, or anyOf with several, found nothing",
                        "gate.approvals[5].rol: unknown key; did you mean \"role\"? Allowed: role, anyOf, count");
        assertThat(mistakes("{approvals: 2}"))
                .containsExactly("gate.approvals: expected a list of approvals such as {role: qa, count: 1}, or a"
                        + " mapping such"
                        + " as {qa: 1}, found 2");
    }

    @Test
    void rejectsCountsThatNobodyCanMean() {
        for (String count : List.of("0", "51", "-1", "1.5", "010", "0x2", "many", "[]", "~")) {
            assertThat(mistakes("{approvals: [{role: qa, count: " + count + "}]}"))
                    .singleElement()
                    .asString()
                    .startsWith("gate.approvals[0].count: expected a whole number from 1 to 50, found ");
            assertThat(mistakes("{approvals: {qa: " + count + "}}"))
                    .singleElement()
                    .asString()
                    .startsWith("gate.approvals.qa: expected a whole number from 1 to 50, found ");
        }
    }

    @Test
    void rejectsRolesInAnotherForm() {
        assertThat(mistakes("{approvals: [{role: Product Manager}]}"))
                .containsExactly("gate.approvals[0].role: expected a role of lower-case letters, digits and"
                        + " hyphens, found"
                        + " \"Product Manager\"; did you mean \"product-manager\"?");
        assertThat(mistakes("{approvals: {QA: 1}}"))
                .containsExactly("gate.approvals.QA: expected a role of lower-case letters, digits and hyphens, found"
                        + " \"QA\"; did you mean \"qa\"?");
        assertThat(mistakes("{approvals: [{role: '?'}]}"))
                .containsExactly("gate.approvals[0].role: expected a role of lower-case letters, digits and"
                        + " hyphens, found \"?\"");
    }

    @Test
    void rejectsTheSameRolesTwice() {
        assertThat(mistakes("{approvals: [{anyOf: [qa, devops]}, {anyOf: [devops, qa], count: 2}]}"))
                .containsExactly("gate.approvals[1]: expected every role or set of roles once, found devops or qa"
                        + " again (first"
                        + " on line 3)");
    }

    @Test
    void rejectsWrongSwitchesAndTimes() {
        assertThat(mistakes("{veto: maybe, forbidSelfApproval: 'yes', timeout: 0s, onTimeout: nogo, window: {}}"))
                .containsExactly(
                        "gate.veto: expected true or false, found \"maybe\"",
                        "gate.forbidSelfApproval: expected true or false, found \"yes\"",
                        "gate.timeout: expected a duration longer than zero, found '0s'",
                        "gate.onTimeout: expected what happens when the time runs out (noGo, fail), found \"nogo\";"
                                + " did you mean"
                                + " \"noGo\"?",
                        "gate.window: unknown key. Allowed: approvals, veto, forbidSelfApproval, requires, timeout,"
                                + " onTimeout");
        assertThat(mistakes("{timeout: 30}"))
                .containsExactly("gate.timeout: expected a duration such as 500ms, 15s, 10m, 24h, 14d, '2h 30m' or"
                        + " PT10M, found"
                        + " '30' (the unit is missing)");
    }
}
