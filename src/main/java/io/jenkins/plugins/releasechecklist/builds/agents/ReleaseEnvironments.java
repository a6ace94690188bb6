package io.jenkins.plugins.releasechecklist.builds.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Node;
import hudson.model.OneOffExecutor;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.TaskListener;
import hudson.model.queue.CauseOfBlockage;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The protected environments of an agent: it takes builds that have the Go for one of them, and nothing else. Who waits in the queue
 * was judged at most ten seconds ago, see {@link AgentQueue}. A block of {@code node} is judged once more right before it begins; one
 * that goes on after a restart of Jenkins is judged by the queue alone.
 */
public class ReleaseEnvironments extends NodeProperty<Node> {
    private final List<String> environments;

    /**
     * Ties an agent to environments.
     *
     * @param environments their names, or patterns with {@code *} for any letters and {@code ?} for one; at least one
     * @throws IllegalArgumentException if there is none, or one could be taken for another
     */
    @DataBoundConstructor
    public ReleaseEnvironments(List<String> environments) {
        this.environments = CommaList.names(environments);
        AgentClearance.patterns(this.environments);
    }

    private ReleaseEnvironments(String typed) {
        this.environments = CommaList.names(List.of(typed));
    }

    /** The names and patterns as they were written. */
    public List<String> getEnvironments() {
        return environments == null ? List.of() : List.copyOf(environments);
    }

    /** What the form shows. */
    public String getEnvironmentsText() {
        return CommaList.text(getEnvironments());
    }

    @Override
    @CheckForNull
    public CauseOfBlockage canTake(Queue.BuildableItem item) {
        // The program of a Pipeline runs on the controller, and needs no agent.
        return item.task instanceof Queue.FlyweightTask
                        && Jenkins.get().getSelfLabel().equals(item.getAssignedLabel())
                ? null
                : ExtensionList.lookupSingleton(AgentQueue.class).blockage(item, getEnvironments());
    }

    /** Called by the executor that has taken a block of {@code node}, before anything of it runs on the agent. */
    @Override
    public void buildEnvVars(@NonNull EnvVars variables, @NonNull TaskListener log) throws IOException {
        Executor executor = Executor.currentExecutor();
        Node agent = executor == null || executor instanceof OneOffExecutor
                ? null
                : executor.getOwner().getNode();
        Queue.Executable work = agent == null ? null : executor.getCurrentExecutable();
        if (work != null && agent.getNodeProperty(ReleaseEnvironments.class) == this) {
            enter(work.getParent().getOwnerExecutable(), agent.getNodeName(), log);
        }
    }

    private void enter(@CheckForNull Queue.Executable work, String agent, TaskListener log) throws IOException {
        AgentClearance clearance = AgentClearance.of(work, getEnvironments());
        if (!(work instanceof Run<?, ?> build) || clearance.go().isEmpty()) {
            throw new AbortException(clearance.why().text());
        }
        String environment = clearance.go().get().environment();
        Clearance.Cleared go = clearance.go().get().gate();
        BuildRecords.of(build)
                .orElseThrow()
                .append(
                        Actor.step(WaitingNode.STEP),
                        new ReleaseEvent.AgentGranted(environment, agent, go.gate(), go.round(), go.forcedBy()));
        log.getLogger()
                .println("[" + WaitingNode.STEP + "] "
                        + go.forcedBy()
                                .map(who -> Messages.ReleaseEnvironments_forced(
                                        agent, environment, go.gate(), go.round(), who))
                                .orElseGet(() ->
                                        Messages.ReleaseEnvironments_given(agent, environment, go.gate(), go.round())));
    }

    /** The property in the configuration of agents. */
    @Extension
    @Symbol("releaseEnvironments")
    public static final class DescriptorImpl extends NodePropertyDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseEnvironments_displayName();
        }

        /** Not for the controller, which runs the programs of all Pipelines. */
        @Override
        public boolean isApplicable(Class<? extends Node> type) {
            return Slave.class.isAssignableFrom(type);
        }

        /** Keeps also what is no name: the form shows that it is wrong, and the agent takes nothing. Jenkins cannot refuse it here. */
        @Override
        public NodeProperty<?> newInstance(StaplerRequest2 request, @NonNull JSONObject form) {
            return new ReleaseEnvironments(form.optString("environments"));
        }

        /** Says what is wrong, and warns of environments that no rule of the system configuration protects. */
        @POST
        public FormValidation doCheckEnvironments(
                @AncestorInPath @CheckForNull Computer computer, @QueryParameter @CheckForNull String value) {
            AccessControlled where = computer == null ? Jenkins.get() : computer;
            if (!where.hasPermission(Computer.CONFIGURE)) {
                return FormValidation.ok();
            }
            try {
                List<String> open = new ReleaseEnvironments(List.of(Util.fixNull(value)))
                        .getEnvironments().stream()
                                .filter(name -> ReleaseChecklistConfiguration.get().getEnvironments().stream()
                                        .noneMatch(rule -> rule.covers(name)))
                                .toList();
                return open.isEmpty()
                        ? FormValidation.ok()
                        : FormValidation.warning(Messages.ReleaseEnvironments_unprotected(CommaList.text(open)));
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
