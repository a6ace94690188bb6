package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The record of a whole release as version 1 wrote it. The file stays as it is for ever; every later version has to read from it
 * what stands here.
 */
class OldRecordTest {
    private static final String FILE = "events-1.jsonl";
    private static final Instant SIGNED = Instant.parse("2026-05-04T08:48:01.688Z");

    @TempDir
    private Path build;

    private byte[] bytes;
    private ReleaseRecord record;
    private Release release;

    @BeforeEach
    void readIt() throws IOException {
        try (InputStream in = OldRecordTest.class.getResourceAsStream(FILE)) {
            bytes = in.readAllBytes();
        }
        RecordOnDisk disk = new RecordOnDisk(build);
        Files.createDirectory(disk.directory());
        Files.write(disk.file(), bytes);
        record = disk.open();
        release = record.state();
    }

    @Test
    void isWhole() throws IOException {
        assertThat(release.damage()).isEmpty();
        assertThat(release.torn()).isFalse();
        assertThat(release.seq()).isEqualTo(50);
        assertThat(record.verify()).isEmpty();
        assertThat(record.events(0)).hasSize(50);
    }

    @Test
    void holdsEveryKindOfEventThatVersion1Knew() throws IOException {
        assertThat(record.events(0).stream()
                        .map(event -> EventCodec.type(event.data()))
                        .distinct()
                        .sorted())
                .containsExactly(
                        "buildEnded",
                        "checkSettled",
                        "deliveryAnswered",
                        "deliveryAttempted",
                        "deliveryPlanned",
                        "deliverySettled",
                        "detailsAdded",
                        "gateOpened",
                        "gateSettled",
                        "incidentOpened",
                        "itemMarked",
                        "itemSigned",
                        "itemsInherited",
                        "notesDrafted",
                        "notesRendered",
                        "opened",
                        "rollbackTargeted",
                        "runFinished",
                        "runStarted",
                        "sampled",
                        "verificationJudged",
                        "voteCast");
        assertThat(record.events(0)).noneMatch(event -> event.data() instanceof ReleaseEvent.Unrecognised);
    }

