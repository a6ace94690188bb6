package io.jenkins.plugins.releasechecklist.actions.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.Events;
import io.jenkins.plugins.releasechecklist.actions.People;
import io.jenkins.plugins.releasechecklist.actions.ReleaseChecklistAction;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.actions.RunningBuild;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
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
                        "typeRemark",
                        "typeGuessed",
                        "status",
                        "request",
                        "template",
                        "artifacts",
                        "items",
                        "gates",
                        "checks",
                        "verifications",
                        "notes",
                        "notesDraft",
                        "deliveries",
                        "deploymentsWithoutGo",
                        "incident",
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
                        "id",
                        "section",
                        "title",
                        "status",
                        "required",
                        "owners",
                        "actor",
                        "at",
                        "note",
                        "evidence",
                        "parts");
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
                        "id",
                        "environment",
                        "round",
                        "status",
                        "overridden",
                        "waitingFor",
                        "nextPossible",
                        "approvals",
                        "rules",
                        "participants",
                        "votes",
                        "queue",
                        "changes");
        assertThat(gate.path("status").asText()).isEqualTo("WAITING");
        assertThat(gate.path("waitingFor").toString()).isEqualTo("[\"Go by product-manager or project-manager\"]");
        assertThat(gate.path("nextPossible").isNull()).isTrue();
        assertThat(gate.path("approvals").get(1).toString())
                .isEqualTo("{\"role\":\"qa\",\"required\":1,\"given\":[\"qa\"]}");
        assertThat(gate.path("participants").isNull()).isTrue();
        assertThat(gate.path("votes").get(0).path("voter").asText()).isEqualTo("qa");
        assertThat(gate.path("votes").get(0).path("authentication").asText()).isEqualTo("UNKNOWN");
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
                                + "\"latencyMillis\":84,\"attempts\":1,\"error\":null,\"response\":null}");
        assertThat(checks.get(1).toString())
                .isEqualTo("{\"run\":\"smokeTest-staging\",\"name\":\"db\",\"kind\":\"tcpCheck\",\"status\":\"FAILED\","
                        + "\"latencyMillis\":31,\"attempts\":7,\"error\":\"connection refused\",\"response\":null}");
    }

    @Test
    void tellsTheResponseOfAFailedCheck() throws Exception {
        running.append(
                Events.started("r1", "smokeTest", "staging"),
                Events.failedCheck(
                        "r1", "api", "https://staging.example.com", "found 503", "HTTP/1.1 503\n\n<h1>Busy"));
        assertThat(get("api/json").json().path("checks").get(0).path("response").asText())
                .isEqualTo("HTTP/1.1 503\n\n<h1>Busy");
    }

    @Test
    void tellsVerificationsWhileTheyRunAndAfterwards() throws Exception {
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples("v1", Events.sample("health", 1, 70, ""), Events.sample("health", 2, 90, "timeout")));
        assertThat(verification().toString())
                .isEqualTo(
                        "{\"run\":\"v1\",\"environment\":\"production\",\"verdict\":null,\"decidedBy\":null,\"asksUntil\":null,\"reasons\":[],"
                                + "\"samples\":2,\"successRate\":0.5,\"p50Millis\":70,\"p95Millis\":70,\"p99Millis\":70,"
                                + "\"objectives\":[],\"metrics\":[],\"baselineFrom\":null,\"gaps\":[]}");

        running.append(
                Events.judged("v1", Verdict.FAIL, 40, 0.975, 219, "success rate"), Events.failed("v1", "success rate"));
        JsonNode judged = verification();
        assertThat(judged.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(judged.path("reasons").toString()).isEqualTo("[\"success rate\"]");
        assertThat(judged.path("samples").asInt()).isEqualTo(40);
        assertThat(judged.path("successRate").asDouble()).isEqualTo(0.975);
        assertThat(judged.path("p95Millis").asInt()).isEqualTo(219);
    }

    @Test
    void tellsObjectivesMetricsAndInterruptionsOfAVerification() throws Exception {
        running.append(
                Events.started("b1", "baseline", "production"), Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        JsonNode verification = verification();
        assertThat(verification.path("objectives").toString())
                .isEqualTo("[{\"name\":\"p95\",\"verdict\":null,\"value\":90.0,\"baseline\":70.0,"
                        + "\"pass\":\"<= baseline + 10%\",\"limit\":77.0}]");
        assertThat(verification.path("metrics").toString())
                .isEqualTo("[{\"name\":\"errors\",\"verdict\":null,\"value\":0.02,\"baseline\":null,"
                        + "\"pass\":\"<= 0.01\",\"samples\":1,\"missed\":1}]");
        assertThat(verification.path("baselineFrom").asText()).isEqualTo("the release 2.3.1");
        assertThat(verification.path("gaps").toString())
                .isEqualTo("[{\"from\":\"2025-06-02T12:00:15Z\",\"until\":\"2025-06-02T12:01:15Z\","
                        + "\"missedRounds\":3}]");
        assertThat(get("api/json").json().path("verifications"))
                .as("a baseline is no verification")
                .hasSize(1);
    }

    @Test
    void theChartOfAVerificationComesWithATag() throws Exception {
        running.append(Events.started("v1", "postDeployVerify", "production"));
        running.append(Events.verification("v1"));
        Reply chart = get("verifications/v1/chart");
        assertThat(chart.status()).isEqualTo(200);
        assertThat(chart.header("Content-Type")).startsWith("application/json");
        assertThat(names(chart.json())).containsExactly("from", "until", "bands", "panels");
        assertThat(chart.json().path("panels").findValuesAsText("id"))
                .containsExactly("success-rate", "latency", "metric-errors");
        assertThat(chart.json().path("bands")).hasSize(1);

        Reply again = get("verifications/v1/chart", "If-None-Match", chart.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();

        running.append(Events.samples("v1", Events.sample("health", 90, 70, "")));
        assertThat(get("verifications/v1/chart", "If-None-Match", chart.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyVerificationsAndBaselinesHaveCharts() throws Exception {
        running.append(Events.started("b1", "baseline", "production"), Events.started("r1", "smokeTest", "production"));
        assertThat(get("verifications/b1/chart").status()).isEqualTo(200);
        assertThat(get("verifications/r1/chart").status()).isEqualTo(404);
        assertThat(get("verifications/unknown/chart").status()).isEqualTo(404);
    }

    @Test
    void tellsNotesAndDeliveries() throws Exception {
        running.append(Events.notes(Events.releaseNotes("Faster checkout")));
        running.append(Events.delivery("d1", "stakeholders", DeliveryStatus.DELIVERED, "200"));
        JsonNode release = get("api/json").json();
        assertThat(release.path("notes").asText()).isEqualTo("# OctoAcme Shop 2.4.0");
        assertThat(release.path("deliveries").toString())
                .isEqualTo("[{\"id\":\"d1\",\"channel\":\"stakeholders\",\"audiences\":[],"
                        + "\"status\":\"DELIVERED\",\"attempts\":1,\"event\":\"release.announced\"}]");
    }

    @Test
    void notesAreEditedUntilTheyAreAnnounced() throws Exception {
        running.append(Events.draft("Faster checkout"));
        JsonNode before = get("api/json").json().path("notesDraft");
        assertThat(before.toString())
                .isEqualTo("{\"summary\":\"Faster checkout\",\"changes\":[\"New form\",\"Search\"],\"migration\":null,"
                        + "\"knownIssues\":[],\"seq\":2,\"editor\":null,\"edited\":null,\"announced\":false}");

        Reply edited = edit(
                "pm", "seq", "2", "changes", "* New *form*\r\n* Sort:\r\n\r\n  - by name\r\n", "migration", "None");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().path("summary").asText()).isEqualTo("Faster checkout");
        assertThat(edited.json().path("changes").toString()).isEqualTo("[\"New *form*\",\"Sort:\\n\\n- by name\"]");
        assertThat(edited.json().path("editor").asText()).isEqualTo("pm");
        assertThat(edited.json().path("seq").asInt()).isEqualTo(3);
        assertThat(running.record().state().item("release-notes").orElseThrow().isDone())
                .isTrue();

        assertThat(edit("pm", "seq", "2", "summary", "Mine").error())
                .contains("Someone else changed", "number 3", "yours is 2");
        assertThat(edit("both", "seq", "3", "summary", " ")
                        .json()
                        .path("summary")
                        .isNull())
                .isTrue();
        assertThat(edit("pm", "seq", "4").json().path("seq").asInt()).isEqualTo(4);

        running.append(Events.draft("A step's words"));
        JsonNode filled = get("api/json").json().path("notesDraft");
        assertThat(filled.path("summary").asText()).isEqualTo("A step's words");
        assertThat(filled.path("changes").get(0).asText()).isEqualTo("New *form*");

        running.append(new ReleaseEvent.NotesRendered("# Shop", "<h2>Shop</h2>", Optional.of("r1")));
        Reply late = edit("pm", "seq", filled.path("seq").asText(), "summary", "Late");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.error()).contains("already announced");
    }

    @Test
    void notesAreEditedByWhoMaySignThem() throws Exception {
        assertThat(edit("reader", "seq", "0", "summary", "x").status()).isEqualTo(403);
        assertThat(edit("qa", "seq", "0", "summary", "x").error())
                .contains("product-manager or project-manager", "qa holds qa");
        assertThat(edit("qa", "seq", "0", "summary", "x").status()).isEqualTo(403);
        assertThat(edit("pm", "summary", "x").error()).contains("notesDraft.seq", "found \"\"");
        assertThat(edit("pm", "seq", "0", "summary", "x".repeat(20_001)).error())
                .isEqualTo("Expected at most 20000 characters in \"summary\", found 20001");
        assertThat(edit("pm", "seq", "0", "summary", "x").status()).isEqualTo(200);
    }

    private Reply edit(String user, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post(running.page() + "notes/edit", parameters);
    }

    @Test
    void notesAreDownloadedAndNoBrowserRunsThem() throws Exception {
        assertThat(get("notes.md").status()).isEqualTo(404);
        running.append(Events.draft("Faster *checkout* <script>alert(1)</script>"));
        Reply markdown = get("notes.md");
        assertThat(markdown.text()).startsWith("## Summary\n\nFaster *checkout* &lt;script&gt;");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.header("Content-Disposition"))
                .startsWith("attachment; filename=\"")
                .endsWith("-1-notes.md\"");
        Reply html = get("notes.html");
        assertThat(html.text()).contains("<p>Faster <em>checkout</em> &lt;script&gt;alert(1)");
        for (Reply reply : List.of(markdown, html)) {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Content-Security-Policy")).startsWith("sandbox");
        }

        running.append(Events.notes(Events.releaseNotes("Rendered")));
        assertThat(get("notes.md").text()).isEqualTo("# OctoAcme Shop 2.4.0");
    }

    @Test
    void onlyRecordedFilesThatAreStillTheSameAreDownloaded() throws Exception {
        byte[] content = "<script>".getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        running.append(new ReleaseEvent.FilesAttached(
                "r1", List.of(new AttachedFile("hand off ü.html", content.length, hash))));
        Path directory = Files.createDirectories(RecordPointer.attachments(running.build()));
        assertThat(get("attachments/hand%20off%20%C3%BC.html").status()).isEqualTo(404);
        Files.write(directory.resolve("hand off ü.html"), content);
        Files.write(directory.resolve("other.txt"), content);

        Reply file = get("attachments/hand%20off%20%C3%BC.html");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).isEqualTo("<script>");
        assertThat(file.header("Content-Type")).startsWith("application/octet-stream");
        assertThat(file.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"hand-off-.html\"; filename*=UTF-8''hand%20off%20%C3%BC.html");
        assertThat(get("attachments/other.txt").status()).isEqualTo(404);
        assertThat(get("attachments/..%2Fevents.jsonl").status()).isIn(400, 404);

        Files.writeString(directory.resolve("hand off ü.html"), "<SCRIPT>");
        assertThat(get("attachments/hand%20off%20%C3%BC.html").status()).isEqualTo(409);
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
        running.append(Events.started("v1", "postDeployVerify", "production"));
        for (String path : List.of("", "api/json", "events", "record.jsonl", "content", "verifications/v1/chart")) {
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

    private JsonNode verification() throws Exception {
        return get("api/json").json().path("verifications").get(0);
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
