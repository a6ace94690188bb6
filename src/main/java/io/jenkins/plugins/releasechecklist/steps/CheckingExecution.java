package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Has checks run unless the record says that they have, and answers with what it says. */
abstract class CheckingExecution<S extends CheckingStep> extends ReleaseStepExecution<S> {
    private static final long serialVersionUID = 1L;

    private final String stepName;

    CheckingExecution(StepContext context, S step, String stepName) {
        super(context, step);
        this.stepName = stepName;
    }

    /**
     * Runs the checks that are due, and records how the run ends.
     *
     * @return when this is to be called again; empty when the run has ended
     */
    abstract Optional<Instant> check(StepRun run) throws Exception;

    /** What the step returns, from what the record says. */
    abstract Map<String, Object> result(RunState recorded) throws IOException, InterruptedException;

    @Override
    final StepRun run() throws IOException, InterruptedException {
        return StepRun.of(
                getContext(), stepName, Parameters.given(step().getName()), Parameters.given(step().getEnvironment()));
    }

    @Override
    final void proceed() throws Exception {
        StepRun run = run();
        OnFailure onFailure = Parameters.oneOf("onFailure", step().getOnFailure(), OnFailure.values());
        if (!run.isSettled()) {
            Optional<Instant> next = check(run);
            if (next.isPresent()) {
                launchAt(next.get());
                return;
            }
        }
        RunState recorded = run.recorded().orElseThrow();
        Map<String, Object> result = result(recorded);
        if (recorded.isPassed()) {
            succeed(result);
        } else {
            onFailure.apply(this, run, recorded.reason().orElse(run.name()), result);
        }
    }
}
