package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code withSmokeTest}: the body is the test. */
public class WithSmokeTestStep extends NamedRunStep {
    private static final long serialVersionUID = 1L;

    /** Null when no reports are read. */
    private String junit;

    @DataBoundConstructor
    public WithSmokeTestStep() {
        // All parameters have good defaults.
    }

    public String getJunit() {
        return junit;
    }

    @DataBoundSetter
    public void setJunit(String junit) {
        this.junit = Parameters.orNull(junit);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WithSmokeTestExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("withSmokeTest", Messages.WithSmokeTestStep_displayName());
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
