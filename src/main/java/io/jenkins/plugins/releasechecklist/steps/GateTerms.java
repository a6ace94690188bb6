package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.builds.decision.GateOpening;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.check.PlannedChecks;
import io.jenkins.plugins.releasechecklist.steps.gate.GateConditions;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.util.List;
import java.util.Optional;

/** What a step and the plan ask of a gate, and how the gate opens with that. */
record GateTerms(ReleaseGateStep step, StepRun run, Release release) {
    /**
     * How the gate opens for the first time.
     *
     * @param message the question to the approvers
     * @param participants who had a hand in the build
     * @throws AbortException when a parameter is wrong, when the build may not come to the environment, or when the gate could never
     *     say Go
     */
    ReleaseEvent.GateOpened opening(Optional<String> message, Participants participants) throws AbortException {
        GateOpening opening =
                new GateOpening(run.build().getParent(), run.name(), run.environment(), release, participants);
        List<String> refusals = opening.refusals();
        if (!refusals.isEmpty()) {
            throw new AbortException(String.join("; ", refusals));
        }
        return opening.demanding(
                run.id(),
                message,
                List.of(
                        new AttributedPolicy(Phrase.of("gate.plan"), planned()),
                        new AttributedPolicy(Phrase.of("gate.step"), own())));
    }

    private GatePolicy planned() throws AbortException {
        EnvironmentPlan plan = PlannedChecks.environment(release, run.environment());
        return plan.gate().orElse(GatePolicy.NONE).withSchedule(Schedule.of(plan.window()));
    }

    private GatePolicy own() throws AbortException {
        return new GatePolicy(
                step.getApprovals() == null
                        ? List.of()
                        : InlineValues.approvals(Parameters.map(step.getApprovals()), "approvals"),
                VoterRules.NONE.withVeto(step.isVeto()).withForbidSelfApproval(step.isForbidSelfApproval()),
                Parameters.given(step.getRequires()).map(Parameters::list).orElse(List.of()),
                Schedule.of(Optional.ofNullable(step.getWindow())
                        .map(window -> InlineValues.window(Parameters.mapOrText(window), "window"))),
                Parameters.duration("timeout", step.getTimeout()),
                Parameters.oneOf("onTimeout", step.getOnTimeout(), OnTimeout.values()),
                GatePolicy.NONE.approvalLifetime(),
                GatePolicy.NONE.reminders(),
                GateConditions.applyingTo(run),
                GatePolicy.NONE.demands());
    }
}
