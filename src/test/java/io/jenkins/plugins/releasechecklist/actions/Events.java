package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.engine.announce.ChannelAudience;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Commit;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.CommitLog;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Events as tests need them, each with one interesting value. */
public final class Events {
    static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    public static final Approval PRODUCT = new Approval(List.of("product-manager", "project-manager"), 1);
    public static final Approval QA = new Approval(List.of("qa"), 1);

    private Events() {}

    /** The release follows a plan from now on. */
    public static ReleaseEvent plan(String yaml) {
        return new ReleaseEvent.DetailsAdded(new ReleaseDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PlanSource("release-plan.yaml", yaml)),
                Optional.empty()));
    }

    public static ReleaseEvent gate(String id, Approval... approvals) {
        return gate(id, 1, "Ship it?", policy(approvals));
    }

    public static ReleaseEvent gate(String id, int round, String message, GatePolicy policy) {
        return new ReleaseEvent.GateOpened(
                id, round, "run-" + id + round, Optional.of("production"), Optional.of(message), policy);
    }

    public static GatePolicy policy(Approval... approvals) {
        return GatePolicy.NONE.withApprovals(List.of(approvals));
    }

    public static ReleaseEvent vote(String gate, String voter, String role, Choice choice, String comment) {
        return new ReleaseEvent.VoteCast(
                gate,
                1,
                new Vote(
                        voter,
                        voter,
                        List.of(role),
                        Optional.empty(),
                        choice,
                        comment.isEmpty() ? Optional.empty() : Optional.of(comment),
                        NOON,
                        false));
    }

    /** The release brings something of everything where the gate leads, and so did the attempt before it. */
    public static ReleaseEvent compared(String gate, String running) {
        Optional<ReleaseChanges.Deployed> there =
                Optional.of(new ReleaseChanges.Deployed(Optional.of(running), new BuildRef("shop", 1, "job/shop/1/")));
        List<Commit> commits = List.of(
                new Commit(Optional.of("4f1c2d3e"), "feat: pay with a gift card (#12)", Optional.of("Ann Arbor")),
                new Commit(Optional.of("a1b2c3d4"), "fix: totals of empty carts (#14)", Optional.of("Ben Bern")),
                new Commit(Optional.of("0a9b8c7d"), "feat!: prices are net prices", Optional.of("Ann Arbor")),
                new Commit(Optional.of("77aa88bb"), "perf: cache the catalogue", Optional.of("Cleo Cork")),
                new Commit(Optional.of("12345678"), "Update the readme", Optional.of("Ben Bern")),
                new Commit(Optional.of("87654321"), "Sort imports", Optional.of("Ben Bern")));
        List<ReferencePattern> references = List.of(ReferencePattern.of("#([0-9]+)", "https://tracker.example.com/$1"));
        return new ReleaseEvent.ChangesCompared(
                gate,
                1,
                "production",
                ReleaseChanges.of(
                        there,
                        false,
                        CommitLog.changes(commits, references),
                        List.of(new Artifact("shop.war", "sha256:" + "0b".repeat(32))),
                        List.of(new Artifact("shop.war", "sha256:" + "0a".repeat(32))),
                        there));
    }

    public static ReleaseEvent settled(String gate, GateStatus status, String reason) {
        return new ReleaseEvent.GateSettled(gate, 1, status, reason, false);
    }

    public static ReleaseEvent started(String run, String step, String environment) {
        return new ReleaseEvent.RunStarted(
                run, step, step + "-" + environment, Optional.of(environment), Optional.empty());
    }

    public static ReleaseEvent passed(String run) {
        return new ReleaseEvent.RunFinished(run, Outcome.PASSED, Optional.empty());
    }

    public static ReleaseEvent failed(String run, String reason) {
        return new ReleaseEvent.RunFinished(run, Outcome.FAILED, Optional.of(Phrase.plain(reason)));
    }

    public static ReleaseEvent check(String run, String name, String target, long millis) {
        return new ReleaseEvent.CheckSettled(
                run,
                new CheckResult(
                        name, "httpCheck", target, CheckResult.Status.PASSED, Duration.ofMillis(millis), 1, ""));
    }

    public static ReleaseEvent failedCheck(String run, String name, String target, String error) {
        return new ReleaseEvent.CheckSettled(
                run,
                new CheckResult(name, "tcpCheck", target, CheckResult.Status.FAILED, Duration.ofMillis(31), 7, error));
    }

    public static ReleaseEvent failedCheck(String run, String name, String target, String error, String response) {
        return new ReleaseEvent.CheckSettled(
                run,
                new CheckResult(
                        name,
                        "httpCheck",
                        target,
                        CheckResult.Status.FAILED,
                        Duration.ofMillis(31),
                        7,
                        error,
                        response));
    }

    /** Cases of a test report: so many passed ones, then a failed and a skipped one. */
    static ReleaseEvent[] testReport(String run, int passed) {
        return IntStream.range(0, passed + 2)
                .mapToObj(i -> {
                    CheckResult.Status status = i < passed
                            ? CheckResult.Status.PASSED
                            : i == passed ? CheckResult.Status.FAILED : CheckResult.Status.SKIPPED;
                    String error = i < passed ? "" : i == passed ? "expected 200" : "needs a card reader";
                    return new ReleaseEvent.CheckSettled(
                            run, new CheckResult("case " + i, "junit", "Checkout", status, Duration.ZERO, 1, error));
                })
                .toArray(ReleaseEvent[]::new);
    }

    /** A verification with rounds every 15 seconds, of which three are missing, with an objective and a metric. */
    public static ReleaseEvent[] verification(String run) {
        return new ReleaseEvent[] {
            new ReleaseEvent.VerificationBegan(
                    run,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(15),
                    List.of(
                            new Objective(
                                    Measure.P95, "p95", "<= baseline + 10%", Optional.of(77.0), Optional.of(70.0)),
                            new Objective(Measure.METRIC, "errors", "<= 0.01", Optional.of(0.01), Optional.empty())),
                    Optional.of("the release 2.3.1")),
            samples(run, sample("health", 0, 70, ""), sample("health", 15, 90, "")),
            samples(run, sample("health", 75, 30, "timeout"), sample("health", 90, 30, "timeout")),
            new ReleaseEvent.MetricsSampled(
                    run,
                    List.of(
                            new MetricSample(NOON, "errors", 0.02, ""),
                            new MetricSample(NOON.plusSeconds(15), "errors", 0, "answered with 502")))
        };
    }

    /** A verification of twenty rounds in production, of 131 ms to 150 ms, that compares all of them with as many of before, and was judged. */
    public static ReleaseEvent[] rankedVerification(String run) {
        return new ReleaseEvent[] {
            started(run, "postDeployVerify", "production"),
            new ReleaseEvent.VerificationBegan(
                    run,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(15),
                    List.of(
                            new Objective(
                                    Measure.SUCCESS_RATE, "successRate", ">= 99%", Optional.of(0.99), Optional.empty()),
                            new Objective(
                                    Measure.P50,
                                    "p50",
                                    "no worse than baseline by 10%",
                                    Optional.of(110.0),
                                    Optional.of(100.0)),
                            new Objective(Measure.METRIC, "errors", "<= 0.01", Optional.of(0.01), Optional.empty())),
                    Optional.of(Phrase.plain("the release 2.3.1")),
                    Map.of(
                            "p50",
                            IntStream.rangeClosed(91, 110)
                                    .mapToObj(Double::valueOf)
                                    .toList()),
                    Optional.empty(),
                    List.of()),
            new ReleaseEvent.Sampled(
                    run,
                    IntStream.range(0, 20)
                            .mapToObj(round -> sample("health", 15 * round, 131 + round, ""))
                            .toList()),
            new ReleaseEvent.MetricsSampled(
                    run,
                    IntStream.range(0, 20)
                            .mapToObj(round -> new MetricSample(NOON.plusSeconds(15L * round), "errors", 0.005, ""))
                            .toList()),
            judged(run, Verdict.FAIL, 20, 1, 149, "p50 is worse"),
            failed(run, "p50 is worse")
        };
    }

    public static ReleaseEvent samples(String run, Sample... samples) {
        return new ReleaseEvent.Sampled(run, List.of(samples));
    }

    public static Sample sample(String check, int second, long millis, String error) {
        return new Sample(NOON.plusSeconds(second), check, error.isEmpty(), millis, error);
    }

    public static ReleaseEvent judged(String run, Verdict verdict, long samples, double rate, long p95, String reason) {
        return new ReleaseEvent.VerificationJudged(
                run,
                new Judgement(
                        verdict,
                        List.of(reason),
                        samples,
                        rate,
                        Optional.of(p95),
                        Optional.of("2.4.0"),
                        List.of(),
                        Optional.empty()));
    }

    /** An inconclusive verification that asks QA for an hour; the starters of the build may not let it pass where gates say so. */
    public static ReleaseEvent asked(String run, Participant... starters) {
        Judgement doubt = new Judgement(
                Verdict.INCONCLUSIVE,
                List.of("only 4 of 40 planned samples were taken"),
                4,
                0.5,
                Optional.of(90L),
                Optional.empty(),
                List.of(),
                Optional.empty());
        return new ReleaseEvent.VerdictAsked(
                run,
                doubt,
                List.of("qa"),
                new Participants(List.of(starters), false, List.of(), Optional.empty(), Optional.empty()),
                Instant.now().plusSeconds(3600));
    }

    public static ReleaseEvent draft(String summary) {
        return new ReleaseEvent.NotesDrafted(
                new NotesDraft(Optional.of(summary), List.of("New form", "Search"), Optional.empty(), List.of()));
    }

    public static ReleaseEvent notes(ReleaseNotes notes) {
        return new ReleaseEvent.NotesRendered("# " + notes.title(), HtmlNotes.render(notes));
    }

    public static ReleaseEvent[] delivery(String id, String channel, DeliveryStatus status, String reason) {
        return new ReleaseEvent[] {
            new ReleaseEvent.DeliveryPlanned(id, "announce", channel, message(channel), List.of()),
            new ReleaseEvent.DeliveryAttempted(id, 1, false),
            new ReleaseEvent.DeliverySettled(id, status, Optional.of(reason))
        };
    }

    private static Message message(String channel) {
        return Message.announcing(
                releaseNotes("Faster checkout"),
                NOON,
                "RELEASED",
                Optional.of("production"),
                new ChannelAudience(channel, List.of(), Optional.empty()),
                List.of(),
                List.of());
    }

    public static ReleaseNotes releaseNotes(String summary) {
        return new ReleaseNotes(
                "OctoAcme Shop",
                "2.4.0",
                LocalDate.of(2025, 6, 2),
                "minor",
                Optional.of(summary),
                List.of("New payment form"),
                List.of(),
                "None",
                List.of());
    }
}
