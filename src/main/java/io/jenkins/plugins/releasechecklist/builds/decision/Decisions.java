package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.AbortException;
import hudson.model.Run;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ParticipantFinder;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/**
 * The decisions about the gates of one build. Everything is checked here except the permissions of Jenkins, which the pages
 * and commands check first. Each decision is one atomic change of the record. For one thread and a short time: whose changes are
 * built and who holds which role is looked up once.
 */
public final class Decisions {
    private final Run<?, ?> run;
    private final ReleaseRecord record;
    private final Clock clock;
    private final Roles roles;
    private final BuildAdmission admission;
    private final ExclusiveEnvironments environments = ExclusiveEnvironments.get();
    private Optional<Participants> participants = Optional.empty();

    public Decisions(Run<?, ?> run, ReleaseRecord record) {
        this.run = run;
        this.record = record;
        this.clock = Clock.systemUTC();
        this.roles = Roles.configured();
        this.admission = new BuildAdmission(run.getParent(), roles);
    }

    /** Casts a vote that counts at once: {@link #vote(Approver, String, Ballot)}. */
    public GateState vote(
            Approver approver, String gateId, Choice choice, Optional<String> comment, Optional<String> role)
            throws Refusal, IOException {
        return vote(approver, gateId, new Ballot(choice, comment, role));
    }

    /** Casts a vote in the latest round of the gate, and settles the gate when the vote is decisive. */
    public GateState vote(Approver approver, String gateId, Ballot ballot) throws Refusal, IOException {
        ballot.check();
        closeAbandoned();
        // Before the record is locked: to know who an author is, and who holds a role, Jenkins may ask the directory of
        // its users.
        Release first = record.state();
        first.waitingGates().forEach(gate -> rules(first, gate));
        Release after = decide((state, entry) -> {
            GateState gate = waiting(state, gateId);
            Rules rules = rules(state, gate);
            GateSnapshot before = judged(state, gate, rules);
            checkEntitled(before, approver, ballot.role());
            Instant now = clock.instant();
            ballot.check(state, gate, before, approver, now);
            Vote vote = ballot.by(approver, now);
            List<EventDraft> drafts = changes(before);
            drafts.add(new EventDraft(
                    approver.actor(),
                    new ReleaseEvent.VoteCast(gateId, gate.opening().round(), vote)));
            // Whoever asks for changes opens nothing: in this state, the item is not open again yet.
            if (ballot.choice() != Choice.REQUEST_CHANGES) {
                drafts.addAll(outcome(state, gate.with(vote), rules, entry, approver.actor()));
            }
            return drafts;
        });
        return settled(after, gateId);
    }

