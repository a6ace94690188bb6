package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code withSmokeTest}: the body is the test. */
public class WithSmokeTestStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    private String environment;
    private String name;

    @DataBoundConstructor
    public WithSmokeTestStep() {
        // Both parameters have good defaults.
    }

    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = orNull(environment);
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = orNull(name);
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
