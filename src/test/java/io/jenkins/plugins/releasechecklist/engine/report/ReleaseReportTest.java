package io.jenkins.plugins.releasechecklist.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.report.json.VerificationJson;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void tellsAsJsonWhatTheApiTellsAndTheRecordBesides() throws IOException {
        ReleaseReport report = ReleaseReport.of(sample());

        JsonNode told = JSON.readTree(report.as(ReportFormat.JSON));

        JsonNode record = ((ObjectNode) told).remove("record");
        assertThat(told).isEqualTo(JSON.readTree(JsonText.of(report.json())));
        assertThat(record.path("whole").booleanValue()).isTrue();
        assertThat(record.path("seq").longValue())
                .isEqualTo(report.examination().release().seq());
        assertThat(record.path("head").textValue())
                .isEqualTo(report.examination().head())
                .hasSize(64);
    }

    @Test
    void tellsPeopleWhatWasCheckedDecidedAndAnnounced() throws IOException {
        for (ReportFormat format : new ReportFormat[] {ReportFormat.HTML, ReportFormat.MD}) {
            assertThat(ReleaseReport.of(sample()).as(format))
                    .contains("OctoAcme Shop 2.4.0")
                    .contains(SampleRelease.TEMPLATE.label())
                    .contains("Passing CI and security scans")
                    .contains("Ann Ångström", "Reviewed by two people", "2026-03-02 09:00:01 UTC")
                    .contains("Gate production")
                    .contains("Quentin QA", "Numbers look good")
                    .contains("health", "84 ms")
                    .contains("Started by", "Dora DevOps")
                    .contains("post-deploy-verify-production", "Success rate", "100 %")
                    .doesNotContain("successRate")
                    .contains("stakeholders", "delivered")
                    .contains("shop.jar", "sha256:" + "ab".repeat(32))
                    .contains("intact");
        }
    }

    @Test
    void marksWhatWasTestedBeforeTheDeployment() throws IOException {
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("early"), Clock.systemUTC());
        Story.begin()
                .starts("early", "postDeployVerify", "production")
                .step(
                        "postDeployVerify",
                        new ReleaseEvent.VerificationJudged(
                                "early",
                                new Judgement(
                                        Verdict.PASS,
                                        List.of("Old, and well"),
                                        40,
                                        1,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty())))
                .passes("early")
                .opensGate("production", 1, "production")
                .events()
                .forEach(event -> append(record, event));

        ReleaseReport report = ReleaseReport.of(record);
        assertThat(report.as(ReportFormat.MD))
                .contains("early (pre-flight)")
                .doesNotContain("**Verification:**", "Started by");
        assertThat(report.json().verifications()).singleElement().matches(VerificationJson::preFlight);
    }

    private static void append(ReleaseRecord record, Event event) {
        try {
            record.append(event.actor(), event.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void beginsWithWhatCameOfItAndWhoApprovedIt() throws IOException {
        assertThat(ReleaseReport.of(sample()).as(ReportFormat.MD))
                .startsWith("# OctoAcme Shop 2.4.0\n\nReleased to production. Required items still open: 7.\n")
                .contains("\n- **Approved by:** Quentin QA (qa)\n- **Verification:** pass\n");
    }

    @Test
    void tellsTheIncidentBeforeTheChecklistAndDigestsLast() throws IOException {
        ReleaseRecord record = sample();
        record.append(
                Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.of("production"), "the error rate went up"));
        assertThat(ReleaseReport.of(record).as(ReportFormat.MD))
                .containsSubsequence(
                        "## Incident",
                        "the error rate went up",
                        "## Checklist",
                        "## Appendix: artifacts",
                        "## Appendix: the record");
    }

    @Test
    void saysFirstWhatWentOutWithoutAGo() throws IOException {
        ReleaseRecord record = sample();
        record.append(
                Actor.SYSTEM,
                new ReleaseEvent.DeployedWithoutGo(
                        "production",
                        Optional.of("deploy-production"),
                        Optional.of("r3"),
                        Phrase.plain("no gate was opened")));
        ReleaseReport report = ReleaseReport.of(record);
        assertThat(report.as(ReportFormat.MD))
                .containsPattern("(?s)^# OctoAcme Shop 2.*Deployed without a Go.*production: no gate was opened.*Type");
        JsonNode told = JSON.readTree(report.as(ReportFormat.JSON)).path("deploymentsWithoutGo");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).path("environment").asText()).isEqualTo("production");
        assertThat(told.get(0).path("item").asText()).isEqualTo("deploy-production");
        assertThat(told.get(0).path("run").asText()).isEqualTo("r3");
        assertThat(told.get(0).path("reason").asText()).isEqualTo("no gate was opened");
        assertThat(told.get(0).path("at").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void isTheSameHoweverOftenItIsMade(ReportFormat format) throws IOException {
        ReleaseRecord record = sample();

        assertThat(ReleaseReport.of(record).as(format))
                .isEqualTo(ReleaseReport.of(record).as(format));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "</style><script>alert(1)</script>",
                "![x](https://evil.example.com/pixel.png) [click](javascript:alert(1))"
            })
    void letsNothingThatPeopleWroteBecomeMarkup(String evil) throws IOException {
        ReleaseReport report = ReleaseReport.of(SampleRelease.saying(evil, folder.resolve("evil")));

        assertThat(report.as(ReportFormat.HTML))
                .doesNotContainPattern("(?i)<(script|img|svg|iframe|object|form)")
                .doesNotContainPattern("(?i)(href|src)=\"(?!https://tracker|https?://)");
        assertThat(report.as(ReportFormat.MD))
                .doesNotContainPattern("(?i)<(script|img|svg)")
                .doesNotContain("![x](");
    }

    @Test
    void isOneHtmlFileThatNeedsNothingElse() throws IOException, GeneralSecurityException {
        String html = ReleaseReport.of(sample()).as(ReportFormat.HTML);

        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'\"")
                .contains("prefers-color-scheme: dark", "@media print")
                .doesNotContain("<script", "<link", "style=", "url(", "@import", "from the record");
    }

    @Test
    void makesLinksOfWebAddressesOnly() throws IOException {
        ReleaseReport report = ReleaseReport.of(sample());

        assertThat(report.as(ReportFormat.HTML))
                .contains(
                        "<a href=\"https://tracker.example.com/PRJ-1\" rel=\"noopener noreferrer\">https://tracker.example.com/<wbr>PRJ-1<")
                .contains("javascript:alert(1)")
                .doesNotContain("href=\"javascript");
        assertThat(report.as(ReportFormat.MD))
                .contains("](https://tracker.example.com/PRJ-1)")
                .doesNotContain("](javascript");
    }

    @Test
    void givesSpreadsheetsTheItemsWithoutFormulas() throws IOException {
        String csv = ReleaseReport.of(SampleRelease.saying("=HYPERLINK(\"http://x\",\"y\")", folder.resolve("csv")))
                .as(ReportFormat.CSV);

        assertThat(csv)
                .startsWith("section,id,title,required,status,waived,owners,actor,at,note,evidence\r\n")
                .contains(
                        "pre-release,acceptance-criteria,All acceptance criteria met and PRs merged,yes,PASSED,no,",
                        ",ann,2026-03-02T09:00:01Z,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportFormat.class,
            names = {"HTML", "MD", "JSON"})
    void saysThatTheRecordIsDamaged(ReportFormat format) throws IOException {
        sample();
        Path file = folder.resolve("record/events.jsonl");
        Files.writeString(file, Files.readString(file).replace("Numbers look good", "Numbers look fine"));
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("record"), () -> SampleRelease.START);

        assertThat(ReleaseReport.of(record).as(format)).contains("record damaged at event");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void endsBeforeTheDamage(ReportFormat format) throws IOException {
        sample();
        Path file = folder.resolve("record/events.jsonl");
        Files.writeString(file, Files.readString(file).replace("Reviewed by two people", "Reviewed by a forger"));
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("record"), () -> SampleRelease.START);

        assertThat(ReleaseReport.of(record).as(format)).doesNotContain("forger", "Numbers look good");
        assertThat(record.examine().release().seq()).isEqualTo(1);
        assertThat(record.examine().latest()).hasValue(SampleRelease.START);
    }

    @Test
    void keepsTheHeadingsOfTheNotesBelowItsOwn() throws IOException {
        ReleaseReport report = ReleaseReport.of(sample());

        assertThat(report.as(ReportFormat.MD)).contains("\n#### Summary\n");
        assertThat(report.as(ReportFormat.HTML))
                .containsPattern("(?s)<h2>Release notes</h2>.*?<h3>.*?<h4>Summary</h4>");
    }

    @Test
    void turnsNoTextAround() throws IOException {
        ReleaseReport report = ReleaseReport.of(SampleRelease.saying("a\u202eb\u0007c", folder.resolve("bidi")));

        assertThat(report.as(ReportFormat.HTML)).contains("abc").doesNotContain("\u202e", "\u0007");
        assertThat(report.as(ReportFormat.MD)).contains("abc").doesNotContain("\u202e", "\u0007");
    }

    @Test
    void reportsOnARecordWithHardlyAnything() throws IOException {
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("none"), () -> SampleRelease.START);

        for (ReportFormat format : ReportFormat.values()) {
            assertThat(ReleaseReport.of(record).as(format)).isNotBlank();
        }
    }

    private ReleaseRecord sample() throws IOException {
        return SampleRelease.in(folder.resolve("record"), new Artifact("shop.jar", "sha256:" + "ab".repeat(32)));
    }
}
