package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What a failed test means for the build. */
enum OnFailure {
    /** The step fails. */
    FAIL,
    /** The build becomes unstable and goes on. */
    UNSTABLE,
    /** The build goes on; only the checklist shows the failure. */
    CONTINUE;

    /** Ends a step whose run failed, and which said why. */
    void apply(ReleaseStepExecution<?> execution, StepRun run, String reason, Object result)
            throws IOException, InterruptedException {
        if (this == FAIL) {
            execution.fail(new AbortException(reason));
            return;
        }
        if (this == UNSTABLE) {
            run.context()
                    .get(FlowNode.class)
                    .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
            run.build().setResult(Result.UNSTABLE);
        }
        execution.succeed(result);
    }
}
