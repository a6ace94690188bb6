package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The steps of a build that wait at gates, as its flow graph knows them. */
record WaitingSteps(Run<?, ?> build) {
    /**
     * The runs that wait according to the record although the program has left their steps behind: these were terminated, which
     * tells them nothing. While the Pipeline is not loaded, none is gone.
     */
    List<String> goneFrom(GateState gate) {
        return gate.runs().stream().filter(this::isGone).toList();
    }

    /** Whether the program has left the step of the run behind. */
    boolean isGone(String run) {
        FlowExecutionOwner owner =
                build instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        FlowExecution program = owner == null ? null : owner.getOrNull();
        return program != null && isGone(program, run);
    }

    /** The id of a run ends with that of its node. */
    private static boolean isGone(FlowExecution program, String run) {
        try {
            FlowNode node = program.getNode(run.substring(run.lastIndexOf('-') + 1));
            return node != null && !node.isActive();
        } catch (IOException e) {
            return false;
        }
    }
}
