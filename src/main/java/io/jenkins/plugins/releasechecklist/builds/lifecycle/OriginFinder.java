package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.TagsAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** Finds the build that another one replays, restarts, promotes or takes back. One implementation for each plugin that offers such a thing. */
public interface OriginFinder extends ExtensionPoint {

    /** The origin of the build, when this finder knows one. */
    Optional<Origin> find(Run<?, ?> run);

    /** The first origin that any finder knows. */
    static Optional<Origin> originOf(Run<?, ?> run) {
        return ExtensionList.lookup(OriginFinder.class).stream()
                .map(finder -> finder.find(run))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Where a build comes from.
     *
     * @param skipsStages whether this build does not do again what the earlier one did before some stage; a replay does
     *     everything again
     * @param restarted when the stage began there with which this build begins; empty after a replay, and where nobody can tell
     */
    record Origin(Run<?, ?> build, boolean skipsStages, Optional<Instant> restarted) {
        /** An origin of which nobody knows when the stage began. */
        public Origin(Run<?, ?> build, boolean skipsStages) {
            this(build, skipsStages, Optional.empty());
        }
    }

    /** The build that a replay repeats. */
    @Extension(optional = true)
    class ReplayOrigin implements OriginFinder {
        @Override
        public Optional<Origin> find(Run<?, ?> run) {
            return Optional.ofNullable(run.getCause(ReplayCause.class))
                    .map(ReplayCause::getOriginal)
                    .map(build -> new Origin(build, false));
        }
    }

    /** The build that was promoted, or whose release is taken back. Nothing of it is done again before the environment is reached. */
    @Extension(ordinal = -1)
    class RequestedOrigin implements OriginFinder {
        @Override
        public Optional<Origin> find(Run<?, ?> run) {
            HistoryScope scope = HistoryScope.of(run.getParent());
            return DeploymentRequest.of(run)
                    .flatMap(request -> scope.run(request.origin(scope))
                            .map(build -> new Origin(build, true, Optional.of(request.requested()))));
        }
    }

    /** A replay and a restart of such a build are for the same. */
    @Extension
    class RequestKeeper extends RunListener<Run<?, ?>> {
        @Override
        public void onStarted(Run<?, ?> run, TaskListener listener) {
            if (DeploymentRequest.of(run).isEmpty()) {
                originOf(run)
                        .flatMap(origin -> DeploymentRequest.of(origin.build()))
                        .ifPresent(run::addAction);
            }
        }
    }

    /** The build that was restarted from a stage. */
    @Extension(optional = true)
    class RestartOrigin implements OriginFinder {
        /** What Declarative Pipeline writes at a stage that a restart does not do again. */
        private static final String SKIPPED = "SKIPPED_FOR_RESTART";

        @Override
        public Optional<Origin> find(Run<?, ?> run) {
            RestartDeclarativePipelineCause cause = run.getCause(RestartDeclarativePipelineCause.class);
            return Optional.ofNullable(cause)
                    .map(RestartDeclarativePipelineCause::getOriginal)
                    .map(build -> new Origin(build, true, began(build, cause.getOriginStage())));
        }

        /** A build that was restarted itself tells nothing of the stages that it skipped: its own origin does. */
        private static Optional<Instant> began(Run<?, ?> build, String stage) {
            List<FlowNode> nodes = nodes(build, stage);
            RestartDeclarativePipelineCause earlier = build.getCause(RestartDeclarativePipelineCause.class);
            if (earlier != null && nodes.stream().anyMatch(RestartOrigin::isSkipped)) {
                return Optional.ofNullable(earlier.getOriginal()).flatMap(origin -> began(origin, stage));
            }
            return nodes.stream()
                    .map(TimingAction::getStartTime)
                    .filter(millis -> millis > 0)
                    .min(Comparator.naturalOrder())
                    .map(Instant::ofEpochMilli);
        }

        private static List<FlowNode> nodes(Run<?, ?> build, String stage) {
            if (!(build instanceof FlowExecutionOwner.Executable executable)) {
                return List.of();
            }
            FlowExecutionOwner owner = executable.asFlowExecutionOwner();
            FlowExecution execution = owner == null ? null : owner.getOrNull();
            if (execution == null) {
                return List.of();
            }
            return new DepthFirstScanner()
                    .filteredNodes(execution, node -> node instanceof BlockStartNode && stage.equals(label(node)));
        }

        private static String label(FlowNode node) {
            LabelAction label = node.getAction(LabelAction.class);
            return label == null || label instanceof ThreadNameAction ? "" : label.getDisplayName();
        }

        private static boolean isSkipped(FlowNode node) {
            TagsAction tags = node.getAction(TagsAction.class);
            return tags != null && SKIPPED.equals(tags.getTagValue("STAGE_STATUS"));
        }
    }
}
