package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    @DataBoundSetter
    String environment;

    @DataBoundSetter
    String reason;

    private ArrayList<ReleaseCheck> checks = new ArrayList<>();

    @DataBoundSetter
    boolean verify = true;

    @DataBoundSetter
    String retryFor = SmokeTestStep.DEFAULT_RETRY_FOR;

    /** Null when those hear of the rollback who heard of the release. */
    @DataBoundSetter
    String audiences;

    @DataBoundSetter
    boolean force;

    @DataBoundConstructor
    public RollbackReleaseStep() {
        // The environment is required, which is said when the step runs.
    }

    public String getEnvironment() {
        return environment;
    }

    public String getReason() {
        return reason;
    }

    public List<ReleaseCheck> getChecks() {
        return List.copyOf(checks);
    }

    @DataBoundSetter
    public void setChecks(List<ReleaseCheck> checks) {
        this.checks = checks == null ? new ArrayList<>() : new ArrayList<>(checks);
    }

    public boolean isVerify() {
        return verify;
    }

    public String getRetryFor() {
        return retryFor;
    }

    /** Names with commas between them, or a list. */
    public String getAudiences() {
        return audiences;
    }

    /** Whether it is done also when this build deployed nothing to the environment. */
    public boolean isForce() {
        return force;
    }

    /** A program of an earlier version, which knew neither checks nor their time, may be going on. */
    private Object readResolve() {
        if (checks == null) {
            checks = new ArrayList<>();
            verify = true;
            retryFor = SmokeTestStep.DEFAULT_RETRY_FOR;
        }
        return this;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RollbackReleaseExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("rollbackRelease", Messages.RollbackReleaseStep_displayName());
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("audiences", Parameters::value);
        }

        @Override
        @POST
        public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(item, value, EnvironmentName::require);
        }
    }
}
