package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ParticipantFinder;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.gate.GateWatch;
import io.jenkins.plugins.releasechecklist.steps.gate.StartTerms;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
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
                .orElseGet(() ->
                        Parameters.given(step().getEnvironment()).map(Ids::slug).orElse("release"));
    }

    @Override
    void proceed() throws Exception {
        StepRun run = run();
        Optional<GateState> before = run.state().gateOfRun(run.id());
        if (before.isEmpty()) {
            open(run);
        } else {
            new Decisions(run.build(), run.record()).endIfOvertaken(before.get());
        }
        pause(run);
        watch = new GateWatch(
                run, gate -> settled(run, gate), e -> end(Outcome.FAILED, new AbortException(e.getMessage())));
        watch.start();
    }

    private void open(StepRun run) throws IOException, InterruptedException {
        Ids.require(run.name(), "id");
        GatePolicy policy = new GateTerms(step(), run).policy();
        Participants participants = new ParticipantFinder(run.build(), Roles.configured()).find();
        StartTerms.checkKnown(policy.voters(), participants);
        Optional<String> message = SecretMasker.of(getContext()).mask(Parameters.given(step().getMessage()));
        run.record()
                .update(state -> state.gateOfRun(run.id()).isPresent()
                        ? Change.none(state)
                        : Change.by(
                                run.actor(),
                                state,
                                new ReleaseEvent.GateOpened(
                                        run.name(),
                                        round(state, run.name()),
                                        run.id(),
                                        run.environment(),
                                        message,
                                        policy,
                                        Optional.of(participants))));
        GateState gate = run.state().gateOfRun(run.id()).orElseThrow();
        run.log(message.orElseGet(
                () -> Messages.ReleaseGateExecution_question(run.environment().orElse(gate.id()))));
        GateSnapshot now = new Decisions(run.build(), run.record()).now(gate);
        run.log(Messages.ReleaseGateExecution_waits(
                now.standing().waitingFor().stream().map(UnmetCondition::text).collect(Collectors.joining("; ")),
                run.link(Messages.ReleaseGateExecution_decide())));
        policy.demands().forEach(demand -> run.log(demand.text()));
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

    private static int round(Release state, String gate) {
        return state.gate(gate).map(earlier -> earlier.opening().round() + 1).orElse(1);
    }

    private void settled(StepRun run, GateState gate) {
        answer(run, gate);
        // Writes to disk, for which the Pipeline need not wait.
        endPause(run);
    }

    private void answer(StepRun run, GateState gate) {
        GateState.Settlement end = gate.settlement().orElseThrow();
        run.log(Messages.ReleaseGateExecution_settled(gate.id(), end.status(), end.reason()));
        if (end.status() == GateStatus.GO) {
            succeed(result(gate, end));
        } else if (end.status() == GateStatus.TIMED_OUT
                && gate.opening().policy().onTimeout() == OnTimeout.FAIL) {
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
            votes.add(entry);
        }
        result.put("votes", votes);
        return result;
    }

    /** Whatever ends the waiting so is never a decision. */
    @Override
    void close(StepRun run, Outcome outcome, String reason) throws IOException {
        GateWatch watching = watch;
        if (watching != null) {
            watching.stop();
        }
        endPause(run);
        run.record()
                .update(state -> state.gateOfRun(run.id())
                        .filter(GateState::isWaiting)
                        .map(gate -> Change.by(
                                run.actor(),
                                state,
                                new ReleaseEvent.GateSettled(
                                        gate.id(), gate.opening().round(), GateStatus.ABORTED, reason, false)))
                        .orElseGet(() -> Change.none(state)));
    }

    private void pause(StepRun run) throws IOException, InterruptedException {
        FlowNode node = run.context().get(FlowNode.class);
        if (!PauseAction.isPaused(node)) {
            node.addAction(new PauseAction(STEP));
        }
    }

    private static void endPause(StepRun run) {
        try {
            PauseAction.endCurrentPause(run.context().get(FlowNode.class));
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot end the pause of " + run.id());
        }
    }
}
