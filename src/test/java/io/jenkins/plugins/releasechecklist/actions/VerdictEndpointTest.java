package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The verdict of a person by REST, and what page and lists say meanwhile. */
@InSharedJenkins
class VerdictEndpointTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void ask() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        running.append(Events.asked("v1"));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    private Reply answer(String user, String what, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post(running.page() + "verifications/v1/" + what, parameters);
    }

    private VerdictQuestion question() throws IOException {
        return running.record()
                .state()
                .run("v1")
                .flatMap(RunState::lastQuestion)
                .orElseThrow();
    }

    private HtmlPage page(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken(user).goTo(running.page());
    }

    @Test
    void takesTheWordOfWhoeverMayAnswer() throws Exception {
        assertThat(answer("qa", "pass", "comment", " ").status()).isEqualTo(400);
        assertThat(answer("qa", "lookAgain", "minutes", "61").error()).isEqualTo("minutes: expected 1 to 60, found 61");
        assertThat(answer("qa", "lookAgain", "minutes", "soon").error())
                .isEqualTo("minutes: expected a number, found 'soon'");
        assertThat(question().reply()).isEmpty();

        Reply passed = answer("qa", "pass", "comment", "Tried it");
        assertThat(passed.status()).isEqualTo(200);
        assertThat(passed.json().path("asksUntil").isNull()).isTrue();
        VerdictQuestion.Reply reply = question().reply().orElseThrow();
        assertThat(reply.by().id()).isEqualTo("qa");
        assertThat(reply.by().authentication()).isEqualTo(AuthenticationMethod.API_TOKEN);
        assertThat(reply.said().answer()).isEqualTo(VerdictAnswer.PASS);
        assertThat(reply.said().comment()).contains("Tried it");
        assertThat(answer("qa", "fail", "comment", "No").status()).isEqualTo(409);
    }

    @Test
    void looksAgainForFiveMinutesUnlessSomebodySaysOtherwise() throws Exception {
        assertThat(answer("qa", "lookAgain").status()).isEqualTo(200);
        assertThat(question().reply().orElseThrow().said().more()).contains(Duration.ofMinutes(5));
    }

    // security.md: S53
    @Test
    void takesNobodyElsesWord() throws Exception {
        for (String user : List.of("reader", "qa-reader", "boss", "pm", "keen")) {
            Reply reply = answer(user, "pass", "comment", "Fine");
            assertThat(reply.status()).as(user).isEqualTo(403);
        }
        assertThat(answer("pm", "fail", "comment", "No").error())
                .isEqualTo("This answer takes qa; pm holds product-manager");
        assertThat(answer("stranger", "pass", "comment", "Fine").status()).isEqualTo(404);
        assertThat(RestClient.of(jenkins, "qa")
                        .get(running.page() + "verifications/v1/pass?comment=Fine")
                        .status())
                .isEqualTo(404);
        assertThat(RestClient.of(jenkins, "qa")
                        .post(running.page() + "verifications/v2/pass", "comment", "Fine")
                        .status())
                .isEqualTo(404);
        assertThat(question().reply()).isEmpty();
    }

    @Test
    void isAmongTheTasksOfWhoeverMayAnswer() throws Exception {
        assertThat(RestClient.of(jenkins, "qa")
                        .get("release-approvals/api/json")
                        .json()
                        .path("questions")
                        .findValuesAsText("run"))
                .contains("v1");
        assertThat(RestClient.of(jenkins, "pm")
                        .get("release-approvals/api/json")
                        .json()
                        .path("questions"))
                .isEmpty();
        assertThat(RestClient.of(jenkins, "pm")
                        .get(running.page() + "api/json")
                        .json()
                        .at("/verifications/0/asksUntil")
                        .asText())
                .isEqualTo(question().asked().until().toString());
        HtmlPage mine = page("qa");
        assertThat(mine.getElementById("your-part").asNormalizedText())
                .contains("Pass or fail: postDeployVerify-production");
        assertThat(mine.getElementById("question-v1").asNormalizedText())
                .contains("only 4 of 40 planned samples were taken", "Look again");
        HtmlPage other = page("pm");
        assertThat(other.getElementById("question-v1").asNormalizedText())
                .contains("This answer takes qa; pm holds product-manager")
                .doesNotContain("Look again");
    }
}