    /** Forces Go, for ever visible as forced. */
    public GateState override(Approver approver, String gateId, String reason) throws Refusal, IOException {
        if (reason.isBlank()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Decisions_reasonMissing());
        }
        closeAbandoned();
        Release after = decide((state, entry) -> {
            GateState gate = waiting(state, gateId);
            GateSnapshot now = now(state, gate);
            Optional<Phrase> involvement = involvement(now.barred(), approver);
            if (!entry.enter(state, gate, true)) {
                throw new Refusal(Refusal.Kind.CONFLICT, occupied(now.standing()));
            }
            List<EventDraft> drafts = changes(now);
            drafts.add(new EventDraft(
                    approver.actor(),
                    new ReleaseEvent.GateSettled(
                            gateId,
                            gate.opening().round(),
                            GateStatus.GO,
                            Phrase.plain(reason.strip()),
                            true,
                            involvement)));
            return drafts;
        });
        return settled(after, gateId);
    }

    /** Nobody is forced into an environment that takes one release at a time while another one is there. */
    private static String occupied(GateStanding standing) {
        return Messages.Decisions_occupied(standing.turn()
                .map(turn -> turn.phrase().in(LocaleProvider.getLocale()))
                .orElse(""));
    }

    /** Says that the release has left the environment of a gate, so that the next one may enter. */
    public GateState leave(Approver approver, String gateId, String reason) throws Refusal, IOException {
        if (reason.isBlank()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.Decisions_leavingReasonMissing());
        }
        return record.decide(state -> {
                    GateState gate = gate(state, gateId);
                    if (!gate.isInside() || state.ended().isPresent()) {
                        throw new Refusal(Refusal.Kind.CONFLICT, Messages.Decisions_notInside(gate.place()));
                    }
                    return Change.by(
                            approver.actor(), state, new ReleaseEvent.EnvironmentLeft(gate.place(), reason.strip()));
                })
                .state()
                .gate(gateId)
                .orElseThrow();
    }

    /** What whoever forces the gate did for the build; refused where that is not for those who may not vote. */
    private static Optional<Phrase> involvement(ExcludedVoters barred, Approver approver) throws Refusal {
        Optional<Phrase> involvement = barred.participants().involvement(approver.key());
        if (!barred.mayOverride(approver.key())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    Messages.Decisions_overrideForbidden(
                            approver.id(), involvement.orElseThrow().in(LocaleProvider.getLocale())));
        }
        return involvement;
    }

    /**
     * Settles every waiting gate whose outcome is certain by now, without a vote: items, window and time decide. What is different
     * in the rules of a gate is recorded.
     */
    public void settleDue() throws IOException {
        closeAbandoned();
        Release before = record.state();
        if (before.damage().isPresent()
                || before.waitingGates().stream()
                        .filter(gate -> isDue(before, gate))
                        .toList()
                        .isEmpty()) {
            return;
        }
        Release after = decide((state, entry) -> {
            List<EventDraft> drafts = new ArrayList<>();
            for (GateState gate : state.waitingGates()) {
                Rules rules = rules(state, gate);
                drafts.addAll(changes(judged(state, gate, rules)));
                drafts.addAll(outcome(state, gate, rules, entry, Actor.step("releaseGate")));
            }
            return drafts;
        });
        before.waitingGates().forEach(gate -> settled(after, gate.id()));
    }

    /** Whether something is to be recorded of the gate. Whoever waits behind it hears whether it is ready. */
    private boolean isDue(Release state, GateState gate) {
        GateSnapshot now = now(state, gate);
        if (gate.queued().isPresent()) {
            environments.setReady(
                    run,
                    gate,
                    now.standing().isReady() && gate.answers().stream().allMatch(ConditionAnswer::holds));
        }
        return now.change().isPresent()
                || now.standing().outcome().isPresent()
                || atTheDoor(gate, now.standing()).isPresent();
    }

    /** Nobody would hear of a decision at a gate whose steps are all gone. */
    private void closeAbandoned() throws IOException {
        WaitingSteps steps = new WaitingSteps(run);
        for (GateState waiting : record.state().waitingGates()) {
            for (String gone : steps.goneFrom(waiting)) {
                record.update(state -> state.gateOfRun(gone).filter(GateState::isWaiting).stream()
                        .map(gate -> Change.by(Actor.SYSTEM, state, gate.leftBy(gone, Phrase.of("gate.abandoned"))))
                        .findFirst()
                        .orElseGet(() -> Change.none(state)));
            }
        }
    }

    /** Ends a waiting gate without a decision. */
    void abort(String gateId, Phrase why) throws IOException {
        record.update(state -> state.gate(gateId)
                .filter(GateState::isWaiting)
                .map(gate -> Change.by(
                        Actor.SYSTEM,
                        state,
                        new ReleaseEvent.GateSettled(
                                gateId, gate.opening().round(), GateStatus.ABORTED, why, false, Optional.empty())))
                .orElseGet(() -> Change.none(state)));
    }

    /** Ends the gate when a newer build has overtaken it and a crash kept anybody from noticing. */
    public void endIfOvertaken(GateState gate) throws IOException {
        Optional<Run<?, ?>> newer = gate.isWaiting() ? Superseding.overtaker(run, gate) : Optional.empty();
        if (newer.isPresent()) {
            abort(gate.id(), Superseding.reason(gate.opening().environment().orElseThrow(), run, newer.get()));
        }
    }

    /** The gate now: what is given, what is missing. */
    public GateStanding standing(GateState gate) throws IOException {
        return now(gate).standing();
    }

    /** The gate now, and who may not vote on it. */
    public GateSnapshot now(GateState gate) throws IOException {
        return now(record.state(), gate);
    }

    /** A gate of an earlier state of the release: by the rules that were recorded until then, and the roles of today. */
    public GateSnapshot then(Release earlier, GateState gate, Instant at) throws IOException {
        Participants participants = participants(gate);
        ExcludedVoters barred = new ExcludedVoters(gate.policy().voters(), participants);
        return new GateSnapshot(
                earlier.standing(
                        gate.identified(participants, roles::key),
                        approval -> roles.electorate(approval, barred.keys()),
                        Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION,
                        at),
                Optional.empty(),
                barred);
    }

    private GateSnapshot now(Release state, GateState gate) {
        return judged(state, gate, rules(state, gate));
    }

    private GateSnapshot judged(Release state, GateState gate, Rules rules) {
        Participants participants = participants(gate);
        GateState current = rules.change().map(gate::with).orElse(gate).identified(participants, roles::key);
        ExcludedVoters barred = new ExcludedVoters(current.policy().voters(), participants);
        Optional<EnvironmentTurn> turn = state.ended().isEmpty() && (gate.isWaiting() || gate.isInside())
                ? environments.turn(run, state, gate)
                : Optional.empty();
        List<UnmetCondition> more = new ArrayList<>(rules.unmet());
        turn.filter(it -> !it.isFree()).map(UnmetCondition.ForEnvironment::new).ifPresent(more::add);
        return new GateSnapshot(
                state.standing(
                                current,
                                more,
                                approval -> roles.electorate(approval, barred.keys()),
                                Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION,
                                clock.instant())
                        .with(turn),
                rules.change(),
                barred);
    }

    /** The rules of this moment for the gate. Those that cannot be read keep it closed. */
    private Rules rules(Release state, GateState gate) {
        if (!gate.isWaiting()) {
            return new Rules(Optional.empty(), List.of());
        }
        try {
            Protection protection =
                    Protection.of(run.getParent(), gate.opening().environment(), gate.id());
            List<AttributedPolicy> rules = protection.rules(state.types());
            return new Rules(
                    gate.change(gate.opening().under(rules), state.required(rules, gate.opening())),
                    refusals(protection, state, gate));
        } catch (AbortException e) {
            return new Rules(Optional.empty(), List.of(new UnmetCondition.ForRules(e.getMessage())));
        }
    }

    private List<UnmetCondition> refusals(Protection protection, Release state, GateState gate) throws AbortException {
        String environment = gate.opening().environment().orElse(gate.id());
        return Stream.concat(
                        admission.refusals(protection, environment, participants(gate)).stream(),
                        BuildAdmission.refusal(
                                protection, environment, state.details().template())
                                .stream())
                .<UnmetCondition>map(UnmetCondition.ForAdmission::new)
                .toList();
    }

    private static List<EventDraft> changes(GateSnapshot now) {
        List<EventDraft> drafts = new ArrayList<>();
        now.change().ifPresent(change -> drafts.add(new EventDraft(Actor.SYSTEM, change)));
        return drafts;
    }

    /**
     * Those of the record, with the authors of what was checked out since; or of this very build where the record is too old to say
     * it.
     */
    private Participants participants(GateState gate) {
        Optional<Participants> recorded = gate.opening().participants();
        if (recorded.isEmpty()) {
            return ofThisBuild();
        }
        boolean more = recorded.get().commits().isPresent()
                && !recorded.get().commits().equals(new ParticipantFinder(run, roles).commits());
        return more ? recorded.get().withAuthorsOf(ofThisBuild()) : recorded.get();
    }

    private Participants ofThisBuild() {
        if (participants.isEmpty()) {
            participants = Optional.of(new ParticipantFinder(run, roles).ofThisBuild());
        }
        return participants.get();
    }

    /** How the round ends now, or that it waits for nothing but others to leave. A Go has its environment from this moment on. */
    private List<EventDraft> outcome(
            Release state, GateState gate, Rules rules, ExclusiveEnvironments.Entry entry, Actor actor) {
        GateStanding standing = judged(state, gate, rules).standing();
        while (standing.isGo() && !entry.enter(state, gate, false)) {
            // Somebody else was faster.
            standing = judged(state, gate, rules).standing();
        }
        GateStanding last = standing;
        return last
                .outcome()
                .map(outcome -> new EventDraft(
                        actor,
                        new ReleaseEvent.GateSettled(
                                gate.id(),
                                gate.opening().round(),
                                outcome.status(),
                                outcome.why(),
                                false,
                                Optional.empty())))
                .or(() -> atTheDoor(gate, last).map(event -> new EventDraft(Actor.SYSTEM, event)))
                .stream()
                .toList();
    }

    /** What is to be recorded of a gate that waits for nothing but others to leave: once that it does, or that they wait for it. */
    private static Optional<ReleaseEvent> atTheDoor(GateState gate, GateStanding standing) {
        int round = gate.opening().round();
        return standing.turn()
                .filter(turn -> turn.known() && !turn.isFree() && standing.isReady())
                .flatMap(turn -> turn.deadlock()
                        .<ReleaseEvent>map(circle -> new ReleaseEvent.GateSettled(
                                gate.id(),
                                round,
                                GateStatus.ABORTED,
                                Phrase.of("gate.exclusive.deadlock", circle),
                                false,
                                Optional.empty()))
                        .or(() -> gate.queued().isPresent()
                                ? Optional.empty()
                                : Optional.of(new ReleaseEvent.EnvironmentAwaited(
                                        gate.id(), round, gate.place(), turn.holders(), turn.ahead()))));
    }

    private <E extends Exception> Release decide(Decision<E> decision) throws IOException, E {
        try (ExclusiveEnvironments.Entry entry = environments.entry(run, record)) {
            return record.<Release, E>decide(state -> new Change<>(decision.events(state, entry), state))
                    .state();
        }
    }

    private GateState settled(Release after, String gateId) {
        GateState gate = after.gate(gateId).orElseThrow();
        if (gate.status() == GateStatus.GO) {
            Superseding.after(run, gate);
        }
        return gate;
    }

    private static GateState waiting(Release state, String gateId) throws Refusal {
        GateState gate = gate(state, gateId);
        if (!gate.isWaiting()) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, Messages.Decisions_gateSettled(gateId, gate.status(), reason(gate)));
        }
        return gate;
    }

    private static GateState gate(Release state, String gateId) throws Refusal {
        return state.gate(gateId)
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, Messages.Decisions_noSuchGate(gateId)));
    }

    private static String reason(GateState gate) {
        return gate.settlement()
                .map(end -> end.why().in(LocaleProvider.getLocale()))
                .orElse("");
    }

    private static void checkEntitled(GateSnapshot gate, Approver approver, Optional<String> role) throws Refusal {
        if (approver.unattributed()) {
            return;
        }
        Optional<Phrase> refusal =
                gate.barred().refusal(gate.standing().asked(), approver.id(), approver.key(), approver.roles(), role);
        if (refusal.isPresent()) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, refusal.get().in(LocaleProvider.getLocale()));
        }
    }

    /**
     * A decision about gates.
     *
     * @param <E> why there is none
     */
    @FunctionalInterface
    private interface Decision<E extends Exception> {
        List<EventDraft> events(Release state, ExclusiveEnvironments.Entry entry) throws E;
    }

    /**
     * The rules for a gate at one moment, for everything that is judged in one decision.
     *
     * @param change what is different in them since it was recorded last; empty when nothing is
     * @param unmet those that no vote can meet: the build may not come, or they cannot be read
     */
    private record Rules(Optional<ReleaseEvent.GateRulesChanged> change, List<UnmetCondition> unmet) {}
}
