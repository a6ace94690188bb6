package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ReleaseLedger;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.EvidenceSummary;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

@InSharedJenkins
class ExportsTest {
    private static final String KEYS = "release-approvals/evidence-keys";
    private static final String LEDGER = "release-approvals/ledger.jsonl";
    private static final String ROTATE = "release-approvals/rotate-evidence-key";

    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
        ((MockAuthorizationStrategy) rule.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("root");
    }

    @BeforeEach
    void release() throws Exception {
        running = RunningBuild.start(jenkins);
        RichRecord.fill(running);
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void aReportIsAFileThatNoBrowserRuns(ReportFormat format) throws Exception {
        Reply reply = get(format.fileName());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualToIgnoringCase(format.contentType());
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(reply.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\""
                        + running.build().getParent().getName() + "-1-" + format.fileName() + "\"");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void aReportIsTheOneThatTheStandaloneToolMakesOfTheRecord(ReportFormat format, @TempDir Path folder)
            throws Exception {
        Files.writeString(folder.resolve("events.jsonl"), get("record.jsonl").text());
        ReleaseRecord copy = new ReleaseRecord(() -> folder, InstantSource.system());

        assertThat(get(format.fileName()).text())
                .isEqualTo(ReleaseReport.of(copy).as(format));
    }

    @Test
    void theReportAsJsonHasTheFieldsOfTheApi() throws Exception {
        JsonNode report = get("report.json").json();

        assertThat(((ObjectNode) report).remove("record").path("whole").booleanValue())
                .isTrue();
        assertThat(report.fieldNames()).toIterable().containsExactlyElementsOf(() -> api().fieldNames());
        assertThat(report.path("items")).isEqualTo(api().path("items"));
        assertThat(report.path("checks")).isEqualTo(api().path("checks"));
    }

    @Test
    void aReportOfADamagedRecordSaysSo() throws Exception {
        damage();

        assertThat(get("report.html").text()).contains("record damaged at event");
        assertThat(get("report.json").json().path("record").path("whole").booleanValue())
                .isFalse();
    }

    @Test
    void evidenceIsSignedByThePublishedKeyAndAgreesWithTheRecord() throws Exception {
        Reply reply = get("evidence.json");
        Envelope envelope = Envelope.parse(reply.text());

        assertThat(reply.header("Content-Disposition")).endsWith("-1-evidence.json\"");
        assertThat(reply.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(VerificationKey.parse(lastKey().path("pem").textValue()).hasSigned(envelope))
                .isTrue();
        assertThat(lastKey().path("keyid").textValue())
                .isEqualTo(envelope.signatures().get(0).keyid());
        assertThat(EvidenceSummary.of(envelope).contradiction(running.record())).isEmpty();
        assertThat(EvidenceSummary.of(envelope).release()).isEqualTo("OctoAcme Shop 2.4.0");
    }

    @Test
    void aDamagedRecordGivesNoEvidence() throws Exception {
        damage();

        Reply reply = get("evidence.json");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.error())
                .startsWith("There is no evidence of a record that cannot be believed: record damaged at event");
    }

    @Test
    void anAdministratorReplacesTheKeyAndTheOldOneStaysPublished() throws Exception {
        Envelope before = Envelope.parse(get("evidence.json").text());
        String old = lastKey().path("keyid").textValue();

        Reply reply = RestClient.of(jenkins, "root").post(ROTATE);

        assertThat(reply.status()).isEqualTo(200);
        JsonNode keys = reply.json().path("keys");
        JsonNode retired = keys.path(keys.size() - 2);
        assertThat(retired.path("keyid").textValue()).isEqualTo(old);
        assertThat(retired.path("until").isTextual()).isTrue();
        assertThat(VerificationKey.parse(retired.path("pem").textValue()).hasSigned(before))
                .isTrue();
        assertThat(lastKey().path("until").isNull()).isTrue();
        Envelope after = Envelope.parse(get("evidence.json").text());
        assertThat(after.signatures().get(0).keyid())
                .isNotEqualTo(old)
                .isEqualTo(lastKey().path("keyid").textValue());
    }

    @Test
    void aBrowserGetsTheFormAgainOrAPageThatSaysWhyNot() throws Exception {
        get("evidence.json");
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("release-checklist-evidence-keys.xml");

        Reply done = RestClient.of(jenkins, "root").postAsBrowser(ROTATE);
        Files.writeString(file, "<damaged/>");
        Reply failed = RestClient.of(jenkins, "root").postAsBrowser(ROTATE);
        Reply unsigned = RestClient.of(jenkins, "reader").get(running.page() + "evidence.json", "Accept", "text/html");
        Files.delete(file);

        assertThat(done.status()).isEqualTo(302);
        assertThat(done.header("Location")).endsWith("/manage/configure");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.header("Content-Type")).startsWith("text/html");
        assertThat(failed.text())
                .contains("release-checklist-evidence-keys.xml")
                .doesNotContain("<damaged", file.getParent().toString(), "IOException");
        assertThat(unsigned.status()).isEqualTo(500);
        assertThat(unsigned.text())
                .contains("Evidence cannot be signed", "<html")
                .doesNotContain("IOException");
    }

    @Test
    void theLedgerIsForAdministratorsAndEvidenceHasItsLinesAboutTheRecord() throws Exception {
        running.record().append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("SUCCESS"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !ReleaseLedger.get().ledger().of(running.record()).isEmpty());

        Reply ledger = RestClient.of(jenkins, "root").get(LEDGER);
        JsonNode told = new ObjectMapper()
                .readTree(Base64.getDecoder()
                        .decode(Envelope.parse(get("evidence.json").text()).payload()))
                .path("predicate")
                .path("ledger");

        assertThat(ledger.header("Content-Disposition")).isEqualTo("attachment; filename=\"ledger.jsonl\"");
        assertThat(told.path("entries")).isNotEmpty();
        assertThat(told.path("entries"))
                .allSatisfy(line -> assertThat(ledger.text()).contains(line.textValue()));
        for (String user : List.of("reader", "boss", "stranger")) {
            assertThat(RestClient.of(jenkins, user).get(LEDGER).status()).isEqualTo(403);
        }
    }

    @Test
    void nobodyElseReplacesTheKeyAndNobodyByGet() throws Exception {
        for (String user : List.of("reader", "boss", "pm")) {
            assertThat(RestClient.of(jenkins, user).post(ROTATE).status()).isEqualTo(403);
        }
        get("evidence.json");
        String before = lastKey().path("keyid").textValue();
        assertThat(RestClient.of(jenkins, "root").get(ROTATE).status()).isEqualTo(404);
        assertThat(lastKey().path("keyid").textValue()).isEqualTo(before);
    }

    @Test
    void publicKeysAreForWhoeverMayReadJenkinsAndHoldNoSecret() throws Exception {
        get("evidence.json");

        Reply reply = RestClient.of(jenkins, "stranger").get(KEYS);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).contains("BEGIN PUBLIC KEY").doesNotContain("PRIVATE");
        assertThat(RestClient.anonymous(jenkins).get(KEYS).status()).isEqualTo(403);
    }

    @Test
    void thePrivateKeyIsKeptEncrypted() throws Exception {
        get("evidence.json");

        String kept =
                Files.readString(jenkins.jenkins.getRootDir().toPath().resolve("release-checklist-evidence-keys.xml"));

        assertThat(kept).containsPattern("<privateKey>\\{[A-Za-z0-9+/=]+\\}</privateKey>");
    }

    @Test
    void exportsNeedItemRead() throws Exception {
        for (String path : List.of("report.html", "report.md", "report.json", "report.csv", "evidence.json")) {
            assertThat(RestClient.of(jenkins, "stranger")
                            .get(running.page() + path)
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private JsonNode api() {
        try {
            return get("api/json").json();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode lastKey() throws Exception {
        JsonNode keys = RestClient.of(jenkins, "reader").get(KEYS).json().path("keys");
        return keys.path(keys.size() - 1);
    }

    private Reply get(String path) throws Exception {
        return RestClient.of(jenkins, "reader").get(running.page() + path);
    }

    private void damage() throws Exception {
        Path file = running.build().getRootDir().toPath().resolve("release-checklist/events.jsonl");
        Files.writeString(file, Files.readString(file).replace("connection refused", "connection welcome"));
    }
}
