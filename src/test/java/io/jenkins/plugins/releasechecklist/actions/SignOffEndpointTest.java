package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
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

    // security.md: S3
    @Test
    void whoLacksThePermissionIsToldWhich() throws Exception {
        for (String user : List.of("reader", "qa-reader", "boss")) {
            Reply reply = sign(user, "smoke-tests-prepared/complete");
            assertThat(reply.status()).as(user).isEqualTo(403);
            assertThat(reply.error()).contains(user).contains("Release Checklist/Approve");
        }
        assertThat(item("smoke-tests-prepared").status()).isEqualTo(ItemStatus.PENDING);
    }

    // security.md: S3
    @Test
    void whoLacksTheRoleIsToldWhich() throws Exception {
        Reply wrong = sign("pm", "monitoring/complete");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.error()).contains("devops").contains("product-manager");
        assertThat(sign("keen", "monitoring/complete").status()).isEqualTo(403);
    }

    // security.md: S5
    @Test
    void waivingNeedsThePermissionAndAReason() throws Exception {
        assertThat(sign("devops", "monitoring/waive", "note", "no time").error())
                .contains("Release Checklist/Override");
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

    private void openIncident() throws Exception {
        running.append(new ReleaseEvent.IncidentOpened(Optional.of("production"), "Checkout is down"));
        for (String item : List.of("incident-response", "rollback")) {
            running.append(new ReleaseEvent.ItemMarked(item, ItemStatus.PASSED, Optional.empty(), List.of()));
        }
    }

    @Test
    void theRootCauseIsSignedWithItsNote() throws Exception {
        openIncident();
        Reply silent = sign("devops", "root-cause/complete");
        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.error()).contains("root cause as the note");
        assertThat(sign("devops", "root-cause/complete", "note", "A full disk").status())
                .isEqualTo(200);
    }

    @Test
    void actionItemsHaveTitlesOwnersAndLinks() throws Exception {
        openIncident();
        sign("devops", "root-cause/complete", "note", "A full disk");
        assertThat(sign("pm", "action-items/complete").error()).contains("at least one action item");
        assertThat(sign("pm", "action-items/complete", "title", " ", "owner", "Ann", "link", "")
                        .error())
                .contains("Action item 1 needs a title");
        assertThat(sign("pm", "action-items/complete", "title", "a", "title", "b", "owner", "Ann")
                        .error())
                .contains("owner once for each of the 2 titles", "found it 1 times");
        for (String link : List.of("javascript:alert(1)", "data:text/html,x", "//example.com", "mailto:a@b.c")) {
            Reply reply = sign("pm", "action-items/complete", "title", "Alert", "link", link);
            assertThat(reply.status()).as(link).isEqualTo(400);
            assertThat(reply.error()).contains("http or https", link);
        }
        assertThat(sign("devops", "monitoring/complete", "title", "Alert").error())
                .contains("Only the item 'action-items' takes");
        assertThat(item("action-items").status()).isEqualTo(ItemStatus.PENDING);

        Reply reply = sign(
                "pm",
                "action-items/complete",
                "title",
                "Alert earlier",
                "owner",
                "Ann",
                "link",
                "https://tracker.example.com/7",
                "title",
                "",
                "owner",
                "",
                "link",
                "",
                "title",
                " Write  it\tdown ",
                "owner",
                "",
                "link",
                "");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode incident = json().path("incident");
        assertThat(incident.path("actionItems").toString())
                .isEqualTo(
                        "[{\"title\":\"Alert earlier\",\"owner\":\"Ann\",\"link\":\"https://tracker.example.com/7\"},"
                                + "{\"title\":\"Write it down\",\"owner\":null,\"link\":null}]");
        assertThat(incident.path("rootCause").asText()).isEqualTo("A full disk");
        assertThat(incident.path("reason").asText()).isEqualTo("Checkout is down");
        assertThat(incident.path("ended").isNull()).isFalse();

        // What is listed stays when the item is opened again, and need not be sent again.
        assertThat(sign("pm", "action-items/reopen").status()).isEqualTo(200);
        assertThat(sign("pm", "action-items/complete", "note", "as before").status())
                .isEqualTo(200);
        assertThat(json().path("incident").path("actionItems")).hasSize(2);
    }

    @Test
    void aHandoffIsSignedWhenItsPartsAreTicked() throws Exception {
        String plan = "handoff: [Runbook, {title: Dashboards, url: 'https://grafana.example.com'}]";
        running.append(Events.plan(plan));
        running.end();
        Reply early = sign("devops", "support-handoff/complete");
        assertThat(early.status()).isEqualTo(400);
        assertThat(early.error()).contains("still open: Runbook; Dashboards");

        assertThat(sign("pm", "support-handoff/tick", "part", "runbook", "done", "true")
                        .status())
                .isEqualTo(403);
        assertThat(sign("qa-reader", "support-handoff/tick", "part", "runbook", "done", "true")
                        .error())
                .contains("Release Checklist/Approve");
        assertThat(sign("devops", "support-handoff/tick", "part", "nothing", "done", "true")
                        .error())
                .contains("(runbook, dashboards), found 'nothing'");
        assertThat(sign("devops", "support-handoff/tick", "part", "runbook", "done", "yes")
                        .error())
                .contains("done=true or done=false, found 'yes'");
        assertThat(sign("devops", "support-handoff/tick", "done", "true").error())
                .contains("part is missing");
        assertThat(sign("devops", "monitoring/tick", "part", "runbook", "done", "true")
                        .error())
                .contains("no parts");

        Reply ticked = sign("devops", "support-handoff/tick", "part", "runbook", "done", "true");
        assertThat(ticked.status()).isEqualTo(200);
        JsonNode part = ticked.json().path("parts").get(0);
        assertThat(part.path("id").asText()).isEqualTo("runbook");
        assertThat(part.path("done").asBoolean()).isTrue();
        assertThat(part.path("actor").asText()).isEqualTo("devops");
        assertThat(ticked.json().path("parts").get(1).path("url").asText()).isEqualTo("https://grafana.example.com");
        assertThat(sign("support", "support-handoff/tick", "part", "runbook", "done", "false")
                        .json()
                        .path("parts")
                        .get(0)
                        .path("done")
                        .asBoolean())
                .isFalse();
        sign("support", "support-handoff/tick", "part", "runbook", "done", "true");
        assertThat(sign("support", "support-handoff/complete").error()).endsWith("still open: Dashboards");
        sign("support", "support-handoff/tick", "part", "dashboards", "done", "true");
        sign("support", "support-handoff/tick", "part", "dashboards", "done", "true");
        assertThat(running.record().events(0).stream().filter(event -> event.data() instanceof ReleaseEvent.PartTicked))
                .hasSize(4);

        assertThat(sign("support", "support-handoff/complete").status()).isEqualTo(200);
        assertThat(sign("devops", "support-handoff/complete").status()).isEqualTo(200);
        assertThat(sign("devops", "support-handoff/tick", "part", "runbook", "done", "false")
                        .status())
                .isEqualTo(409);
        assertThat(item("support-handoff").status()).isEqualTo(ItemStatus.PASSED);
    }

    private JsonNode json() throws Exception {
        return RestClient.of(jenkins, "reader").get(running.page() + "api/json").json();
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
            assertThat(reply.status()).as(action).isEqualTo(404);
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
