package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.probe.Verdict;
import io.jenkins.plugins.releasechecklist.engine.record.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReleaseApiTest {
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
    void tellsTheRelease() throws Exception {
        Reply reply = get("api/json");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(names(reply.json()))
                .containsExactly(
                        "name",
                        "version",
                        "type",
                        "status",
                        "items",
                        "gates",
                        "checks",
                        "verifications",
                        "notes",
                        "deliveries",
                        "damage");
        assertThat(reply.json().path("name").asText()).isEqualTo("OctoAcme Shop");
        assertThat(reply.json().path("version").asText()).isEqualTo("2.4.0");
        assertThat(reply.json().path("type").asText()).isEqualTo("minor");
        assertThat(reply.json().path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(reply.json().path("notes").isNull()).isTrue();
        assertThat(reply.json().path("damage").isNull()).isTrue();
    }

    @Test
    void tellsItems() throws Exception {
        running.append(
                Actor.user("pm", "Paula"),
                new ReleaseEvent.ItemSigned(
                        "acceptance-criteria",
                        ItemAction.COMPLETE,
                        List.of("product-manager"),
                        Optional.of("Accepted"),
                        List.of("https://tracker.example.com/42")));
        JsonNode items = get("api/json").json().path("items");
        JsonNode item = items.get(0);
        assertThat(names(item))
                .containsExactly(
                        "id", "section", "title", "status", "required", "owners", "actor", "at", "note", "evidence");
        assertThat(item.path("id").asText()).isEqualTo("acceptance-criteria");
        assertThat(item.path("section").asText()).isEqualTo("pre-release");
        assertThat(item.path("title").asText()).isEqualTo("All acceptance criteria met and PRs merged");
        assertThat(item.path("status").asText()).isEqualTo("PASSED");
        assertThat(item.path("required").asBoolean()).isTrue();
        assertThat(item.path("owners").toString()).isEqualTo("[\"product-manager\",\"project-manager\"]");
        assertThat(item.path("actor").asText()).isEqualTo("pm");
        assertThat(item.path("at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(item.path("note").asText()).isEqualTo("Accepted");
        assertThat(item.path("evidence").toString()).isEqualTo("[\"https://tracker.example.com/42\"]");

        JsonNode untouched = items.get(1);
        assertThat(untouched.path("status").asText()).isEqualTo("PENDING");
        assertThat(untouched.path("actor").isNull()).isTrue();
        assertThat(untouched.path("at").isNull()).isTrue();
        assertThat(untouched.path("note").isNull()).isTrue();
    }

    @Test
    void tellsGates() throws Exception {
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Fine"));
        JsonNode gate = get("api/json").json().path("gates").get(0);
        assertThat(names(gate))
                .containsExactly(
                        "id", "environment", "round", "status", "overridden", "waitingFor", "approvals", "rules");
        assertThat(gate.path("status").asText()).isEqualTo("WAITING");
        assertThat(gate.path("waitingFor").toString()).isEqualTo("[\"Go by product-manager or project-manager\"]");
        assertThat(gate.path("approvals").get(1).toString())
                .isEqualTo("{\"role\":\"qa\",\"required\":1,\"given\":[\"qa\"]}");
    }

    @Test
    void tellsChecks() throws Exception {
        running.append(
                Events.started("r1", "smokeTest", "staging"),
                Events.check("r1", "health", "https://staging.example.com/health", 84),
                Events.failedCheck("r1", "db", "db.example.com:5432", "connection refused"),
                Events.failed("r1", "1 of 2 checks failed"));
        JsonNode checks = get("api/json").json().path("checks");
        assertThat(checks.get(0).toString())
                .isEqualTo(
                        "{\"run\":\"smokeTest-staging\",\"name\":\"health\",\"kind\":\"httpCheck\",\"status\":\"PASSED\","
                                + "\"latencyMillis\":84,\"attempts\":1,\"error\":null}");
        assertThat(checks.get(1).toString())
                .isEqualTo("{\"run\":\"smokeTest-staging\",\"name\":\"db\",\"kind\":\"tcpCheck\",\"status\":\"FAILED\","
                        + "\"latencyMillis\":31,\"attempts\":7,\"error\":\"connection refused\"}");
    }

    @Test
    void tellsVerificationsWhileTheyRunAndAfterwards() throws Exception {
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples("v1", Events.sample("health", 1, 70, ""), Events.sample("health", 2, 90, "timeout")));
        assertThat(get("api/json").json().path("verifications").get(0).toString())
                .isEqualTo("{\"environment\":\"production\",\"verdict\":null,\"samples\":2,\"successRate\":0.5,"
                        + "\"p95Millis\":null,\"metrics\":[]}");

        running.append(
                Events.judged("v1", Verdict.FAIL, 40, 0.975, 219, "success rate"), Events.failed("v1", "success rate"));
        assertThat(get("api/json").json().path("verifications").get(0).toString())
                .isEqualTo("{\"environment\":\"production\",\"verdict\":\"FAIL\",\"samples\":40,\"successRate\":0.975,"
                        + "\"p95Millis\":219,\"metrics\":[]}");
    }

    @Test
    void tellsNotesAndDeliveries() throws Exception {
        running.append(Events.notes(Events.releaseNotes("Faster checkout")));
        running.append(Events.delivery("d1", "stakeholders", DeliveryStatus.DELIVERED, "200"));
        JsonNode release = get("api/json").json();
        assertThat(release.path("notes").asText()).isEqualTo("# OctoAcme Shop 2.4.0");
        assertThat(release.path("deliveries").toString())
                .isEqualTo("[{\"channel\":\"stakeholders\",\"status\":\"DELIVERED\",\"attempts\":1,"
                        + "\"event\":\"release.announced\"}]");
    }

    @Test
    void eventsComeWithATagAndNothingNewIsNotModified() throws Exception {
        running.append(Events.started("r1", "smokeTest", "staging"), Events.passed("r1"));
        Reply all = get("events");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("ETag")).startsWith("\"3");
        assertThat(all.json().size()).isEqualTo(3);
        assertThat(all.json().get(0).path("type").asText()).isEqualTo("opened");
        assertThat(all.json().get(2).path("seq").asLong()).isEqualTo(3);

        Reply some = get("events?after=2");
        assertThat(some.json().size()).isEqualTo(1);
        assertThat(some.json().get(0).path("type").asText()).isEqualTo("runFinished");

        Reply none = get("events?after=3", "If-None-Match", all.header("ETag"));
        assertThat(none.status()).isEqualTo(304);
        assertThat(none.text()).isEmpty();
        assertThat(get("events?after=3", "If-None-Match", "W/\"2\", W/\"3\"").status())
                .isEqualTo(304);

        running.append(Events.started("r2", "smokeTest", "staging"));
        Reply news = get("events?after=3", "If-None-Match", "\"3\"");
        assertThat(news.status()).isEqualTo(200);
        assertThat(news.header("ETag")).startsWith("\"4");
        assertThat(news.json().size()).isEqualTo(1);
    }

    @Test
    void eventsAreAskedForByNumber() throws Exception {
        Reply reply = get("events?after=yesterday");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("yesterday");
    }

    @Test
    void theRecordIsTheFileItselfAndNoBrowserRunsIt() throws Exception {
        running.append(Events.gate("production", Events.QA));
        Reply reply = get("record.jsonl");
        Path file = running.build().getRootDir().toPath().resolve("release-checklist/events.jsonl");
        assertThat(reply.text()).isEqualTo(Files.readString(file));
        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(reply.header("Content-Disposition"))
                .isEqualTo(
                        "attachment; filename=\"" + running.build().getParent().getName() + "-1-release.jsonl\"");
    }

    @Test
    void readingNeedsItemRead() throws Exception {
        for (String path : List.of("", "api/json", "events", "record.jsonl", "content")) {
            assertThat(RestClient.of(jenkins, "stranger")
                            .get(running.page() + path)
                            .status())
                    .as(path)
                    .isEqualTo(404);
            assertThat(get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aBuildWithoutARecordHasNoPage() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Reply reply = RestClient.of(jenkins, "reader").get(build.getUrl() + "release-checklist/api/json");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(build.getAction(ReleaseChecklistAction.class)).isNull();
    }

    private Reply get(String path, String... headers) throws Exception {
        return RestClient.of(jenkins, "reader").get(running.page() + path, headers);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
