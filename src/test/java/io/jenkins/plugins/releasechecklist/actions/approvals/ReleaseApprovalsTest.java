package io.jenkins.plugins.releasechecklist.actions.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.Events;
import io.jenkins.plugins.releasechecklist.actions.People;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.actions.RunningBuild;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Everybody finds what waits for them, and nothing else. */
@InSharedJenkins
class ReleaseApprovalsTest {
    private static final String API = "release-approvals/api/json";
    private static final String HEADER = "root-action-ReleaseApprovals";

    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void openGate() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
    }

    @AfterEach
    void deleteBuild() throws Exception {
        running.close();
        running.build().getProject().delete();
    }

    @Test
    void tellsAHolderOfTheRoleEverythingAboutAGate() throws Exception {
        JsonNode decision = answer("qa").path("decisions").get(0);
        String job = running.build().getProject().getFullName();
        assertThat(decision.path("job").asText()).isEqualTo(job);
        assertThat(decision.path("build").asInt()).isEqualTo(1);
        assertThat(decision.path("url").asText()).isEqualTo(jenkins.getURL() + running.page() + "#gate-production");
        assertThat(decision.path("name").asText()).isEqualTo("OctoAcme Shop");
        assertThat(decision.path("version").asText()).isEqualTo("2.4.0");
        assertThat(decision.path("gate").asText()).isEqualTo("production");
        assertThat(decision.path("environment").asText()).isEqualTo("production");
        assertThat(decision.path("round").asInt()).isEqualTo(1);
        assertThat(decision.path("since").asText()).isEqualTo(gateOpened());
        assertThat(decision.path("waitingFor").toString())
                .isEqualTo("[\"Go by product-manager or project-manager\",\"Go by qa\"]");
    }

    @Test
    void asksOnlyWhoHoldsARoleThatIsMissingAndMayDecide() throws Exception {
        assertThat(gates("pm")).containsExactly("production");
        assertThat(gates("qa")).containsExactly("production");
        assertThat(gates("both")).containsExactly("production");
        // The wrong role, no role, only the permission to override, no permission, no right to read.
        for (String user : List.of("devops", "keen", "boss", "qa-reader", "reader", "stranger")) {
            assertThat(gates(user)).as(user).isEmpty();
        }
        assertThat(answer("stranger").toString())
                .doesNotContain(running.build().getProject().getFullName());
        for (String what : List.of("decisions", "signOffs", "handoffs")) {
            assertThat(answer("qa-reader").path(what)).as(what).isEmpty();
        }
    }

    @Test
    void tellsEverybodyWhoMayReadTheJobWhatIsInProgress() throws Exception {
        JsonNode release = answer("reader").path("running").get(0);
        assertThat(release.path("job").asText())
                .isEqualTo(running.build().getProject().getFullName());
        assertThat(release.path("build").asInt()).isEqualTo(1);
        assertThat(release.path("url").asText()).isEqualTo(jenkins.getURL() + running.page());
        assertThat(release.path("name").asText()).isEqualTo("OctoAcme Shop");
        assertThat(release.path("version").asText()).isEqualTo("2.4.0");
        assertThat(release.path("type").asText()).isEqualTo("minor");
        assertThat(release.path("status").asText()).isEqualTo("WAITING_FOR_DECISION");
        assertThat(Instant.parse(release.path("since").asText()).toEpochMilli())
                .isEqualTo(running.build().getStartTimeInMillis());
        assertThat(release.path("waitingFor").toString())
                .isEqualTo("[\"Go by product-manager or project-manager\",\"Go by qa\"]");
        assertThat(answer("stranger").path("running")).isEmpty();

        String page = client("reader").goTo("release-approvals/").asNormalizedText();
        assertThat(page)
                .contains(
                        "You're all caught up.",
                        "Releases in progress",
                        "OctoAcme Shop 2.4.0",
                        "Waiting for a decision")
                .contains("approval from qa");
    }

    @Test
    void forgetsAReleaseInProgressWithTheEndOfItsBuild() throws Exception {
        running.append(Events.settled("production", GateStatus.ABORTED, "enough"));
        assertThat(answer("reader").path("running")).hasSize(1);
        running.end();
        await().until(() -> answer("reader").path("running").isEmpty());
        assertThat(client("reader").goTo("release-approvals/").asNormalizedText())
                .contains("No releases in progress.");
    }

    @Test
    void refusesWhoMayNotReadJenkins() throws Exception {
        assertThat(RestClient.anonymous(jenkins).get(API).status()).isEqualTo(403);
    }

    @Test
    void asksNobodyWhoVotedNorWhoseRoleIsThere() throws Exception {
        vote("qa", "go");
        assertThat(gates("qa")).isEmpty();
        assertThat(gates("both")).containsExactly("production");
        assertThat(gates("pm")).containsExactly("production");
        vote("pm", "go");
        assertThat(gates("both")).isEmpty();
    }

    @Test
    void doesNotAskWhoSaidNoWhereThatIsNoVeto() throws Exception {
        running.append(
                Events.settled("production", GateStatus.ABORTED, "again"),
                Events.gate("production", 2, "Again?", Events.policy(Events.QA)),
                new ReleaseEvent.VoteCast("production", 2, vote("qa", Choice.NO_GO)));
        assertThat(gates("qa")).isEmpty();
        assertThat(gates("both")).containsExactly("production");
    }

    @Test
    void asksForEveryRoundAnew() throws Exception {
        vote("qa", "go");
        running.append(
                Events.settled("production", GateStatus.ABORTED, "again"),
                Events.gate("production", 2, "Again?", Events.policy(Events.QA)));
        assertThat(gates("qa")).containsExactly("production");
        assertThat(gates("pm")).isEmpty();
    }

    @Test
    void doesNotAskWhoStartedTheBuildWhereThatIsForbidden() throws Exception {
        try (RunningBuild own = RunningBuild.startedBy(jenkins, "qa")) {
            own.append(Events.gate("allowed", Events.QA));
            own.append(Events.gate(
                    "forbidden",
                    1,
                    "Go?",
                    GatePolicyBuilder.of(Events.policy(Events.QA))
                            .forbidSelfApproval(true)
                            .build()));
            assertThat(gates("qa")).contains("allowed").doesNotContain("forbidden");
            assertThat(gates("both")).contains("allowed", "forbidden");
            own.end();
            own.build().getProject().delete();
        }
    }

    @Test
    void asksForTheSignaturesThatTheRoleCanGive() throws Exception {
        assertThat(items("devops", "signOffs"))
                .containsExactlyInAnyOrder("ci-and-security", "rollback-plan", "support-handoff", "monitoring");
        assertThat(items("support", "signOffs")).containsExactly("support-handoff");
        assertThat(items("qa", "signOffs")).containsExactly("smoke-tests-prepared");
        assertThat(items("keen", "signOffs")).isEmpty();
        assertThat(items("qa-reader", "signOffs")).isEmpty();

        JsonNode handoff = answer("support").path("signOffs").get(0);
        assertThat(handoff.path("title").asText()).isEqualTo("Complete handoff to Support Engineers");
        assertThat(handoff.path("roles").toString()).isEqualTo("[\"devops\",\"support\"]");
        assertThat(handoff.path("url").asText()).endsWith(running.page() + "#item-support-handoff");

        RestClient.of(jenkins, "devops").post(running.page() + "items/support-handoff/complete");
        assertThat(items("devops", "signOffs")).doesNotContain("support-handoff");
        assertThat(items("support", "signOffs")).containsExactly("support-handoff");
    }

    @Test
    void keepsAskingForTheHandoffAfterTheBuild() throws Exception {
        release();
        assertThat(items("support", "signOffs")).isEmpty();
        assertThat(items("support", "handoffs")).containsExactly("support-handoff");
        HtmlPage page = client("support").goTo("release-approvals/");
        assertThat(page.asNormalizedText()).contains("Follow-ups").doesNotContain("Decisions");
    }

    @Test
    void tellsHowMuchOfAHandoffIsDoneAlsoAfterTheBuild() throws Exception {
        running.append(Events.plan("handoff: [Runbook, Dashboards, Alerts, Rota, Wiki]"));
        release();
        for (String part : List.of("runbook", "wiki")) {
            RestClient.of(jenkins, "devops")
                    .post(running.page() + "items/support-handoff/tick", "part", part, "done", "true");
        }
        JsonNode handoff = answer("support").path("handoffs").get(0);
        assertThat(handoff.path("parts").asInt()).isEqualTo(5);
        assertThat(handoff.path("doneParts").asInt()).isEqualTo(2);
        assertThat(client("support").goTo("release-approvals/").asNormalizedText())
                .contains("2 of 5 parts done");
    }

    @Test
    void leadsFromThePageToTheVeryGate() throws Exception {
        HtmlPage page = client("pm").goTo("release-approvals/");
        assertThat(page.asNormalizedText())
                .contains(
                        "Decisions",
                        "OctoAcme Shop 2.4.0",
                        "OctoAcme Shop 2.4.0 → production",
                        "Asked",
                        "approval from qa",
                        "Sign-offs");
        HtmlAnchor link = page.getAnchorByText("OctoAcme Shop 2.4.0 → production");
        HtmlPage gate = link.click();
        assertThat(gate.getElementById(gate.getUrl().getRef())).isNotNull();
        assertThat(gate.getUrl().getRef()).isEqualTo("gate-production");
        HtmlPage item = page.getAnchorByText("OctoAcme Shop 2.4.0: Release notes drafted")
                .click();
        assertThat(item.getElementById(item.getUrl().getRef())).isNotNull();
    }

    @Test
    void leadsFromTheButtonsToTheDialogsOfTheGate() throws Exception {
        vote("qa", "go");
        HtmlPage page = client("pm").goTo("release-approvals/");
        assertThat(page.asNormalizedText()).contains("Go by qa").doesNotContain("approval from qa");
        for (String button : List.of("Go", "No-go", "Sign off")) {
            HtmlPage release = page.getAnchorByText(button).click();
            String opened = release.getUrl().getRef();
            assertThat(opened).matches("(go-production|no-go-production|sign-.+)");
            assertThat(release.getElementById(opened).getTagName()).as(opened).isEqualTo("button");
        }
    }

    @Test
    void saysSoWhenNothingWaits() throws Exception {
        assertThat(client("keen").goTo("release-approvals/").asNormalizedText()).contains("You're all caught up.");
    }

    @Test
    void countsDecisionsInTheHeaderForThoseWhoHaveAny() throws Exception {
        HtmlPage page = client("qa").goTo("");
        assertThat(page.getElementById(HEADER).getTextContent()).contains("Release approvals (1)");
        assertThat(page.getElementById(HEADER).getAttribute("data-html-tooltip"))
                .contains("1 release is waiting for your decision");
        assertThat(page.getElementById(HEADER).getAttribute("href")).endsWith("/release-approvals");
        vote("qa", "go");
        for (String user : List.of("qa", "devops", "keen", "qa-reader", "stranger")) {
            assertThat(client(user).goTo("").getElementById(HEADER)).as(user).isNull();
        }
    }

    @Test
    void isInTheMenuOfThoseWhoAreLoggedIn() throws Exception {
        assertThat(client("reader").goTo("").getWebResponse().getContentAsString())
                .contains("release-approvals");
    }

    @Test
    void changesNothingAndAnswersGetOnly() throws Exception {
        assertThat(RestClient.of(jenkins, "qa").post(API).status()).isEqualTo(404);
        await().until(() -> !WaitingIndex.get().isRebuilding());
        assertThat(answer("qa").path("complete").asBoolean()).isTrue();
    }

    private void release() throws Exception {
        running.append(Events.settled("production", GateStatus.GO, "fine"));
        for (var item : running.record().state().items()) {
            if (!item.item().id().equals("support-handoff")) {
                running.append(
                        new ReleaseEvent.ItemMarked(item.item().id(), ItemStatus.PASSED, Optional.empty(), List.of()));
            }
        }
        running.end();
        await().until(() -> running.record().state().ended().isPresent());
    }

    private static Vote vote(String voter, Choice choice) {
        return ((ReleaseEvent.VoteCast) Events.vote("production", voter, "qa", choice, "because")).vote();
    }

    private String gateOpened() throws Exception {
        return running.record()
                .state()
                .gate("production")
                .orElseThrow()
                .opened()
                .toString();
    }

    private void vote(String user, String action) throws Exception {
        assertThat(RestClient.of(jenkins, user)
                        .post(running.page() + "gates/production/" + action)
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode answer(String user) throws Exception {
        RestClient.Reply reply = RestClient.of(jenkins, user).get(API);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        return reply.json();
    }

    private static List<String> gates(String user) throws Exception {
        return texts(answer(user).path("decisions"), "gate");
    }

    private static List<String> items(String user, String list) throws Exception {
        return texts(answer(user).path(list), "item");
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path(field).asText())
                .toList();
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient().withBasicApiToken(user).withJavaScriptEnabled(false);
    }
}
