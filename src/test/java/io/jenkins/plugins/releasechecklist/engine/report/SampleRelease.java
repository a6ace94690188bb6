package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A release with something of everything, told in a record on disk. Each event happens one second after the one before. */
public final class SampleRelease {
    /** When the first event happens. */
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    /** What it follows. */
    public static final Template TEMPLATE = Templates.BUILT_IN.named("octoacme").orElseThrow();

    private static final Actor ANN = Actor.user("ann", "Ann Ångström");
    private static final Optional<String> STAGING = Optional.of("staging");
    private static final Optional<String> PRODUCTION = Optional.of("production");
    private static final Optional<String> NOTHING = Optional.empty();

    private final ReleaseRecord record;

    private SampleRelease(Path folder) {
        AtomicLong seconds = new AtomicLong();
        record = new ReleaseRecord(() -> folder, () -> START.plusSeconds(seconds.getAndIncrement()));
    }

    /** Writes the record of a release that went out; the folder is created. */
    public static ReleaseRecord in(Path folder, Artifact... artifacts) throws IOException {
        SampleRelease sample = new SampleRelease(folder);
        sample.open("OctoAcme Shop", "2.4.0", List.of(artifacts));
        sample.prepare("Reviewed by two people");
        sample.decide("Numbers look good");
        sample.deploy();
        sample.announce("# OctoAcme Shop 2.4.0\n\n## Summary\n\nFaster **checkout**\n");
        return sample.record;
    }

    /** Writes the record of a release where everybody typed the same text everywhere, and every system answered it. */
    public static ReleaseRecord saying(String text, Path folder) throws IOException {
        SampleRelease sample = new SampleRelease(folder);
        sample.open(text, text, List.of());
        sample.prepare(text);
        sample.decide(text);
        sample.deploy();
        sample.everything(text);
        sample.announce(text);
        sample.append(ANN, new ReleaseEvent.IncidentOpened(PRODUCTION, text));
        return sample.record;
    }

