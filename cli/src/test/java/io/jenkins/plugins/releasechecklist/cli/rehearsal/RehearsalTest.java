package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalTest {
    private static final ForeignKinds KINDS = ForeignKinds.of(List.of("queueCheck"));
    private static final Duration VERIFICATION = Duration.ofMillis(50);
    private static final Instant SUNDAY = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private DemoService service;

    @BeforeEach
    void startTheShop() throws IOException {
        service = DemoService.start("2.4.0");
    }

    @AfterEach
    void stopTheShop() {
        service.close();
    }

    @Test
    void goesThroughTheReleaseOfTheDemo() throws IOException {
        boolean well = rehearse(demoPlan(), "2.4.0", Optional.empty());

        assertThat(well).isTrue();
        assertThat(release().status()).isEqualTo(ReleaseStatus.RELEASED);
        assertThat(List.of(
                        "staging-smoke-tests",
                        "go-no-go",
                        "deploy-production",
                        "post-deploy-verification",
                        "announcement"))
                .allSatisfy(item -> assertThat(status(item)).isEqualTo(ItemStatus.PASSED));
        assertThat(record().verify()).isEmpty();
        assertThat(folder.resolve("rehearsal/release-notes.md")).content().startsWith("# OctoAcme Shop 2.4.0\n");
        assertThat(out.toString())
                .contains("it would go to stakeholders, support")
                .contains("[x] Go / no-go decision")
                .contains("Verification of production: 4 checks and metrics every 5ms for 50ms (30s in the release)");
    }

    @Test
    void asksWhoeverIsAtTheTerminal() throws IOException {
        boolean well = rehearse(demoPlan(), "2.4.0", Optional.of("y\nwhat?\nyes\ny\nn\nThe form has no labels\n"));

        assertThat(well).isFalse();
        assertThat(release().status()).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(release()
                        .gate("production")
                        .orElseThrow()
                        .settlement()
                        .orElseThrow()
                        .reason())
                .isEqualTo("No-go by Rehearsal as qa: The form has no labels");
        assertThat(release().runs()).noneMatch(run -> run.step().equals("postDeployVerify"));
        assertThat(out.toString()).contains("As qa: go? [y/n]");
    }

    @Test
    void saysWhatTheGateWouldStillWaitFor() throws IOException {
        boolean well = rehearse(demoPlan(), "2.4.0", Optional.of("n\ny\ny\ny\n"));

        assertThat(well).isFalse();
        assertThat(out.toString())
                .contains(
                        "The gate would still wait for item acceptance-criteria (All acceptance criteria met and PRs merged)");
    }

    @Test
    void stopsWhenASmokeTestFails() throws IOException {
        boolean well = rehearse(demoPlan().replace("/staging/health", "/staging/nothing"), "2.4.0", Optional.empty());

        assertThat(well).isFalse();
        assertThat(status("staging-smoke-tests")).isEqualTo(ItemStatus.FAILED);
        assertThat(release().gates()).isEmpty();
        assertThat(out.toString()).contains("FAILED  http health", "          answered: HTTP 404 Not Found");
    }

    @Test
    void reportsFailedChecksFirstWithWhatTheyWereAnswered() throws IOException {
        rehearse(demoPlan().replace("/staging/health", "/staging/nothing"), "2.4.0", Optional.empty());

        String report = Files.readString(folder.resolve("rehearsal/report.html"));
        assertThat(report).contains("health in smoke-test-staging was answered:");
        assertThat(report.indexOf(">failed</span></div></td><td data-column=\"Latency\""))
                .isLessThan(report.indexOf(">passed</span></div></td><td data-column=\"Latency\""))
                .isPositive();
    }

    @Test
    void namesTheCheckThatFailedAVerification() throws IOException {
        rehearse(demoPlan().replace("/production/health", "/production/nothing"), "2.4.0", Optional.empty());

        assertThat(folder.resolve("rehearsal/report.html"))
                .content()
                .contains("Failed samples of post-deploy-verify-production", "<td data-column=\"Last error\"><div>");
    }

    @Test
    void failsTheVerificationOfAnotherVersion() throws IOException {
        boolean well = rehearse(demoPlan(), "2.5.0", Optional.empty());

        assertThat(well).isFalse();
        assertThat(status("post-deploy-verification")).isEqualTo(ItemStatus.FAILED);
        assertThat(out.toString())
                .contains("FAIL: ")
                .contains("2.5.0")
                .contains("2.4.0")
                .contains("The release is not out: Run post-deploy verifications failed. Open: Run post-deploy");
    }

    @Test
    void tellsAClosedDeploymentWindowInsteadOfWaitingForIt() throws IOException {
        String plan = demoPlan()
                .replace(
                        "    checks:\n      - httpCheck: {name: health, url: \"http://localhost:" + service.port()
                                + "/production",
                        "    window: {days: [MON], from: \"09:00\", to: \"16:00\", zone: UTC}\n    checks:\n"
                                + "      - httpCheck: {name: health, url: \"http://localhost:" + service.port()
                                + "/production");

        boolean well = rehearse(plan, "2.4.0", Optional.empty());

        assertThat(well).isTrue();
        assertThat(out.toString()).contains("the real gate would wait for the deployment window (MON 09:00-16:00 UTC)");
        assertThat(release().gate("production").orElseThrow().settlement().orElseThrow())
                .matches(end -> end.status() == GateStatus.GO && end.overridden());
    }

    @Test
    void asksTheOwnersOfTheDecisionWhereThePlanNamesNoGate() throws IOException {
        boolean well = rehearse("environments: {production: {}}", "1.0.0", Optional.of("y\n"));

        assertThat(well).isTrue();
        assertThat(out.toString()).contains("As product-manager or project-manager: go?");
    }

    @Test
    void playsTheDeploymentAlsoWhereNothingVerifiesIt() throws IOException {
        boolean well = rehearse(
                "environments: {production: {checks: [{commandCheck: 'exit 0'}]}}\nannounce: [{channel: mail}]\n"
                        + "notes: {summary: Faster}\nrollback: docs/rollback.md",
                "1.0.0",
                Optional.empty());

        assertThat(well).isTrue();
        assertThat(out.toString()).contains("Deploy to production: rehearsed, nothing was deployed");
        assertThat(release().item("deploy-production").orElseThrow().note().map(Phrase::text))
                .contains("Rehearsed: nothing was deployed");
        assertThat(release().status().isReleased()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"y y, true", "y n, false", "n y, true"})
    void saysWhyAReleaseByAnOwnChecklistIsNotOut(String answers, boolean out) throws IOException {
        String plan = "checklist: {title: Ours, releasedBy: shipped, sections: [{id: all, title: All, items: ["
                + "{id: told, title: Shop informed, owners: [qa], signOff: {anyOf: [qa]}},"
                + "{id: shipped, title: Shipped by hand, owners: [qa], completedBy: [{step: checklistItem}]}]}]}\n"
                + "environments: {live: {}}";

        boolean well = rehearse(plan, "1.0.0", Optional.of(answers.replace(' ', '\n') + "\n"));

        assertThat(well).isEqualTo(out);
        assertThat(this.out.toString().contains("The release is not out: Shipped by hand is not done. Open: "))
                .isEqualTo(!out);
    }

    @Test
    void leavesAnAnnouncementOpenThatWouldReachNobody() throws IOException {
        rehearse("environments: {production: {checks: [{commandCheck: 'exit 0'}]}}", "1.0.0", Optional.empty());

        assertThat(status("announcement")).isEqualTo(ItemStatus.PENDING);
        assertThat(release().item("announcement").orElseThrow().note().map(Phrase::text))
                .contains("The plan names no channel: nobody would be told");
    }

    @Test
    void saysThatWhereTheReleaseIsOutWasNotRehearsed() throws IOException {
        boolean well = rehearse("environments: {uat: {}, prod: {}}", "1.0.0", Optional.empty());

        assertThat(well).isTrue();
        assertThat(out.toString()).contains("Not rehearsed: production, where the release is out. The plan has no");
    }

    @Test
    void leavesOutLoudlyWhatNeedsCredentialsThatAreNotThere() throws IOException {
        String plan =
                "environments: {staging: {checks: [{httpCheck: {name: admin, url: 'https://h.test/', credentialsId:"
                        + " tok}}, {httpCheck: {name: cert, url: 'https://h.test/', certificateId: p12}}], verify: {version:"
                        + " {url: 'https://h.test/v', jsonPath: '$.v', credentialsId: tok}, metrics: [{name: errors, url: 'https://h.test/m',"
                        + " jsonPath: '$.e', pass: '<= 1', credentialsId: tok}, {name: keys, url: 'https://h.test/m', jsonPath: '$.e', pass:"
                        + " '<= 1', headerCredentials: {DD-API-KEY: dd}}, {name: own, url: 'https://h.test/m', jsonPath: '$.e', pass:"
                        + " '<= 1', caCredentialsId: ca}]}}}";

        rehearse(plan, "1.0.0", Optional.empty());

        assertThat(out.toString())
                .contains(
                        "LEFT OUT  The check admin of staging is not part of a rehearsal: it needs the credentials 'tok'")
                .contains("The check cert of staging", "The version of staging", "The metric errors of staging")
                .contains("The metric keys of staging", "The metric own of staging", "'ca'; give them with")
                .contains("--credentials p12=env:NAME", "--credentials dd=env:NAME");
    }

    @Test
    void leavesOutTheKindsOfOtherPluginsAndRunsCommands() throws IOException {
        String plan = "environments: {live: {checks: [{queueCheck: {name: orders}}, {commandCheck: 'exit 0'}]}}";

        boolean well = rehearse(plan, "1.0.0", Optional.empty());

        assertThat(well).isTrue();
        assertThat(out.toString())
                .contains(
                        "The check orders of live is not part of a rehearsal: queueCheck is a kind of another plugin.")
                .contains("passed  command exit 0");
    }

    @Test
    void measuresAVerificationOfMetricsAlone() throws IOException {
        boolean well = rehearse(metrics("<= 1"), "2.4.0", Optional.empty());

        assertThat(well).isFalse();
        assertThat(out.toString()).contains("FAIL: errors was ").doesNotContain("checks nothing");
    }

    @Test
    void saysLoudlyWhatItCannotJudgeWithoutABaseline() throws IOException {
        boolean well = rehearse(metrics("<= baseline + 10%"), "2.4.0", Optional.empty());

        assertThat(well).isTrue();
        assertThat(out.toString())
                .contains("NOT JUDGED, because a rehearsal has no baseline: errors <= baseline + 10%")
                .contains("PASS: dry run: errors was ");
    }

    private String metrics(String pass) {
        return "environments: {lab: {verify: {metrics: [{name: errors, url: 'http://localhost:" + service.port()
                + "/production/metrics', jsonPath: '$.queue', pass: '" + pass + "'}]}}}";
    }

    /** Without limits of time, which a busy machine would not keep. */
    private String demoPlan() throws IOException {
        return service.plan().text().replace(", maxLatency: 500ms", "").replace("p95: \"<= 2s\"", "p95: \"<= 1h\"");
    }

    private boolean rehearse(String plan, String version, Optional<String> answers) throws IOException {
        PlanSource source = new PlanSource("release-plan.yaml", plan);
        Plan read = PlanReader.read(plan, source.file(), Templates.BUILT_IN, Templates.octoacme(), KINDS);
        RehearsalRequest request = new RehearsalRequest(
                source,
                read,
                Optional.empty(),
                version,
                Optional.empty(),
                List.copyOf(read.environments().keySet()),
                VERIFICATION,
                new Person("me", "Me"));
        Terminal terminal = new Terminal(
                new PrintWriter(out), answers.map(StringReader::new).map(BufferedReader::new), Style.PLAIN);
        try (ProbeSession session = new ProbeSession(RunSettings.DEFAULT.withRetryFor(Duration.ZERO))) {
            return new Rehearsal(request, folder.resolve("rehearsal"), terminal, Clock.fixed(SUNDAY, ZoneOffset.UTC))
                    .run(session);
        }
    }

    private ReleaseRecord record() {
        return new ReleaseRecord(() -> folder.resolve("rehearsal"), Clock.systemUTC());
    }

    private Release release() throws IOException {
        return record().state();
    }

    private ItemStatus status(String item) throws IOException {
        return release().item(item).orElseThrow().status();
    }
}
