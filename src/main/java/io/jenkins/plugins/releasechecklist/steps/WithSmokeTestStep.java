package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code withSmokeTest}: the body is the test. */
public class WithSmokeTestStep extends NamedRunStep {
    private static final long serialVersionUID = 1L;

    /** Null when no reports are read. */
    @DataBoundSetter
    String junit;

    @DataBoundConstructor
    public WithSmokeTestStep() {
        // All parameters have good defaults.
    }

    public String getJunit() {
        return junit;
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
