package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.gate.window.DateSpan;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.FreezeBound;
import io.jenkins.plugins.releasechecklist.engine.gate.window.OpeningHours;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricMean;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Events of every kind, each once with everything that it can say and, where it can say less, once with as little as possible. */
public final class EveryEvent {
    public static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");
    private static final BuildRef BUILD = new BuildRef("shop/main", 42, "job/shop/job/main/42/");
    private static final Optional<String> NOTHING = Optional.empty();

    private static final Judgement INCONCLUSIVE = new Judgement(
            Verdict.INCONCLUSIVE,
            List.of("only 2 of 40 planned samples were taken"),
            2,
            1,
            Optional.empty(),
            NOTHING,
            List.of(),
            Optional.empty());

    private EveryEvent() {}

    public static List<ReleaseEvent> kinds() {
        return List.of(
                new ReleaseEvent.Opened(
                        details(), BUILD, List.of(new Person("ann", "Ann Ä. \"A\"")), Optional.of(BUILD)),
                new ReleaseEvent.Opened(
                        ReleaseDetails.UNKNOWN,
                        BUILD,
                        List.of(),
                        Optional.empty(),
                        Optional.of(RecordFormat.by("1.4"))),
                new ReleaseEvent.ItemsInherited(
                        List.of(
                                new Inherited(
                                        "backup",
                                        ItemStatus.SKIPPED,
                                        true,
                                        Optional.of(Actor.user("ann", "Ann")),
                                        Optional.of(NOW),
                                        Optional.of("no database"),
                                        List.of("https://example.com/1"),
                                        List.of(
                                                new PartTick(
                                                        "dump",
                                                        Optional.of(Actor.user("ann", "Ann")),
                                                        Optional.of(NOW)),
                                                new PartTick("restore", Optional.empty(), Optional.empty())),
                                        List.of(new Inherited.SignedRole("devops", Actor.user("ann", "Ann")))),
                                new Inherited(
                                        "monitoring",
                                        ItemStatus.PASSED,
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        NOTHING,
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        Optional.of(new Inherited.Basis(Optional.of("2.4.0"), List.of(), true))),
                new ReleaseEvent.ItemsInherited(List.of(), Optional.empty()),
                new ReleaseEvent.DetailsAdded(details()),
                new ReleaseEvent.RunStarted(
                        "r1", "smokeTest", "browser tests", Optional.of("staging"), Optional.of("backup")),
                new ReleaseEvent.RunStarted("r1", "announceRelease", "announce", NOTHING, NOTHING),
                new ReleaseEvent.CheckSettled(
                        "r1",
                        new CheckResult(
                                "health",
                                "http",
                                "https://example.com",
                                CheckResult.Status.FAILED,
                                Duration.ofNanos(1_234_567),
                                3,
                                "expected 200, found 503")),
                new ReleaseEvent.Sampled(
                        "r1",
                        List.of(new Sample(NOW, "health", true, 12, ""), new Sample(NOW, "db", false, 0, "refused"))),
                new ReleaseEvent.VerificationJudged(
                        "r1",
                        new Judgement(
                                Verdict.FAIL,
                                List.of("too slow"),
                                120,
                                0.9917,
                                Optional.of(801L),
                                Optional.of("2.4.0"),
                                List.of(),
                                Optional.empty())),
                new ReleaseEvent.CheckSettled(
                        "r1",
                        new CheckResult(
                                "Checkout.pays",
                                "junit",
                                "Checkout",
                                CheckResult.Status.SKIPPED,
                                Duration.ZERO,
                                1,
                                "skipped",
                                "HTTP 503\n\nsorry")),
                new ReleaseEvent.VerificationBegan(
                        "r1",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(15),
                        List.of(
                                new Objective(
                                        Objective.Measure.SUCCESS_RATE,
                                        "successRate",
                                        ">= 99%",
                                        Optional.of(0.99),
                                        Optional.empty()),
                                new Objective(
                                        Objective.Measure.METRIC,
                                        "errors",
                                        "<= baseline + 10%",
                                        Optional.of(0.011),
                                        Optional.of(0.01))),
                        Optional.of(Phrase.of("verify.lastKnownGood", "2.3.0", "#12")),
                        Map.of(),
                        Optional.of(3),
                        List.of(
                                new MetricTolerance("errors", 2, 0, Duration.ofSeconds(30), NOTHING),
                                new MetricTolerance("stable", 0, 0, Duration.ZERO, Optional.of("<= 20")))),
                new ReleaseEvent.VerificationBegan(
                        "r1", Duration.ofMinutes(10), Duration.ofSeconds(15), List.of(), NOTHING),
                new ReleaseEvent.MetricsSampled(
                        "r1",
                        List.of(new MetricSample(NOW, "errors", 0.01, ""), new MetricSample(NOW, "errors", 0, "gone"))),
                new ReleaseEvent.BaselineMeasured(
                        "r1",
                        new Measured(
                                Optional.of(1.0),
                                Optional.of(new LatencyQuantiles(12, 40, 41)),
                                List.of(new MetricMean("errors", 0.01)))),
                new ReleaseEvent.BaselineMeasured("r1", new Measured(Optional.empty(), Optional.empty(), List.of())),
                new ReleaseEvent.VerificationJudged(
                        "r1",
                        new Judgement(
                                Verdict.FAIL,
                                List.of("too many errors"),
                                120,
                                1,
                                Optional.of(801L),
                                NOTHING,
                                List.of(new MetricOutcome("errors", Verdict.FAIL, Optional.of(0.5), 40, 1)),
                                Optional.of(new Measured(
                                        Optional.of(1.0), Optional.empty(), List.of(new MetricMean("errors", 0.5)))))),
                new ReleaseEvent.VerificationJudged(
                        "r1",
                        new Judgement(
                                Verdict.INCONCLUSIVE,
                                List.of(),
                                0,
                                0,
                                Optional.empty(),
                                NOTHING,
                                List.of(),
                                Optional.empty())),
                new ReleaseEvent.VerificationJudged(
                        "r1", INCONCLUSIVE.decidedBy(new Person("ann", "Ann"), Verdict.PASS, "checked by hand")),
                new ReleaseEvent.VerdictAsked("r1", INCONCLUSIVE, List.of("qa"), Participants.NOBODY, NOW),
                new ReleaseEvent.VerdictAsked("r1", INCONCLUSIVE, List.of(), Participants.NOBODY, NOW),
                new ReleaseEvent.VerdictAnswered(
                        "r1", VerdictAnswer.PASS, List.of("qa"), Optional.of("checked by hand"), Optional.empty()),
                new ReleaseEvent.VerdictAnswered(
                        "r1", VerdictAnswer.LOOK_AGAIN, List.of(), NOTHING, Optional.of(Duration.ofMinutes(5))),
                new ReleaseEvent.RunFinished("r1", Outcome.FAILED, Optional.of(Phrase.plain("because\nof it"))),
                new ReleaseEvent.RunFinished(
                        "r1", Outcome.FAILED, Optional.of(Phrase.of("record.event.nothingMeasured"))),
                new ReleaseEvent.RunFinished("r1", Outcome.PASSED, Optional.empty()),
                new ReleaseEvent.ItemMarked(
                        "backup", ItemStatus.PASSED, Optional.of("done"), List.of("https://example.com")),
                new ReleaseEvent.ItemSigned(
                        "support-handoff",
                        ItemAction.COMPLETE,
                        List.of("devops", "support"),
                        Optional.of("told them"),
                        List.of("https://example.com/2")),
                new ReleaseEvent.ItemSigned("backup", ItemAction.WAIVE, List.of(), NOTHING, List.of()),
                new ReleaseEvent.GateOpened(
                        "production", 2, "r2", Optional.of("production"), Optional.of("Go?"), policy()),
                new ReleaseEvent.GateOpened("release", 1, "r2", NOTHING, NOTHING, GatePolicy.NONE),
                new ReleaseEvent.GateOpened(
                        "release",
                        1,
                        "r2",
                        NOTHING,
                        NOTHING,
                        GatePolicy.NONE.withVoters(new VoterRules(true, true, true, true, true)),
                        List.of(new AttributedPolicy(Phrase.of("gate.plan"), policy())),
                        Optional.of(Templates.octoacme().items()),
                        Optional.of(new Participants(
                                List.of(new Participant("Ann", new UserKey("ann"), Phrase.of("gate.started"))),
                                true,
                                List.of(new Participant("cid", new UserKey("cid"), "is an author")),
                                Optional.of("#6: gone"),
                                Optional.of(3)))),
                new ReleaseEvent.GateOpened("release", 1, "r2", NOTHING, NOTHING, GatePolicy.NONE)
                        .with(Participants.NOBODY),
                new ReleaseEvent.GateJoined("production", 2, "r5"),
                new ReleaseEvent.GateLeft("production", 2, "r5", Phrase.plain("Aborted by Ann")),
                new ReleaseEvent.GateRulesChanged(
                        "release",
                        1,
                        policy(),
                        Templates.octoacme().items(),
                        List.of(new AttributedRule(
                                Phrase.of("gate.noOwnApproval"), Phrase.of("gate.system", "production"))),
                        List.of(new AttributedRule("freeze", "the rule for production"))),
                new ReleaseEvent.ChangesCompared(
                        "production",
                        2,
                        "production",
                        ReleaseChanges.of(
                                Optional.of(new ReleaseChanges.Deployed(
                                        Optional.of("2.3.0"), new BuildRef("shop", 6, "job/shop/6/"))),
                                false,
                                CommitLog.changes(
                                        List.of(new Commit(
                                                Optional.of("0123456789abcdef"),
                                                "feat: faster checkout (#12)",
                                                Optional.of("Ann"))),
                                        List.of(ReferencePattern.of("#([0-9]+)", "https://example.com/$1"))),
                                List.of(new Artifact("shop.war", "sha256:" + "0a".repeat(32))),
                                List.of(new Artifact("shop.jar", "sha256:" + "0b".repeat(32))),
                                Optional.empty())),
                new ReleaseEvent.VoteCast(
                        "production",
                        2,
                        new Vote(
                                "ann",
                                "Ann",
                                List.of("qa", "devops"),
                                Optional.of("qa"),
                                Choice.NO_GO,
                                Optional.of("not yet"),
                                NOW.plusNanos(456_789),
                                false)),
                new ReleaseEvent.VoteCast(
                        "production",
                        2,
                        new Vote("anonymous", "anonymous", List.of(), NOTHING, Choice.GO, NOTHING, NOW, true)),
                new ReleaseEvent.VoteCast(
                        "production",
                        2,
                        new Vote("Ann", "Ann", List.of(), NOTHING, Choice.GO, NOTHING, NOW, false)
                                .with(new Identity(new UserKey("ann"), AuthenticationMethod.API_TOKEN))),
                new ReleaseEvent.VoteCast("production", 2, vote(Choice.GO, Optional.of(NOW.plusSeconds(60)), NOTHING)),
                new ReleaseEvent.VoteCast(
                        "production", 2, vote(Choice.REQUEST_CHANGES, Optional.empty(), Optional.of("release-notes"))),
                new ReleaseEvent.VoteCast("production", 2, vote(Choice.WITHDRAW, Optional.empty(), NOTHING)),
                new ReleaseEvent.ConditionAnswered(
                        "production", 2, new ConditionAnswer("change-ticket", false, "CHG-7 is not approved", NOW)),
                new ReleaseEvent.ConditionAnswered(
                        "production",
                        2,
                        new ConditionAnswer("attested", false, Phrase.of("probe.condition.notThere", "shop.jar"), NOW)),
                new ReleaseEvent.GateSettled("production", 2, GateStatus.NO_GO, "No-go by Ann: not yet", false),
                new ReleaseEvent.GateSettled(
                        "production",
                        2,
                        GateStatus.GO,
                        Phrase.of("gate.noDecision"),
                        true,
                        Optional.of(Phrase.of("gate.started"))),
                new ReleaseEvent.EnvironmentAwaited(
                        "production", 2, "production", List.of(occupant("shop/main #41")), List.of(occupant("web #7"))),
                new ReleaseEvent.EnvironmentAwaited("release", 1, "release", List.of(), List.of()),
                new ReleaseEvent.EnvironmentLeft("production", "the smoke tests were done by hand"),
                new ReleaseEvent.CredentialsHandedOut(
                        "production", "production", 2, List.of("prod-key", "prod-user"), Optional.of("Ann")),
                new ReleaseEvent.CredentialsHandedOut("production", "eu", 1, List.of("prod-key"), NOTHING),
                new ReleaseEvent.CredentialsRefused(
                        "production",
                        List.of("prod-key"),
                        Phrase.plain("this build has opened no gate for production")),
                new ReleaseEvent.AgentGranted("production", "prod-1", "production", 2, Optional.of("Ann")),
                new ReleaseEvent.AgentGranted("production", "prod-1", "eu", 1, NOTHING),
                new ReleaseEvent.AgentRefused(
                        "prod && linux", Phrase.plain("this build has opened no gate for production")),
                new ReleaseEvent.DeployedWithoutGo(
                        "production",
                        Optional.of("deploy-production"),
                        Optional.of("deploy-9"),
                        Phrase.plain("no gate was opened")),
                new ReleaseEvent.DeployedWithoutGo("production", NOTHING, NOTHING, Phrase.plain("no gate was opened")),
                new ReleaseEvent.DeploymentRequested(
                        "production",
                        new BuildRef("shop", 7, "job/shop/7/"),
                        Optional.of("2.4.0"),
                        Optional.empty(),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        NOTHING),
                new ReleaseEvent.DeploymentRequested(
                        "production",
                        new BuildRef("shop", 9, "job/shop/9/"),
                        NOTHING,
                        Optional.of(new ReleaseEvent.DeploymentRequested.RollbackTarget(
                                "2.3.9", new BuildRef("shop", 5, "job/shop/5/"))),
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Optional.of("Orders fail")),
                new ReleaseEvent.NotesDrafted(new NotesDraft(
                        Optional.of("Faster"), List.of("New form"), Optional.of("None"), List.of("Slow"))),
                new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY),
                new ReleaseEvent.NotesEdited(new NotesDraft(
                        Optional.of("*Faster*"), List.of("New form\n\n- small"), Optional.of("None"), List.of("Slow"))),
                new ReleaseEvent.NotesEdited(NotesDraft.EMPTY),
                new ReleaseEvent.NotesRendered("# Shop\n\n\u2028é 🚀 </script>", "<h1>Shop</h1>"),
                new ReleaseEvent.NotesRendered("# Shop", "<h1>Shop</h1>", Optional.of("r3")),
                new ReleaseEvent.FilesAttached("r3", List.of(new AttachedFile("notes ä.pdf", 12, "ab".repeat(32)))),
                new ReleaseEvent.FilesAttached("r3", List.of()),
                new ReleaseEvent.DeliveryPlanned(
                        "d-1", "r3", "stakeholders", message(Optional.of("production")), List.of()),
                new ReleaseEvent.DeliveryPlanned(
                        "d-1", "r3", "stakeholders", message(NOTHING), List.of("stakeholders", "support")),
                new ReleaseEvent.DeliveryAttempted("d-1", 2, true),
                new ReleaseEvent.DeliveryAnswered(
                        "d-1", 2, DeliveryAnswer.FAILED, "503", Optional.of(Duration.ofSeconds(30))),
                new ReleaseEvent.DeliveryAnswered("d-1", 3, DeliveryAnswer.DELIVERED, "200", Optional.empty()),
                new ReleaseEvent.DeliverySettled("d-1", DeliveryStatus.FAILED, Optional.of("given up")),
                new ReleaseEvent.DeliveryRequested("d-1"),
                new ReleaseEvent.IncidentOpened(Optional.of("production"), "the verification failed"),
                new ReleaseEvent.ActionItemsRecorded(List.of(
                        new ActionItem(
                                "Alert on <503>", Optional.of("Ann Ä."), Optional.of("https://example.com/OPS-1")),
                        new ActionItem("Write it down", NOTHING, NOTHING))),
                new ReleaseEvent.ActionItemsRecorded(List.of()),
                new ReleaseEvent.IncidentEnded(),
                new ReleaseEvent.PartTicked("support-handoff", "runbook", true),
                new ReleaseEvent.RollbackTargeted("r4", "production", "2.3.9", BUILD),
                new ReleaseEvent.BuildEnded("SUCCESS"),
                new ReleaseEvent.LedgerOpened(RecordFormat.by("1.0")),
                new ReleaseEvent.ReleaseNoted(
                        "ab".repeat(32),
                        BUILD,
                        Optional.of("OctoAcme Shop"),
                        Optional.of("2.4.0"),
                        Optional.of("production"),
                        Optional.of("production"),
                        12,
                        "cd".repeat(32),
                        NOW,
                        false),
                new ReleaseEvent.ReleaseNoted(
                        "ab".repeat(32), BUILD, NOTHING, NOTHING, NOTHING, NOTHING, 13, "ef".repeat(32), NOW, true),
                new ReleaseEvent.LedgerStamped("https://tsa.example.com/", 12, "cd".repeat(32), NOW, "MIAG"),
                new ReleaseEvent.Unrecognised(
                        "moonPhaseChanged",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("phase", "full")
                                .putNull("nothing")));
    }

    /** The same events, so that reports show their types instead of all that they say. */
    public static Stream<Named<ReleaseEvent>> named(List<ReleaseEvent> kinds) {
        return kinds.stream().map(kind -> Named.of(EventCodec.type(kind), kind));
    }

    /** The event on a line of its own. */
    public static Event line(ReleaseEvent data) {
        return new Event(7, NOW, Actor.step("smokeTest"), data, "ab".repeat(32));
    }

    private static Occupant occupant(String build) {
        return new Occupant(build, "job/shop/41/", "production", NOW);
    }

    private static ReleaseDetails details() {
        return new ReleaseDetails(
                Optional.of("OctoAcme Shop"),
                Optional.of("2.4.0"),
                Optional.of(ReleaseType.MAJOR),
                Optional.of(new PlanSource("release-plan.yaml", "application: OctoAcme Shop\n")),
                Optional.of(checklist()));
    }

    /** The template, with more environments than one would want, so that their order is seen. */
    private static Checklist checklist() {
        Checklist octoacme = Templates.octoacme();
        Map<String, String> environments = new LinkedHashMap<>();
        List.of("staging", "production", "canary", "preview", "dr")
                .forEach(name -> environments.put(name, "eu-" + name));
        return new Checklist(
                "own",
                octoacme.title(),
                environments,
                octoacme.releasedBy(),
                octoacme.sections(),
                octoacme.responsibilities(),
                octoacme.resources());
    }

    private static GatePolicy policy() {
        OpeningHours hours = new OpeningHours(
                Set.of(DayOfWeek.THURSDAY, DayOfWeek.MONDAY),
                LocalTime.of(9, 0),
                LocalTime.of(16, 30, 15),
                ZoneId.of("Europe/Berlin"),
                Optional.of(
                        new DateSpan(Optional.of(LocalDate.of(2026, 1, 1)), Optional.of(LocalDate.of(2026, 12, 31)))));
        Window window = new Window(hours, Window.parse("SUN all day UTC").anyOf());
        Freeze freeze = new Freeze(
                LocalDateTime.of(2026, 12, 20, 0, 0),
                LocalDateTime.of(2027, 1, 4, 6, 30),
                ZoneId.of("Europe/Berlin"),
                "end of the year",
                List.of(
                        new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.of("on-call")),
                        new Freeze.Exemption(ReleaseType.MINOR, 2, Optional.empty())));
        Freeze weekends = new Freeze(
                FreezeBound.parse("FRI 14:00"),
                FreezeBound.parse("MON"),
                ZoneId.of("UTC"),
                "weekend",
                List.of(),
                Optional.of(new DateSpan(Optional.of(LocalDate.of(2026, 1, 1)), Optional.empty())));
        return new GatePolicy(
                List.of(new Approval(List.of("qa", "devops"), 2)),
                new VoterRules(false, true, true, false, false),
                List.of("pre-release"),
                new Schedule(List.of(window), List.of(freeze, weekends)),
                Optional.of(Duration.ofHours(24)),
                OnTimeout.FAIL,
                Optional.of(Duration.ofDays(2)),
                new Reminders(
                        List.of(Duration.ofHours(1), Duration.ofHours(4)),
                        Optional.of(new Reminders.Escalation(Duration.ofHours(8), "project-manager"))),
                List.of("change-ticket"),
                true,
                List.of(new AttributedRule("Go by 2 of devops or qa", "the release plan")));
    }

    private static Message message(Optional<String> environment) {
        return new Message(
                        MessageEvent.RELEASE_ANNOUNCED,
                        NOW,
                        "OctoAcme Shop",
                        "2.4.0",
                        "minor",
                        "RELEASED",
                        environment,
                        "stakeholders",
                        "OctoAcme Shop 2.4.0 is released",
                        "# Notes",
                        "<h1>Notes</h1>",
                        List.of(new Link(
                                "Checklist", URI.create("https://jenkins.example.com/job/shop/42/release-checklist/"))))
                .with(new Message.LedgerHead(12, "ef".repeat(32)));
    }

    private static Vote vote(Choice choice, Optional<Instant> from, Optional<String> item) {
        return new Vote(
                "ann", "Ann", List.of(), NOTHING, choice, Optional.of("so"), NOW, false, Optional.empty(), from, item);
    }
}