    /** Except for the policies of gates, which version 2 writes in more words. */
    @Test
    void isWrittenTheSameToTheByte() throws IOException {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        for (Event event : record.events(0)) {
            if (!(event.data() instanceof ReleaseEvent.GateOpened)) {
                assertThat(new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                        .isEqualTo(lines.get((int) event.seq() - 1));
            }
        }
    }

    @Test
    void tellsWhatWasReleased() {
        assertThat(release.application()).contains("OctoAcme Shop");
        assertThat(release.version()).contains("2.4.0");
        assertThat(release.type()).isEqualTo(ReleaseType.MINOR);
        assertThat(release.status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(release.ended()).contains("UNSTABLE");
        assertThat(release.starters()).containsExactly("devops");
        ReleaseEvent.Opened opened = release.opened().orElseThrow();
        assertThat(opened.build()).isEqualTo(new BuildRef("octoacme/shop", 42, "job/octoacme/job/shop/42/"));
        assertThat(opened.origin()).contains(new BuildRef("octoacme/shop", 41, "job/octoacme/job/shop/41/"));
        assertThat(release.plan().orElseThrow().rollback()).contains("docs/rollback.md");
        assertThat(release.checklist().items())
                .hasSameSizeAs(Templates.octoacme().items());
        assertThat(release.doneItems()).isEqualTo(14);
        assertThat(release.neededItems()).hasSize(17);
    }

    @Test
    void tellsWhereEveryItemStands() {
        Map<String, String> statuses = release.items().stream()
                .collect(Collectors.toMap(
                        item -> item.item().id(), item -> item.status().name()));
        assertThat(statuses)
                .isEqualTo(Map.ofEntries(
                        Map.entry("acceptance-criteria", "PASSED"),
                        Map.entry("ci-and-security", "PASSED"),
                        Map.entry("release-notes", "PASSED"),
                        Map.entry("rollback-plan", "PASSED"),
                        Map.entry("smoke-tests-prepared", "PASSED"),
                        Map.entry("deployment-window", "PASSED"),
                        Map.entry("backup", "PENDING"),
                        Map.entry("staging-smoke-tests", "PASSED"),
                        Map.entry("go-no-go", "PASSED"),
                        Map.entry("deploy-production", "PASSED"),
                        Map.entry("post-deploy-verification", "PASSED"),
                        Map.entry("announcement", "PASSED"),
                        Map.entry("support-handoff", "PASSED"),
                        Map.entry("monitoring", "SKIPPED"),
                        Map.entry("incident-response", "FAILED"),
                        Map.entry("rollback", "FAILED"),
                        Map.entry("root-cause", "PASSED"),
                        Map.entry("action-items", "PENDING")));
    }

    @Test
    void tellsWhoDidWhatWhenAndWhy() {
        ItemState inherited = release.item("acceptance-criteria").orElseThrow();
        assertThat(inherited.inherited()).isTrue();
        assertThat(inherited.actor()).contains(Actor.user("pm", "Pia Manager"));
        assertThat(inherited.at()).contains(Instant.parse("2026-05-03T15:00:00.500Z"));
        assertThat(inherited.evidence()).containsExactly("https://tracker.example.com/milestone/24");
        ItemState waived = release.item("monitoring").orElseThrow();
        assertThat(waived.waived()).isTrue();
        assertThat(waived.note().map(Phrase::text)).contains("Moves to the new cluster on Friday");
        ItemState signed = release.item("support-handoff").orElseThrow();
        assertThat(signed.signatures())
                .containsExactly(
                        Map.entry("devops", Actor.user("devops", "Dora Ops")),
                        Map.entry("support", Actor.user("support", "Sue Port")));
        assertThat(signed.at()).contains(SIGNED);
    }

    @Test
    void tellsTheDecisions() {
        assertThat(release.gates()).extracting(GateState::status).containsExactly(GateStatus.ABORTED, GateStatus.GO);
        GateState gate = release.gate("production").orElseThrow();
        assertThat(gate.opening().run()).isEqualTo("production-26");
        GatePolicy policy = gate.opening().policy();
        assertThat(policy.approvals())
                .extracting(approval -> approval.roleText() + " " + approval.count())
                .containsExactly("product-manager or project-manager 1", "qa 1");
        assertThat(policy.voters().forbidSelfApproval()).isTrue();
        assertThat(policy.requires()).containsExactly("pre-release", "staging-smoke-tests");
        assertThat(policy.schedule().windows())
                .extracting(Window::text)
                .containsExactly("MON-THU 09:00-16:00 Europe/Berlin");
        assertThat(policy.voters().forbidAuthors()).isFalse();
        assertThat(policy.reminders()).isEqualTo(Reminders.NONE);
        assertThat(policy.timeout()).contains(Duration.ofHours(24));
        assertThat(policy.onTimeout()).isEqualTo(OnTimeout.NO_GO);
        assertThat(gate.votes())
                .containsExactly(
                        new Vote(
                                "qa",
                                "Quinn Assurance",
                                List.of("qa"),
                                Optional.empty(),
                                Choice.GO,
                                Optional.empty(),
                                Instant.parse("2026-05-04T08:16:30.471Z"),
                                false),
                        new Vote(
                                "pm",
                                "Pia Manager",
                                List.of("product-manager", "support"),
                                Optional.of("product-manager"),
                                Choice.GO,
                                Optional.of("Go, and thanks ✓"),
                                Instant.parse("2026-05-04T08:17:31.478Z"),
                                false));
    }

    @Test
    void tellsTheRuns() {
        assertThat(release.runs())
                .extracting(run -> run.run() + " " + run.outcome().orElseThrow())
                .containsExactly(
                        "checklist-item-7 PASSED",
                        "smoke-test-staging-11 FAILED",
                        "smoke-test-staging-14 PASSED",
                        "deploy-production-30 PASSED",
                        "post-deploy-verify-production-33 FAILED",
                        "rollback-release-production-36 ABORTED",
                        "post-deploy-verify-production-40 PASSED",
                        "announce-release-44 PASSED");
        assertThat(release.run("smoke-test-staging-11").orElseThrow().checks().get(1))
                .isEqualTo(new CheckResult(
                        "db.staging.example.com:5432",
                        "tcp",
                        "db.staging.example.com:5432",
                        CheckResult.Status.FAILED,
                        Duration.ofMillis(3),
                        9,
                        "connection refused"));
        RunState verified = release.run("post-deploy-verify-production-40").orElseThrow();
        assertThat(verified.samples()).extracting(Sample::latencyMillis).containsExactly(38L, 11L);
        assertThat(verified.judgement())
                .contains(new Judgement(
                        Verdict.PASS,
                        List.of("2 of 2 samples passed"),
                        2,
                        1,
                        Optional.of(38L),
                        Optional.of("2.4.0"),
                        List.of(),
                        Optional.empty()));
        assertThat(release.passed("postDeployVerify", "production")).isTrue();
        assertThat(release.incident().orElseThrow().reason()).isEqualTo("FAIL: version: expected 2.4.0, found 2.3.9");
        assertThat(release.run("rollback-release-production-36")
                        .orElseThrow()
                        .target()
                        .orElseThrow()
                        .version())
                .isEqualTo("2.3.9");
    }

    @Test
    void tellsWhatWasAnnounced() {
        assertThat(release.draft())
                .isEqualTo(new NotesDraft(
                        Optional.of("Faster checkout"),
                        List.of("Smaller images", "New payment form"),
                        Optional.of("None"),
                        List.of("Old browsers are slow")));
        assertThat(release.notes().orElseThrow().markdown()).isEqualTo("# OctoAcme Shop 2.4.0\n\nFaster checkout\n");
        DeliveryState delivery = release.deliveries().get(0);
        assertThat(delivery.delivery()).isEqualTo("rc-0123456789abcdef");
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivery.attempts()).isEqualTo(2);
        assertThat(delivery.inDoubt()).isTrue();
        assertThat(delivery.tries().get(0).answer().orElseThrow().retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(delivery.message().title()).isEqualTo("OctoAcme Shop 2.4.0 is released");
        assertThat(delivery.message().links()).hasSize(1);
    }

    @Test
    void canBeGoneOnWith() throws IOException {
        Release after = record.append(
                Actor.user("pm", "Pia Manager"),
                new ReleaseEvent.ItemSigned(
                        "action-items", ItemAction.COMPLETE, List.of("product-manager"), Optional.empty(), List.of()));
        assertThat(after.seq()).isEqualTo(51);
        assertThat(record.verify()).isEmpty();
    }
}
