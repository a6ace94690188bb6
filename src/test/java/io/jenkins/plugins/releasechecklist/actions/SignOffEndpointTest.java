package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ItemState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SignOffEndpointTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void startBuild() throws Exception {
        running = RunningBuild.start(jenkins);
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void theOwnerCompletesAnItemWithNoteAndEvidence() throws Exception {
        Reply reply = sign(
                "pm",
                "acceptance-criteria/complete",
                "note",
                "All stories accepted",
                "evidence",
                "https://tracker.example.com/42",
                "evidence",
                "https://tracker.example.com/43");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("id").asText()).isEqualTo("acceptance-criteria");
        assertThat(reply.json().path("section").asText()).isEqualTo("pre-release");
        assertThat(reply.json().path("status").asText()).isEqualTo("PASSED");
        assertThat(reply.json().path("actor").asText()).isEqualTo("pm");
        assertThat(reply.json().path("note").asText()).isEqualTo("All stories accepted");
        assertThat(reply.json().path("evidence").size()).isEqualTo(2);
        assertThat(item("acceptance-criteria").status()).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void aHandoffNeedsASignatureForEachRole() throws Exception {
        assertThat(sign("devops", "support-handoff/complete")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("WAITING");
        assertThat(sign("devops", "support-handoff/complete").status()).isEqualTo(409);
        assertThat(sign("support", "support-handoff/complete")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("PASSED");
    }

    @Test
    void signingIsPossibleAfterTheBuildHasEnded() throws Exception {
        running.end();
        Reply reply = sign("devops", "monitoring/complete", "note", "Dashboards are up");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(item("monitoring").status()).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void whoLacksThePermissionIsToldWhich() throws Exception {
        for (String user : List.of("reader", "qa-reader", "boss")) {
            Reply reply = sign(user, "smoke-tests-prepared/complete");
            assertThat(reply.status()).as(user).isEqualTo(403);
            assertThat(reply.error()).contains(user).contains("Release/Approve");
        }
        assertThat(item("smoke-tests-prepared").status()).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void whoLacksTheRoleIsToldWhich() throws Exception {
        Reply wrong = sign("pm", "monitoring/complete");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.error()).contains("devops").contains("product-manager");
        assertThat(sign("keen", "monitoring/complete").status()).isEqualTo(403);
    }

    @Test
    void waivingNeedsThePermissionAndAReason() throws Exception {
        assertThat(sign("devops", "monitoring/waive", "note", "no time").error())
                .contains("Release/Override");
        assertThat(sign("boss", "monitoring/waive").status()).isEqualTo(400);

        Reply waived = sign("boss", "monitoring/waive", "note", "Shut down next week");
        assertThat(waived.json().path("status").asText()).isEqualTo("SKIPPED");
        assertThat(item("monitoring").waived()).isTrue();
    }

    @Test
    void anItemThatIsDoneIsAConflictUntilItIsOpenedAgain() throws Exception {
        assertThat(sign("devops", "monitoring/complete").status()).isEqualTo(200);
        assertThat(sign("devops", "monitoring/complete").status()).isEqualTo(409);
        assertThat(sign("devops", "monitoring/reopen", "note", "Alerts are silent")
                        .status())
                .isEqualTo(200);
        assertThat(item("monitoring").status()).isEqualTo(ItemStatus.PENDING);
        assertThat(sign("devops", "monitoring/fail", "note", "No alerts")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("FAILED");
    }

    @Test
    void onlyWhatMayBeLeftOutIsNotApplicable() throws Exception {
        assertThat(sign("devops", "backup/notApplicable").json().path("status").asText())
                .isEqualTo("NOT_APPLICABLE");
        assertThat(sign("devops", "monitoring/notApplicable").status()).isEqualTo(400);
    }

    @Test
    void evidenceIsAWebAddress() throws Exception {
        for (String address :
                List.of("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not an address")) {
            Reply reply = sign("devops", "monitoring/complete", "evidence", address);
            assertThat(reply.status()).as(address).isEqualTo(400);
            assertThat(reply.error()).contains(address).contains("http");
        }
        assertThat(item("monitoring").status()).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void anUnknownItemIsNotFound() throws Exception {
        Reply reply = sign("devops", "coffee/complete");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).contains("coffee");
    }

    @Test
    void nothingIsSignedByGet() throws Exception {
        for (String action : List.of("complete", "fail", "notApplicable", "waive", "reopen")) {
            Reply reply =
                    RestClient.of(jenkins, "devops").get(running.page() + "items/monitoring/" + action + "?note=x");
            assertThat(reply.status()).as(action).isEqualTo(405);
        }
        assertThat(item("monitoring").actor()).isEmpty();
    }

    private Reply sign(String user, String action, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post(running.page() + "items/" + action, parameters);
    }

    private ItemState item(String id) throws IOException {
        return running.record().state().item(id).orElseThrow();
    }
}
