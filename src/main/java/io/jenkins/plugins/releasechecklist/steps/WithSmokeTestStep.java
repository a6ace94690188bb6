package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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

        @POST
        public FormValidation doCheckJunit(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> Objects.requireNonNull(Parameters.reports(text)));
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }
    }
}
