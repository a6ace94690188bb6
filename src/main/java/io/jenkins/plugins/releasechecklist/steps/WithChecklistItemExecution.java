package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The item runs as long as the body, and passes or fails with it. */
class WithChecklistItemExecution extends BlockStepExecution<WithChecklistItemStep> {
    private static final long serialVersionUID = 1L;

    WithChecklistItemExecution(StepContext context, WithChecklistItemStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(getContext(), "withChecklistItem", Parameters.given(step().getId()), Optional.empty());
    }

    @Override
    BodyInvoker prepare(StepRun run, BodyInvoker body) throws Exception {
        Item item = ChecklistItemExecution.item(run.state(), step().getId());
        ChecklistItemExecution.checkTold(run.state().item(item.id()).orElseThrow(), ItemStatus.PASSED);
        run.begin(Optional.of(step().getId()));
        run.log(Messages.WithChecklistItemExecution_begins(step().getId(), run.link(Messages.checklistLink())));
        return body;
    }

    @Override
    Object result(StepRun run, RunState recorded) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", step().getId());
        result.put("status", "PASSED");
        result.put("durationMillis", millis(recorded));
        return result;
    }
}
