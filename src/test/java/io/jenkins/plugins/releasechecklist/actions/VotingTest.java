package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class VotingTest {
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
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void aGoOfEveryRoleSettlesTheGate() throws Exception {
        Reply first = vote("pm", "go", "comment", "Looks fine");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).startsWith("application/json");
        assertThat(first.json().path("id").asText()).isEqualTo("production");
        assertThat(first.json().path("environment").asText()).isEqualTo("production");
        assertThat(first.json().path("round").asInt()).isEqualTo(1);
        assertThat(first.json().path("status").asText()).isEqualTo("WAITING");
        assertThat(first.json().path("waitingFor").get(0).asText()).isEqualTo("Go by qa");
        assertThat(first.json().path("approvals").toString())
                .isEqualTo("[{\"role\":\"product-manager or project-manager\",\"required\":1,\"given\":[\"pm\"]},"
                        + "{\"role\":\"qa\",\"required\":1,\"given\":[]}]");

        Reply second = vote("qa", "go");
        assertThat(second.json().path("status").asText()).isEqualTo("GO");
        assertThat(second.json().path("overridden").asBoolean()).isFalse();
        assertThat(second.json().path("waitingFor").size()).isZero();
        assertThat(gate().votes()).extracting("voter").containsExactly("pm", "qa");
        assertThat(gate().votes().get(0).comment()).contains("Looks fine");
    }

    @Test
    void aNoGoNeedsAComment() throws Exception {
        Reply without = vote("qa", "noGo", "comment", "   ");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.error()).contains("comment");
        assertThat(gate().votes()).isEmpty();

        Reply with = vote("qa", "noGo", "comment", "Login is broken");
        assertThat(with.status()).isEqualTo(200);
        assertThat(with.json().path("status").asText()).isEqualTo("NO_GO");
        assertThat(gate().settlement().orElseThrow().reason()).contains("Login is broken");
    }

    @Test
    void sayingTheSameTwiceIsAConflict() throws Exception {
        assertThat(vote("pm", "go").status()).isEqualTo(200);
        Reply again = vote("pm", "go");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.error()).contains("pm");
        assertThat(gate().votes()).hasSize(1);
    }

    @Test
    void aSettledGateIsAConflict() throws Exception {
        running.append(Events.settled("production", GateStatus.TIMED_OUT, "No decision in time"));
        Reply late = vote("pm", "go");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.error()).contains("No decision in time");
    }

    @Test
    void anUnknownGateIsNotFound() throws Exception {
        Reply reply = RestClient.of(jenkins, "pm").post(running.page() + "gates/nowhere/go");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).contains("nowhere");
    }

    // security.md: S2
    @Test
    void whoLacksThePermissionIsToldWhich() throws Exception {
        for (String user : List.of("reader", "qa-reader", "boss")) {
            Reply reply = vote(user, "go");
            assertThat(reply.status()).as(user).isEqualTo(403);
            assertThat(reply.error())
                    .contains(user)
                    .contains("Release Checklist/Approve")
                    .contains("shop");
        }
        assertThat(gate().votes()).isEmpty();
    }

    // security.md: S2
    @Test
    void whoLacksTheRoleIsToldWhich() throws Exception {
        Reply none = vote("keen", "go");
        assertThat(none.status()).isEqualTo(403);
        assertThat(none.error())
                .contains("product-manager or project-manager and qa")
                .contains("no role");

        Reply wrong = vote("devops", "go");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.error()).contains("devops holds devops");

        Reply notHeld = vote("pm", "go", "role", "qa");
        assertThat(notHeld.status()).isEqualTo(403);
        assertThat(notHeld.error()).contains("'qa'");
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void aVoteCountsForTheRoleThatIsNamed() throws Exception {
        Reply reply = vote("both", "go", "role", "qa");
        assertThat(reply.json().path("waitingFor").toString())
                .isEqualTo("[\"Go by product-manager or project-manager\"]");
    }

    @Test
    void nobodyVotesWithoutReadingTheJob() throws Exception {
        assertThat(vote("stranger", "go").status()).isEqualTo(404);
        assertThat(RestClient.anonymous(jenkins)
                        .post(running.page() + "gates/production/go")
                        .status())
                .isEqualTo(403);
        assertThat(gate().votes()).isEmpty();
    }

    // security.md: S4
    @Test
    void overridingNeedsThePermissionAndAReason() throws Exception {
        assertThat(vote("pm", "override", "reason", "I want it").error()).contains("Release Checklist/Override");
        Reply without = vote("boss", "override");
        assertThat(without.status()).isEqualTo(400);

        Reply forced = vote("boss", "override", "reason", "Security fix, agreed by phone");
        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.json().path("status").asText()).isEqualTo("GO");
        assertThat(forced.json().path("overridden").asBoolean()).isTrue();
        assertThat(gate().settlement().orElseThrow().actor().id()).isEqualTo("boss");
    }

    /** Also not by a form of another page that posts to such an address: the texts would be those of its author. */
    // security.md: S32
    @Test
    void nothingIsDecidedByWhatAnAddressHolds() throws Exception {
        for (String action : List.of("go?comment=fine", "go?role=qa", "noGo?comment=fine", "override?reason=fine")) {
            RestClient client = RestClient.of(jenkins, action.startsWith("override") ? "boss" : "pm");
            String path = running.page() + "gates/production/" + action;
            Reply reply = client.post(path, "comment", "Looks fine", "reason", "Looks fine");
            assertThat(reply.status()).as(action).isEqualTo(400);
            assertThat(reply.error()).as(action).contains("in its address");
            Reply page = client.postAsBrowser(path);
            assertThat(page.status()).as(action).isEqualTo(400);
            assertThat(page.text()).as(action).contains("in its address").doesNotContain("fine");
        }
        assertThat(gate().isWaiting()).isTrue();
        assertThat(gate().votes()).isEmpty();
    }

    // security.md: S32
    @Test
    void nothingIsDecidedByGet() throws Exception {
        for (String action : List.of(
                "gates/production/go", "gates/production/noGo?comment=no", "gates/production/override?reason=x")) {
            Reply reply = RestClient.of(jenkins, "pm").get(running.page() + action);
            assertThat(reply.status()).as(action).isEqualTo(404);
            assertThat(reply.text()).as(action).doesNotContain("POST");
        }
        assertThat(gate().isWaiting()).isTrue();
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void aVoteOfAnEarlierRoundDoesNotCountInTheNext() throws Exception {
        running.append(
                Events.vote("production", "pm", "product-manager", Choice.GO, ""),
                Events.settled("production", GateStatus.ABORTED, "Tried again"),
                Events.gate("production", 2, "Ship it now?", Events.policy(Events.PRODUCT)));
        Reply reply = vote("pm", "go");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("round").asInt()).isEqualTo(2);
        assertThat(reply.json().path("status").asText()).isEqualTo("GO");
    }

    @Test
    void tooLongACommentIsRefusedWithTheLimit() throws Exception {
        Reply reply = vote("pm", "go", "comment", "x".repeat(4001));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("4000").contains("4001");
    }

    private Reply vote(String user, String action, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post(running.page() + "gates/production/" + action, parameters);
    }

    private GateState gate() throws IOException {
        return running.record().state().gate("production").orElseThrow();
    }
}
