package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.BlockStepExecution.BodyOutcome;
import io.jenkins.plugins.releasechecklist.steps.check.AgentWait.AgentAwayException;
import io.jenkins.plugins.releasechecklist.steps.check.JUnitReports;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The smoke test runs as long as the body, and passes or fails with it. */
class WithSmokeTestExecution extends BlockStepExecution<WithSmokeTestStep> {
    private static final long serialVersionUID = 1L;

    WithSmokeTestExecution(StepContext context, WithSmokeTestStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(
                getContext(),
                "withSmokeTest",
                Parameters.given(step().getName()),
                Parameters.given(step().getEnvironment()));
    }

    @Override
    BodyInvoker prepare(StepRun run, BodyInvoker body) throws Exception {
        Parameters.given(step().getJunit()).ifPresent(Parameters::reports);
        run.begin(Optional.empty());
        run.log(Messages.WithSmokeTestExecution_begins(run.name(), run.link(Messages.checklistLink())));
        return body;
    }

    /** The cases of its reports decide together with the body. */
    @Override
    BodyOutcome inspect(StepRun run, boolean passed) throws IOException, InterruptedException {
        Optional<String> junit = Parameters.given(step().getJunit());
        if (junit.isEmpty()) {
            return BodyOutcome.NOTHING;
        }
        try {
            new JUnitReports(run, junit.get()).record();
        } catch (AgentAwayException e) {
            throw e;
        } catch (IOException e) {
            run.log(e.getMessage());
            return BodyOutcome.failed(Optional.of(Phrase.plain(e.getMessage())));
        }
        return BodyOutcome.failed(
                SmokeTestExecution.failure(run.recorded().orElseThrow().checks()));
    }

    @Override
    Object result(StepRun run, RunState recorded) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        result.put("passed", recorded.isPassed());
        result.put("durationMillis", millis(recorded));
        if (step().getJunit() != null) {
            result.put("checks", SmokeTestExecution.rows(recorded.checks()));
        }
        return result;
    }
}
