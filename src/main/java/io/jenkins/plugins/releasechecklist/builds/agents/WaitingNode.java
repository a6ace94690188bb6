package io.jenkins.plugins.releasechecklist.builds.agents;

import hudson.AbortException;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The step {@code node} of a Pipeline that waits in the queue for an agent. */
record WaitingNode(Run<?, ?> build, FlowExecutionOwner program, Queue.Item item) {
    static final String STEP = "node";
    private static final int PATIENCE_SECONDS = 10;

    /** Empty for what is no step of a Pipeline. */
    static Optional<WaitingNode> of(Queue.Item item) {
        return item.task.getOwnerExecutable() instanceof FlowExecutionOwner.Executable owner
                        && owner instanceof Run<?, ?> build
                        && owner.asFlowExecutionOwner() != null
                ? Optional.of(new WaitingNode(build, owner.asFlowExecutionOwner(), item))
                : Optional.empty();
    }

    /** Whether the Pipeline does nothing else, and so opens no gate before it has an agent. */
    boolean isAlone() {
        return alone().isPresent();
    }

    private Optional<FlowNode> alone() {
        FlowExecution execution = program.getOrNull();
        List<FlowNode> heads = execution == null ? List.of() : execution.getCurrentHeads();
        return heads.size() == 1
                        && heads.get(0) instanceof StepNode step
                        && Optional.ofNullable(step.getDescriptor())
                                .filter(descriptor ->
                                        descriptor.getFunctionName().equals(STEP))
                                .isPresent()
                ? Optional.of(heads.get(0))
                : Optional.empty();
    }

    /** Says in the log of the build and in its record why it waits. */
    void tell(Phrase reason) throws IOException {
        program.getListener().getLogger().println("[" + STEP + "] " + reason);
        record(reason);
    }

    private void record(Phrase reason) throws IOException {
        Optional<ReleaseRecord> record = BuildRecords.of(build);
        if (record.isPresent() && record.get().verifyUnlessKnown().isEmpty()) {
            String label = String.valueOf(item.getAssignedLabel());
            record.get().append(Actor.step(STEP), new ReleaseEvent.AgentRefused(label, reason));
        }
    }

    /** Ends the step; the log of the build gives the reason. */
    void fail(Phrase reason) throws Exception {
        Optional<FlowNode> waiting = alone();
        record(reason);
        for (StepExecution step : program.get().getCurrentExecutions(true).get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            FlowNode node = step.getContext().get(FlowNode.class);
            if (waiting.filter(it -> it.equals(node)).isPresent()) {
                step.stop(new AbortException(reason.text()));
            }
        }
    }
}
