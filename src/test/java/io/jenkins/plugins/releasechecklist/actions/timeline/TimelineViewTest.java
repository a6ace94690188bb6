package io.jenkins.plugins.releasechecklist.actions.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releasechecklist.actions.Events;
import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView.PageQuery;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineViewTest {
    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Actor ANN = Actor.user("ann", "Ann");
    private static final BuildRef ORIGIN = new BuildRef("shop", 6, "job/shop/6/");

    @TempDir
    private Path directory;

    @Test
    void tellsEveryKindOfEvent() throws Exception {
        List<ReleaseEvent> examples = examples();
        assertThat(examples.stream().map(Object::getClass).distinct().toList())
                .as("an example of every kind")
                .containsExactlyInAnyOrder(ReleaseEvent.class.getPermittedSubclasses());

        List<String> told = told(examples);
        assertThat(told)
                .allSatisfy(text -> assertThat(text)
                        .isNotBlank()
                        .doesNotContain("{", "}", "Optional", "null", "Something happened"));
        assertThat(told)
                .contains(
                        "Bob started release 2.4.0",
                        "Ann signed off \"DevOps monitoring and alerts are configured\" as devops: Dashboards are up",
                        "Ann rejected production: Vouchers are lost",
                        "Condition ticket not met for production: CHG-7 is not approved",
                        "Gate production: the rules changed. New: freeze: an incident (the rule for production). "
                                + "Removed: Go by qa (the folder)",
                        "Ann overrode the gate and approved production: Agreed by phone",
                        "Check health failed after 3 attempts: refused",
                        "Rolling production back to 2.3.1 (build #6)");
    }

    @Test
    void saysWhatBecameKnown() throws Exception {
        Template template = Templates.BUILT_IN.named("octoacme").orElseThrow();
        Artifact image = new Artifact("shop.war", "sha256:" + "0a".repeat(32));
        assertThat(told(List.of(
                        new ReleaseEvent.DetailsAdded(
                                ReleaseDetails.UNKNOWN.with(template, Map.of("production", "prod-eu"))),
                        new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN.with(List.of(image))),
                        new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN))))
                .containsExactly(
                        "Details added",
                        "Details added: artifact shop.war",
                        "Details added: template " + template.label()
                                + ", the template's environment production is prod-eu");
    }

    @Test
    void tellsSamplesThatFollowEachOtherTogether() throws Exception {
        List<ReleaseEvent> events = new ArrayList<>();
        events.add(new ReleaseEvent.RunStarted(
                "v", "postDeployVerify", "verify", Optional.of("production"), Optional.empty()));
        IntStream.range(0, 40).forEach(i -> events.add(sampled("v", i == 7 ? "slow" : "")));
        events.add(new ReleaseEvent.RunFinished("v", Outcome.PASSED, Optional.empty()));

        assertThat(told(events))
                .containsExactly(
                        "verify in production passed", "39 of 40 samples passed", "verify in production started");
    }

    @Test
    void tellsMetricsAndSamplesTogether() throws Exception {
        List<ReleaseEvent> events = new ArrayList<>();
        IntStream.range(0, 10).forEach(i -> {
            events.add(sampled("v", ""));
            events.add(new ReleaseEvent.MetricsSampled(
                    "v", List.of(new MetricSample(NOON, "errors", 0, i == 3 ? "answered with 502" : ""))));
        });
        assertThat(told(events)).containsExactly("10 of 10 samples passed, 10 metric readings, 1 missing");
    }

    @Test
    void tellsCasesOfATestReportTogether() throws Exception {
        List<ReleaseEvent> events = new ArrayList<>();
        events.add(settled("a", CheckResult.Status.PASSED, ""));
        events.add(settled("b", CheckResult.Status.FAILED, "expected 200"));
        events.add(settled("c", CheckResult.Status.SKIPPED, "needs a card reader"));
        assertThat(told(events)).containsExactly("1 of 3 test cases passed, 1 failed, 1 skipped");
    }

    @Test
    void tellsWhatBecameOfAMessageOnceAlthoughOthersCameBetween() throws Exception {
        List<ReleaseEvent> events = new ArrayList<>();
        for (String channel : List.of("support", "chat")) {
            events.add(new ReleaseEvent.DeliveryPlanned(channel, "r", channel, message(), List.of()));
        }
        for (String channel : List.of("support", "chat")) {
            events.add(new ReleaseEvent.DeliveryAttempted(channel, 1, false));
            events.add(new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY));
        }
        events.add(new ReleaseEvent.DeliverySettled("support", DeliveryStatus.FAILED, Optional.of("503")));
        events.add(new ReleaseEvent.DeliveryRequested("support"));
        events.add(new ReleaseEvent.DeliveryAttempted("support", 2, false));
        events.add(new ReleaseEvent.DeliverySettled("support", DeliveryStatus.DELIVERED, Optional.of("200")));

        ReleaseRecord record = record(events);
        TimelineView all = page(record, PageQuery.LATEST);
        assertThat(texts(all))
                .containsExactly(
                        "Message to support delivered: 200",
                        "Resend to support requested",
                        "Message to support not delivered: 503",
                        "Release notes drafted",
                        "Message to chat sent",
                        "Release notes drafted");
        assertThat(all.earlier()).isZero();
        assertThat(TimelineView.news(record.state(), record, 2)).endsWith(" 5 more changes.");
    }

    @Test
    void tellsWhyACheckWasSkipped() throws Exception {
        assertThat(told(List.of(settled("c", CheckResult.Status.SKIPPED, "needs a card reader"))))
                .containsExactly("Check c skipped: needs a card reader");
    }

    private static ReleaseEvent settled(String name, CheckResult.Status status, String error) {
        return new ReleaseEvent.CheckSettled(
                "r", new CheckResult(name, "junit", "Checkout", status, Duration.ZERO, 1, error));
    }

    @Test
    void showsOnePageOfVeryManyAndLeadsToTheOnesBefore() throws Exception {
        ReleaseRecord record = record(Collections.nCopies(70, new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY)));
        TimelineView latest = page(record, PageQuery.LATEST);
        assertThat(latest.entries()).hasSize(TimelineView.ENTRIES);
        assertThat(latest.entries().get(0).seq()).isEqualTo(70);
        assertThat(latest.latest()).isTrue();
        assertThat(latest.earlier()).isEqualTo(70 - TimelineView.ENTRIES);

        TimelineView before = page(record, PageQuery.of(null, Long.toString(latest.before()), null));
        assertThat(before.entries().get(0).seq()).isEqualTo(70 - TimelineView.ENTRIES);
        assertThat(before.latest()).isFalse();
        assertThat(page(record, PageQuery.of(null, Long.toString(before.before()), null))
                        .earlier())
                .isZero();
    }

    @Test
    void showsOnlyWhatTheReaderWantsToSee() throws Exception {
        ReleaseRecord record = record(examples());
        List<String> decisions = texts(page(record, PageQuery.of("decisions", null, null)));
        assertThat(decisions)
                .isNotEmpty()
                .allMatch(text -> text.matches("(?i).*(gate|production|first known release|smoke in staging).*"));
        assertThat(texts(page(record, PageQuery.of("sign-offs", null, null))))
                .contains("Ann signed off \"DevOps monitoring and alerts are configured\" as devops: Dashboards are up")
                .doesNotContainAnyElementsOf(decisions);
        assertThat(page(record, PageQuery.of("nonsense", "x", "-1")).filter())
                .isEqualTo(TimelineView.TimelineFilter.EVERYTHING);
        assertThat(page(record(List.of()), PageQuery.of("runs", null, null)).entries())
                .isEmpty();
    }

    @Test
    void tellsSamplesTogetherAlthoughOthersAreLeftOut() throws Exception {
        List<ReleaseEvent> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(sampled("v", ""));
            events.add(new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY));
        }
        assertThat(texts(page(record(events), PageQuery.of("runs", null, null))))
                .containsExactly("40 of 40 samples passed");
    }

    @Test
    void tellsWhatIsNewInAFewWords() throws Exception {
        ReleaseRecord record = record(examples());
        long seq = record.state().seq();
        assertThat(TimelineView.news(record.state(), record, 0)).isEmpty();
        assertThat(TimelineView.news(record.state(), record, seq)).isEmpty();
        assertThat(TimelineView.news(record.state(), record, seq - 1))
                .isEqualTo(texts(page(record, PageQuery.LATEST)).get(0));
        assertThat(TimelineView.news(record.state(), record, seq - 4))
                .startsWith(texts(page(record, PageQuery.LATEST)).get(1) + ". ")
                .endsWith(" 2 more changes.");
    }

    private static List<ReleaseEvent> examples() {
        Vote noGo = new Vote(
                "ann",
                "Ann",
                List.of("qa"),
                Optional.empty(),
                Choice.NO_GO,
                Optional.of("Vouchers are lost"),
                NOON,
                false);
        Inherited inherited = new Inherited(
                "backup",
                ItemStatus.PASSED,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        return List.of(
                new ReleaseEvent.Opened(
                        details("Shop", "2.4.0"), ORIGIN, List.of(new Person("bob", "Bob")), Optional.of(ORIGIN)),
                new ReleaseEvent.ItemsInherited(List.of(inherited), Optional.empty()),
                new ReleaseEvent.DetailsAdded(details("Shop", "2.4.0")),
                new ReleaseEvent.RunStarted("r", "smokeTest", "smoke", Optional.of("staging"), Optional.empty()),
                new ReleaseEvent.CheckSettled(
                        "r",
                        new CheckResult(
                                "health", "httpCheck", "x", CheckResult.Status.FAILED, Duration.ZERO, 3, "refused")),
                new ReleaseEvent.VerificationBegan(
                        "r", Duration.ofMinutes(10), Duration.ofSeconds(15), List.of(), Optional.empty()),
                sampled("r", ""),
                new ReleaseEvent.BaselineMeasured("r", new Measured(Optional.empty(), Optional.empty(), List.of())),
                new ReleaseEvent.MetricsSampled("r", List.of(new MetricSample(NOON, "errors", 0.01, ""))),
                new ReleaseEvent.VerificationJudged(
                        "r",
                        new Judgement(
                                Verdict.PASS,
                                List.of("all good"),
                                1,
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty())),
                Events.asked("r"),
                new ReleaseEvent.VerdictAnswered(
                        "r",
                        VerdictAnswer.LOOK_AGAIN,
                        List.of("qa"),
                        Optional.empty(),
                        Optional.of(Duration.ofMinutes(5))),
                new ReleaseEvent.RunFinished("r", Outcome.FAILED, Optional.of(Phrase.plain("health"))),
                new ReleaseEvent.ItemMarked("backup", ItemStatus.PASSED, Optional.of("Snapshot 7"), List.of()),
                new ReleaseEvent.ItemSigned(
                        "monitoring",
                        ItemAction.COMPLETE,
                        List.of("devops"),
                        Optional.of("Dashboards are up"),
                        List.of()),
                new ReleaseEvent.ItemSigned(
                        "monitoring", ItemAction.REOPEN, List.of("devops"), Optional.empty(), List.of()),
                new ReleaseEvent.GateOpened(
                        "production", 1, "g", Optional.empty(), Optional.of("Ship it?"), GatePolicy.NONE),
                new ReleaseEvent.GateJoined("production", 1, "h"),
                new ReleaseEvent.GateLeft("production", 1, "h", Phrase.plain("Aborted by Ann")),
                new ReleaseEvent.GateRulesChanged(
                        "production",
                        1,
                        GatePolicy.NONE,
                        List.of(),
                        List.of(new AttributedRule("freeze: an incident", "the rule for production")),
                        List.of(new AttributedRule("Go by qa", "the folder"))),
                new ReleaseEvent.ChangesCompared(
                        "production",
                        1,
                        "production",
                        ReleaseChanges.unknown(Optional.empty(), Optional.empty(), "the directory does not answer")),
                new ReleaseEvent.VoteCast("production", 1, noGo),
                new ReleaseEvent.ConditionAnswered(
                        "production", 1, new ConditionAnswer("ticket", false, "CHG-7 is not approved", Instant.EPOCH)),
                new ReleaseEvent.EnvironmentAwaited(
                        "production",
                        1,
                        "production",
                        List.of(new Occupant("shop #6", "job/shop/6/", "production", Instant.EPOCH)),
                        List.of()),
                new ReleaseEvent.EnvironmentLeft("production", "only tests run on"),
                new ReleaseEvent.GateSettled("production", 1, GateStatus.GO, "Agreed by phone", true),
                new ReleaseEvent.CredentialsHandedOut(
                        "production", "production", 1, List.of("prod-key"), Optional.of("Ann")),
                new ReleaseEvent.CredentialsRefused(
                        "production", List.of("prod-key"), Phrase.plain("no gate was opened")),
                new ReleaseEvent.AgentGranted("production", "prod-1", "production", 1, Optional.of("Ann")),
                new ReleaseEvent.AgentRefused("prod", Phrase.plain("no gate was opened")),
                new ReleaseEvent.DeployedWithoutGo(
                        "production",
                        Optional.of("deploy-production"),
                        Optional.empty(),
                        Phrase.plain("no gate was opened")),
                new ReleaseEvent.DeploymentRequested(
                        "production",
                        new BuildRef("shop", 7, "job/shop/7/"),
                        Optional.of("2.4.0"),
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.empty()),
                new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY),
                new ReleaseEvent.NotesEdited(NotesDraft.EMPTY),
                new ReleaseEvent.FilesAttached("r", List.of()),
                new ReleaseEvent.NotesRendered("# Shop", "<h2>Shop</h2>"),
                new ReleaseEvent.DeliveryPlanned("d", "r", "support", message(), List.of("support")),
                new ReleaseEvent.DeliveryAttempted("d", 2, true),
                new ReleaseEvent.DeliveryAnswered("d", 2, DeliveryAnswer.values()[0], "200 OK", Optional.empty()),
                new ReleaseEvent.DeliverySettled("d", DeliveryStatus.FAILED, Optional.of("503")),
                new ReleaseEvent.DeliveryRequested("d"),
                new ReleaseEvent.IncidentOpened(Optional.of("production"), "Down"),
                new ReleaseEvent.ActionItemsRecorded(
                        List.of(new ActionItem("Alert earlier", Optional.empty(), Optional.empty()))),
                new ReleaseEvent.IncidentEnded(),
                new ReleaseEvent.PartTicked("support-handoff", "runbook", true),
                new ReleaseEvent.PartTicked("support-handoff", "runbook", false),
                new ReleaseEvent.RollbackTargeted("r", "production", "2.3.1", ORIGIN),
                new ReleaseEvent.BuildEnded("SUCCESS"),
                new ReleaseEvent.LedgerOpened(RecordFormat.by("1.0")),
                new ReleaseEvent.ReleaseNoted(
                        "ab".repeat(32),
                        new BuildRef("shop", 7, "job/shop/7/"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        12,
                        "cd".repeat(32),
                        Instant.EPOCH,
                        false),
                new ReleaseEvent.LedgerStamped("https://tsa.example.com/", 12, "cd".repeat(32), Instant.EPOCH, "MIAG"),
                new ReleaseEvent.Unrecognised("teleported", JsonNodeFactory.instance.objectNode()));
    }

    private static Message message() {
        return new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                NOON,
                "Shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.empty(),
                "support",
                "Shop 2.4.0 is released",
                "# Shop",
                "<h2>Shop</h2>",
                List.of());
    }

    private static ReleaseDetails details(String application, String version) {
        return new ReleaseDetails(
                Optional.of(application), Optional.of(version), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ReleaseEvent sampled(String run, String error) {
        return new ReleaseEvent.Sampled(run, List.of(new Sample(NOON, "health", error.isEmpty(), 12, error)));
    }

    private ReleaseRecord record(List<ReleaseEvent> data) throws IOException {
        Path place = Files.createTempDirectory(directory, "record");
        ReleaseRecord record = new ReleaseRecord(() -> place, InstantSource.fixed(NOON));
        record.append(ANN, data.toArray(ReleaseEvent[]::new));
        return record;
    }

    private static TimelineView page(ReleaseRecord record, PageQuery query) throws IOException {
        return TimelineView.of(record.state(), record, query);
    }

    /** What all pages tell. */
    private List<String> told(List<ReleaseEvent> data) throws IOException {
        ReleaseRecord record = record(data);
        List<String> told = new ArrayList<>();
        TimelineView page = page(record, PageQuery.LATEST);
        told.addAll(texts(page));
        while (page.earlier() > 0) {
            page = page(record, PageQuery.of(null, Long.toString(page.before()), null));
            told.addAll(texts(page));
        }
        return told;
    }

    private static List<String> texts(TimelineView view) {
        return view.entries().stream().map(TimelineView.TimelineEntry::text).toList();
    }
}
