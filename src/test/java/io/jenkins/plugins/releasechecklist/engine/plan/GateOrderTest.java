package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateOrderTest {
    private static List<String> late(String plan, String environment, String required) {
        GateOrder order = GateOrder.of(Plans.read(plan, "plan.yaml"));
        return order.outOfReach(environment, order.demandedBy(required, environment)).stream()
                .map(Item::id)
                .toList();
    }

    private static List<String> lint(String plan) {
        return Mistakes.of(() -> PlanReader.lint(plan, "plan.yaml", Templates.BUILT_IN, ForeignKinds.NONE));
    }

    private static String own(String items) {
        return """
                checklist:
                  title: Ours
                  environments: {qa: qa, live: live}
                  releasedBy: deployed
                  sections:
                    - id: all
                      title: All
                      items:
                """ + items.indent(8);
    }

    @ParameterizedTest
    @CsvSource({
        "production, deploy-production, deploy-production",
        "production, post-deploy-verification, post-deploy-verification",
        "production, deployment, deploy-production post-deploy-verification",
        "staging, deployment, deploy-production post-deploy-verification",
        "staging, deploy-production, deploy-production"
    })
    void whatComesAfterTheReleaseIsOutOfReachOfTheGatesBeforeIt(String environment, String required, String late) {
        assertThat(late("{}", environment, required)).containsExactly(late.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pre-release",
                "staging-smoke-tests",
                "backup",
                "go-no-go",
                "deployment-window",
                "support-handoff",
                "monitoring",
                "announcement",
                "incident"
            })
    void whatCanBeDoneBeforeIsNoMistake(String required) {
        for (String environment : List.of("staging", "production", "canary")) {
            assertThat(late("{}", environment, required)).as(environment).isEmpty();
        }
    }

    @Test
    void aGateThatComesLaterMayDemandTheRelease() {
        assertThat(late("{}", "second-region", "deployment")).isEmpty();
    }

    @Test
    void gatesThatWaitForEachOtherNeverOpen() {
        String items = """
                - {id: qa-go, title: QA, owners: [qa], completedBy: [{step: releaseGate, environment: qa}]}
                - {id: live-go, title: Live, owners: [qa], completedBy: [{step: releaseGate, environment: live}]}
                - {id: deployed, title: Out, owners: [qa], completedBy: [{step: withChecklistItem}]}
                """;
        String oneWay = own(items) + "environments: {live: {gate: {requires: [qa-go]}}}\n";
        assertThat(lint(oneWay)).isEmpty();
        String both =
                own(items) + "environments: {live: {gate: {requires: [qa-go]}}, qa: {gate: {requires: [live-go]}}}\n";
        assertThat(lint(both))
                .hasSize(2)
                .anyMatch(line -> line.contains("environments.live.gate.requires[0]: "))
                .anyMatch(line -> line.contains("environments.qa.gate.requires[0]: "));
    }

    @Test
    void aPartOfThePlanThatIsNotThereNeverCompletesAnItem() {
        String items = """
                - {id: tested, title: Tested, owners: [qa], completedBy: [{plan: checks}]}
                - {id: planned, title: Planned, owners: [qa], completedBy: [{plan: rollback}], signOff: {anyOf: [qa]}}
                - {id: noted, title: Noted, owners: [qa], completedBy: [{plan: notes}]}
                - {id: deployed, title: Out, owners: [qa]}
                """;
        String gate = "environments: {live: {gate: {requires: [tested, planned, noted]}";
        assertThat(lint(own(items) + gate + "}}\n"))
                .singleElement()
                .asString()
                .contains("gate.requires[0]: expected items that can be done before the gate in front of live opens,"
                        + " found tested, which cannot be done before");
        assertThat(lint(own(items) + gate + ", checks: [{httpCheck: {url: 'https://example.com'}}]}}\n"))
                .isEmpty();
    }

    @Test
    void aLookAtTheEnvironmentBeforeItsGateIsPossible() {
        String items = """
                - {id: healthy, title: Healthy, owners: [qa], completedBy: [{step: smokeTest, environment: live}]}
                - {id: deployed, title: Out, owners: [qa], completedBy: [{step: withChecklistItem}]}
                - {id: verified, title: Verified, owners: [qa], completedBy: [{step: smokeTest, environment: live}]}
                """;
        assertThat(late(own(items), "live", "all")).containsExactly("deployed", "verified");
    }

    @Test
    void readsAPlanThatWasRecordedAsBefore() {
        String plan = "environments: {production: {gate: {requires: [deployment]}}}\n";
        assertThat(Mistakes.inPlan(plan)).isEmpty();
        assertThat(lint(plan))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:1:47: environments.production.gate.requires[0]: ")
                .contains("deployment, of which deploy-production, post-deploy-verification cannot be done before");
    }
}
