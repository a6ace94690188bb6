package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withSmokeTest}: the body is the test. */
public class WithSmokeTestStep extends NamedRunStep {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public WithSmokeTestStep() {
        // Both parameters have good defaults.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new WithSmokeTestExecution(context, this);
    }

    /** Descriptor of the step. */
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
