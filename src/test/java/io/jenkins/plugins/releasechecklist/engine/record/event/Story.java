package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.ReleaseProjection;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A release told event by event, without a file. Event number n happens n minutes after {@link #START}. Ids of runs are names
 * of runs, too, with whatever follows a hash left out: {@code browser} and {@code browser#2} are two attempts of one run.
 */
public final class Story {
    public static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    private static final BuildRef BUILD = new BuildRef("shop", 42, "job/shop/42/");

    private final ReleaseProjection fold = new ReleaseProjection();
    private final List<Event> events = new ArrayList<>();

    /** Of a release of that type, without a plan. */
    public static Story of(ReleaseType type) {
        return opened(new ReleaseDetails(
                Optional.of("Shop"), Optional.of("2.4.0"), Optional.of(type), Optional.empty(), Optional.empty()));
    }

    /** Of a minor release. */
    public static Story begin() {
        return of(ReleaseType.MINOR);
    }

    public static Story withPlan(String yaml) {
        return opened(details(Optional.of(yaml), Optional.empty()));
    }

    static Story withChecklist(Checklist checklist) {
        return opened(details(Optional.empty(), Optional.of(checklist)));
    }

    public static ReleaseDetails details(Optional<String> plan, Optional<Checklist> checklist) {
        return new ReleaseDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                plan.map(text -> new PlanSource("release-plan.yaml", text)),
                checklist);
    }

    private static Story opened(ReleaseDetails details) {
        return new Story()
                .step("releaseChecklist", new ReleaseEvent.Opened(details, BUILD, List.of(), Optional.empty()));
    }

    /** The moment of the last event. */
    public Instant now() {
        return START.plus(Duration.ofMinutes(events.size()));
    }

    public Story event(Actor actor, ReleaseEvent data) {
        long seq = events.size() + 1L;
        events.add(new Event(seq, START.plus(Duration.ofMinutes(seq)), actor, data, HashChain.GENESIS));
        fold.apply(events.get(events.size() - 1));
        return this;
    }

    public Story step(String step, ReleaseEvent data) {
        return event(Actor.step(step), data);
    }

    public Story starts(String run, String step, String environment) {
        return starts(run, step, Optional.of(environment), Optional.empty());
    }

    public Story starts(String run, String step, Optional<String> environment, Optional<String> item) {
        return step(step, new ReleaseEvent.RunStarted(run, step, run.split("#")[0], environment, item));
    }

    public Story passes(String run) {
        return step("step", new ReleaseEvent.RunFinished(run, Outcome.PASSED, Optional.empty()));
    }

    public Story fails(String run) {
        return step(
                "step", new ReleaseEvent.RunFinished(run, Outcome.FAILED, Optional.of(Phrase.plain(run + " failed"))));
    }

    /** A run that starts and passes. */
    public Story passed(String run, String step, String environment) {
        return starts(run, step, environment).passes(run);
    }

    public Story failed(String run, String step, String environment) {
        return starts(run, step, environment).fails(run);
    }

    /** An item that a step with a body works on. */
    public Story worksOn(String item, String run) {
        return starts(run, "withChecklistItem", Optional.empty(), Optional.of(item));
    }

    public Story marks(String item, ItemStatus status) {
        return step("checklistItem", new ReleaseEvent.ItemMarked(item, status, Optional.of("marked"), List.of()));
    }

    public Story signs(String user, ItemAction action, String item, String... roles) {
        return event(
                Actor.user(user, "Name of " + user),
                new ReleaseEvent.ItemSigned(
                        item,
                        action,
                        List.of(roles),
                        Optional.of(user + " says " + action),
                        List.of("https://example.com/" + user)));
    }

    public Story opensGate(String gate, int round, String environment) {
        return opensGate(gate, round, environment, GatePolicy.NONE);
    }

    public Story opensGate(String gate, int round, String environment, GatePolicy policy) {
        return step(
                "releaseGate",
                new ReleaseEvent.GateOpened(
                        gate, round, gate + "-" + round, Optional.of(environment), Optional.of("Go?"), policy));
    }

    /** A branch with the run {@code run} waits, too. */
    public Story joinsGate(String gate, int round, String run) {
        return step("releaseGate", new ReleaseEvent.GateJoined(gate, round, run));
    }

    public Story leavesGate(String gate, int round, String run) {
        return step("releaseGate", new ReleaseEvent.GateLeft(gate, round, run, Phrase.plain("Aborted by Ann")));
    }

    public Story votes(String gate, int round, String user, Choice choice, String... roles) {
        Vote vote = new Vote(
                user,
                "Name of " + user,
                List.of(roles),
                Optional.empty(),
                choice,
                Optional.of("because"),
                now().plus(Duration.ofMinutes(1)),
                false);
        return event(Actor.user(user, "Name of " + user), new ReleaseEvent.VoteCast(gate, round, vote));
    }

    /** An approver wants the item to be done again. */
    public Story requests(String gate, int round, String user, String item) {
        Vote vote = new Vote(
                user,
                "Name of " + user,
                List.of("qa"),
                Optional.empty(),
                Choice.REQUEST_CHANGES,
                Optional.of(user + " wants more"),
                now().plus(Duration.ofMinutes(1)),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(item));
        return event(Actor.user(user, "Name of " + user), new ReleaseEvent.VoteCast(gate, round, vote));
    }

    public Story casts(String gate, Vote vote) {
        return event(Actor.user(vote.voter(), vote.name()), new ReleaseEvent.VoteCast(gate, 1, vote));
    }

    public Story settles(String gate, int round, GateStatus status) {
        return event(
                Actor.user("pm", "Name of pm"),
                new ReleaseEvent.GateSettled(gate, round, status, status + " of " + gate, false));
    }

    public Story forcesGo(String gate, int round) {
        return event(
                Actor.user("boss", "Name of boss"),
                new ReleaseEvent.GateSettled(gate, round, GateStatus.GO, "it is urgent", true));
    }

    /** The gate lacks nothing but the environment. */
    public Story awaitsEnvironment(String gate, int round) {
        return step("releaseGate", new ReleaseEvent.EnvironmentAwaited(gate, round, gate, List.of(), List.of()));
    }

    /** Somebody says that the release has left the environment. */
    public Story leavesEnvironment(String environment) {
        return event(
                Actor.user("boss", "Name of boss"), new ReleaseEvent.EnvironmentLeft(environment, "it is only a test"));
    }

    public Story opensIncident() {
        return step("rollbackRelease", new ReleaseEvent.IncidentOpened(Optional.of("production"), "it is down"));
    }

    public Story buildEnds(String result) {
        return event(Actor.SYSTEM, new ReleaseEvent.BuildEnded(result));
    }

    /** All of them, in order. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    public Release release() {
        return fold.snapshot(Optional.empty(), false);
    }

    public ItemState item(String id) {
        return release().item(id).orElseThrow();
    }

    public ItemStatus status(String item) {
        return item(item).status();
    }
}