    private void everything(String text) throws IOException {
        Optional<String> said = Optional.of(text);
        append(
                Actor.user(text, text),
                new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN.with(artifacts(text))),
                new ReleaseEvent.ItemMarked("security-scan", ItemStatus.FAILED, said, List.of(text)),
                new ReleaseEvent.RunStarted(text, text, text, said, NOTHING),
                new ReleaseEvent.CheckSettled(
                        text,
                        new CheckResult(
                                text, text, text, CheckResult.Status.FAILED, Duration.ofMillis(1), 1, text, text)),
                new ReleaseEvent.Sampled(text, List.of(new Sample(START, text, false, 1, Phrase.plain(text), text))),
                new ReleaseEvent.VerificationJudged(
                        text,
                        new Judgement(
                                Verdict.FAIL,
                                List.of(text),
                                1,
                                0,
                                Optional.empty(),
                                said,
                                List.of(),
                                Optional.empty())),
                new ReleaseEvent.RunFinished(text, Outcome.FAILED, said.map(Phrase::plain)),
                new ReleaseEvent.GateOpened(text, 1, text, said, said, GatePolicy.NONE),
                new ReleaseEvent.VoteCast(
                        text,
                        1,
                        new Vote(text, text, List.of(text), said, Choice.NO_GO, said, START.plusSeconds(9), false)),
                new ReleaseEvent.GateSettled(text, 1, GateStatus.NO_GO, text, false),
                new ReleaseEvent.GateLeft(text, 1, text, Phrase.plain(text)),
                new ReleaseEvent.ActionItemsRecorded(List.of(new ActionItem(text, said, NOTHING))),
                new ReleaseEvent.CredentialsRefused(text, List.of(text), Phrase.plain(text)),
                new ReleaseEvent.AgentRefused(text, Phrase.plain(text)),
                new ReleaseEvent.DeployedWithoutGo(text, NOTHING, said, Phrase.plain(text)),
                new ReleaseEvent.NotesDrafted(new NotesDraft(said, List.of(text), said, List.of(text))));
    }

    /** Names of artifacts cannot hold everything. */
    private static List<Artifact> artifacts(String name) {
        try {
            return List.of(new Artifact(name, "sha256:" + "ab".repeat(32)));
        } catch (IllegalArgumentException refused) {
            return List.of();
        }
    }

    private void open(String name, String version, List<Artifact> artifacts) throws IOException {
        ReleaseDetails details = new ReleaseDetails(
                        Optional.of(name), Optional.of(version), Optional.empty(), Optional.empty(), Optional.empty())
                .with(artifacts)
                .with(TEMPLATE, Map.of());
        append(
                Actor.step("releaseChecklist"),
                new ReleaseEvent.Opened(
                        details,
                        new BuildRef("octoacme-shop", 7, "job/octoacme-shop/7/"),
                        List.of(new Person("devops", "Dora DevOps")),
                        Optional.empty()));
    }

    private void prepare(String note) throws IOException {
        append(
                ANN,
                new ReleaseEvent.ItemSigned(
                        "acceptance-criteria",
                        ItemAction.COMPLETE,
                        List.of("product-manager"),
                        Optional.of(note),
                        List.of("https://tracker.example.com/PRJ-1", "javascript:alert(1)")));
        append(
                Actor.step("smokeTest"),
                new ReleaseEvent.RunStarted("r1", "smokeTest", "smoke-test-staging", STAGING, NOTHING),
                new ReleaseEvent.CheckSettled("r1", result("health", CheckResult.Status.PASSED, "")),
                new ReleaseEvent.CheckSettled("r1", result("db", CheckResult.Status.FAILED, note)),
                new ReleaseEvent.RunFinished("r1", Outcome.PASSED, Optional.empty()));
    }

    private static CheckResult result(String name, CheckResult.Status status, String error) {
        return new CheckResult(
                name, "http", "https://staging.example.com/" + name, status, Duration.ofMillis(84), 1, error);
    }

    private void decide(String comment) throws IOException {
        GatePolicy policy = GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), 1)));
        append(
                Actor.step("releaseGate"),
                new ReleaseEvent.RunStarted("r2", "releaseGate", "release-gate-production", PRODUCTION, NOTHING),
                new ReleaseEvent.GateOpened("production", 1, "r2", PRODUCTION, NOTHING, policy));
        append(
                Actor.user("qa", "Quentin QA"),
                new ReleaseEvent.VoteCast(
                        "production",
                        1,
                        new Vote(
                                "qa",
                                "Quentin QA",
                                List.of("qa"),
                                Optional.of("qa"),
                                Choice.GO,
                                Optional.of(comment),
                                START.plusSeconds(8),
                                false)),
                new ReleaseEvent.GateSettled("production", 1, GateStatus.GO, "Go by Quentin QA", false));
    }

    private void deploy() throws IOException {
        append(
                Actor.step("postDeployVerify"),
                new ReleaseEvent.RunFinished("r2", Outcome.PASSED, Optional.empty()),
                new ReleaseEvent.RunStarted(
                        "r3", "postDeployVerify", "post-deploy-verify-production", PRODUCTION, NOTHING),
                new ReleaseEvent.VerificationBegan(
                        "r3",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        List.of(new Objective(
                                Objective.Measure.SUCCESS_RATE,
                                "successRate",
                                ">= 99%",
                                Optional.of(0.99),
                                Optional.empty())),
                        NOTHING),
                new ReleaseEvent.Sampled("r3", List.of(new Sample(START.plusSeconds(14), "health", true, 70, ""))),
                new ReleaseEvent.VerificationJudged(
                        "r3",
                        new Judgement(
                                Verdict.PASS,
                                List.of("100 % of 1 sample passed"),
                                1,
                                1,
                                Optional.of(70L),
                                Optional.of("2.4.0"),
                                List.of(),
                                Optional.empty())),
                new ReleaseEvent.RunFinished("r3", Outcome.PASSED, Optional.empty()));
    }

    private void announce(String notes) throws IOException {
        Message message = new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                START,
                "OctoAcme Shop",
                "2.4.0",
                "minor",
                "RELEASED",
                PRODUCTION,
                "stakeholders",
                "OctoAcme Shop 2.4.0 is released",
                notes,
                "<p>never shown</p>",
                List.of(new Link("Checklist", URI.create("https://jenkins.example.com/job/octoacme-shop/7/"))));
        append(
                Actor.step("announceRelease"),
                new ReleaseEvent.NotesRendered(notes, "<script>alert('from the record')</script>"),
                new ReleaseEvent.DeliveryPlanned("d1", "r4", "stakeholders", message, List.of()),
                new ReleaseEvent.DeliveryAttempted("d1", 1, false),
                new ReleaseEvent.DeliverySettled("d1", DeliveryStatus.DELIVERED, Optional.of("200")),
                new ReleaseEvent.BuildEnded("SUCCESS"));
    }

    private void append(Actor actor, ReleaseEvent... events) throws IOException {
        record.append(actor, events);
    }
}
