package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code rollbackRelease}: opens the incident and has the body bring back the last known-good release. */
public class RollbackReleaseStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private String environment;
    private String reason;

    @DataBoundConstructor
    public RollbackReleaseStep() {
        // The environment is required, which is said when the step runs.
    }

    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = orNull(environment);
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = orNull(reason);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RollbackReleaseExecution(context, this);
    }

    /** Descriptor of the step. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("rollbackRelease", Messages.RollbackReleaseStep_displayName());
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        /** Checks that there is one. */
        @POST
        public FormValidation doCheckEnvironment(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validateRequired(item, value, text -> {});
        }
    }
}
