package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ParticipantFinder;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.gate.GateWatch;
import io.jenkins.plugins.releasechecklist.steps.gate.TemplateTerms;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/** Opens a round of the gate and waits until the record says that it is settled; it decides nothing itself. */
class ReleaseGateExecution extends ReleaseStepExecution<ReleaseGateStep> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ReleaseGateExecution.class.getName());
    private static final String STEP = "releaseGate";

    private transient volatile GateWatch watch;
    /** Known before the step ends: a step that was answered does not find its node any more. */
    private transient volatile FlowNode node;
    /** How often going on after the restart has failed. */
    private transient int failures;

    ReleaseGateExecution(StepContext context, ReleaseGateStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(getContext(), STEP, Optional.of(gateId()), Parameters.given(step().getEnvironment()));
    }

    /** The id of the gate: as given, else the environment, else {@code release}. */
    private String gateId() {
        return Parameters.given(step().getId())
                .orElseGet(() -> Parameters.given(step().getEnvironment())
                        .map(EnvironmentName::canonical)
                        .map(Ids::slug)
                        .orElse("release"));
    }

    /** A gate that waited over a restart waits on when its record cannot be read at once. */
    @Override
    void proceed() throws Exception {
        node = getContext().get(FlowNode.class);
        try {
            if (isResumed() && !node.isActive()) {
                answerBehind();
            } else {
                enter();
            }
        } catch (AbortException | RecordDamagedException e) {
            throw e;
        } catch (IOException e) {
            if (!isResumed()) {
                throw e;
            }
            failures++;
            if (failures == 1) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot go on with the gate " + gateId() + "; trying it again");
            }
            launchAt(Instant.now().plus(GateWatch.waitAfter(failures)));
        }
    }

    /**
     * Answers a program that does not know of the decision, while the flow graph does: a crash came when one was on the disk and the
     * other was not. Nothing can be logged for a node that is over.
     */
    private void answerBehind() throws IOException, InterruptedException {
        Optional<GateState> decided =
                BuildRecords.of(getContext().get(Run.class)).orElseThrow().state().gates().stream()
                        .filter(gate -> gate.runs().stream().anyMatch(run -> run.endsWith("-" + node.getId())))
                        .filter(gate -> !gate.isWaiting())
                        .findFirst();
        if (decided.isPresent()) {
            answer(decided.get());
        }
    }

    private void enter() throws IOException, InterruptedException {
        StepRun run = run();
        Optional<GateState> before = run.state().gateOfRun(run.id());
        if (before.isEmpty()) {
            open(run);
        } else {
            new Decisions(run.build(), run.record()).endIfOvertaken(before.get());
        }
        pause();
        watch = new GateWatch(run, gate -> settled(run, gate), this::lost);
        watch.start(before);
    }

    private void open(StepRun run) throws IOException, InterruptedException {
        Ids.require(run.name(), "id");
        new Decisions(run.build(), run.record()).settleDue();
        TemplateTerms.follow(run);
        SecretMasker masker = SecretMasker.of(getContext());
        masker.refuseSecret("approvals", step().getApprovals());
        masker.refuseSecret("requires", step().getRequires());
        masker.refuseSecret("window", step().getWindow());
        Optional<String> message = masker.mask(Parameters.given(step().getMessage()));
        Participants participants = new ParticipantFinder(run.build(), Roles.configured()).find();
        while (run.state().gateOfRun(run.id()).isEmpty()) {
            Release known = run.state();
            ReleaseEvent.GateOpened first = new GateTerms(step(), run, known).opening(message, participants);
            // What another branch said of the release meanwhile may change what the gate demands.
            run.record()
                    .decide(state ->
                            state.details().equals(known.details()) ? entered(run, state, first) : Change.none(state));
        }
        GateState gate = run.state().gateOfRun(run.id()).orElseThrow();
        run.log(message.orElseGet(
                () -> Messages.ReleaseGateExecution_question(run.environment().orElse(gate.id()))));
        GateSnapshot now = new Decisions(run.build(), run.record()).now(gate);
        run.log(Messages.ReleaseGateExecution_waits(
                now.standing().waitingFor().stream().map(UnmetCondition::text).collect(Collectors.joining("; ")),
                run.link(Messages.ReleaseGateExecution_decide())));
        if (gate.runs().size() > 1) {
            run.log(Messages.ReleaseGateExecution_together());
        }
        gate.policy().demands().forEach(demand -> run.log(demand.text()));
        now.barred()
                .people()
                .forEach(person -> run.log(Messages.ReleaseGateExecution_excluded(person.id(), person.reason())));
        if (now.barred().isSomebodyUnknown()) {
            run.log(Messages.ReleaseGateExecution_starterUnknown());
        }
        if (getContext().get(FilePath.class) != null) {
            run.log(Messages.ReleaseGateExecution_holdsExecutor());
        }
    }

    /** Opens the next round, unless another branch of the build waits already: both wait for its decision then. */
    private static Change<Release> entered(StepRun run, Release state, ReleaseEvent.GateOpened first)
            throws AbortException {
        if (state.gateOfRun(run.id()).isPresent()) {
            return Change.none(state);
        }
        Optional<GateState> latest = state.gate(first.gate());
        int round = latest.map(gate -> gate.opening().round()).orElse(0);
        if (latest.filter(GateState::isWaiting).isEmpty()) {
            return Change.by(run.actor(), state, first.inRound(round + 1));
        }
        if (!first.asksTheSameAs(latest.get().opening())) {
            throw new AbortException(Messages.ReleaseGateExecution_other(first.gate()));
        }
        return Change.by(run.actor(), state, new ReleaseEvent.GateJoined(first.gate(), round, run.id()));
    }

    /** A step that the program has left behind, because somebody terminated it, is not answered any more. */
    private void settled(StepRun run, GateState gate) {
        if (node.isActive()) {
            endPause();
            GateState.Settlement end = gate.settlement().orElseThrow();
            run.log(Messages.ReleaseGateExecution_settled(gate.id(), end.status(), end.reason()));
            answer(gate);
        }
    }

    private void lost(IOException why) {
        if (node.isActive()) {
            end(Outcome.FAILED, new AbortException(why.getMessage()));
        }
    }

    private void answer(GateState gate) {
        GateState.Settlement end = gate.settlement().orElseThrow();
        if (end.status() == GateStatus.GO) {
            succeed(result(gate, end));
        } else if (end.status() == GateStatus.TIMED_OUT && gate.policy().onTimeout() == OnTimeout.FAIL) {
            fail(new AbortException(Messages.ReleaseGateExecution_timedOut(gate.id())));
        } else {
            fail(new FlowInterruptedException(
                    Result.ABORTED, true, new GateCause(gate.id(), end.status(), end.reason())));
        }
    }

    private static Map<String, Object> result(GateState gate, GateState.Settlement end) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("gate", gate.id());
        result.put("environment", gate.opening().environment().orElse(null));
        result.put("decision", end.status().name());
        result.put("overridden", end.overridden());
        result.put("reason", end.reason());
        result.put("at", end.at().toString());
        List<Map<String, Object>> votes = new ArrayList<>();
        for (Vote vote : gate.votes()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("user", vote.voter());
            entry.put("name", vote.name());
            entry.put("roles", new ArrayList<>(vote.roles()));
            entry.put("choice", vote.choice().name());
            entry.put("comment", vote.comment().orElse(null));
            entry.put("at", vote.at().toString());
            entry.put("authentication", vote.authentication().name());
            entry.put("from", vote.from().map(Instant::toString).orElse(null));
            entry.put("item", vote.item().orElse(null));
            votes.add(entry);
        }
        result.put("votes", votes);
        return result;
    }

    /** Whatever ends the waiting so is never a decision. Other branches that wait at the gate go on waiting. */
    @Override
    void close(StepRun run, Outcome outcome, Phrase why) throws IOException {
        GateWatch watching = watch;
        if (watching != null) {
            watching.stop();
        }
        endPause();
        run.record()
                .update(state -> state.gateOfRun(run.id()).filter(GateState::isWaiting).stream()
                        .map(gate -> Change.by(run.actor(), state, gate.leftBy(run.id(), why)))
                        .findFirst()
                        .orElseGet(() -> Change.none(state)));
    }

    private void pause() {
        if (!PauseAction.isPaused(node)) {
            node.addAction(new PauseAction(STEP));
        }
    }

    private void endPause() {
        FlowNode paused = node;
        if (paused == null || !paused.isActive()) {
            return;
        }
        try {
            PauseAction.endCurrentPause(paused);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot end the pause of " + paused);
        }
    }
}
