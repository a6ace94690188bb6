package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code smokeTest}: runs checks until each of them passes or its time is over. */
public class SmokeTestStep extends CheckingStep {
    private static final long serialVersionUID = 1L;

    /** How many checks run at the same time. */
    public static final int DEFAULT_CONCURRENCY = RunSettings.DEFAULT.concurrency();
    /** How long one attempt may take. */
    public static final String DEFAULT_TIMEOUT = Durations.format(RunSettings.DEFAULT.timeout());
    /** How long a check that does not pass is tried again. */
    public static final String DEFAULT_RETRY_FOR = Durations.format(RunSettings.DEFAULT.retryFor());

    @DataBoundSetter
    int concurrency = DEFAULT_CONCURRENCY;

    @DataBoundSetter
    String timeout = DEFAULT_TIMEOUT;

    @DataBoundSetter
    String retryFor = DEFAULT_RETRY_FOR;

    /** Null when no reports are read. */
    @DataBoundSetter
    String junit;

    @DataBoundConstructor
    public SmokeTestStep() {
        // The checks come inline or from the plan; which, is known when the step runs.
    }

    public int getConcurrency() {
        return concurrency;
    }

    public String getTimeout() {
        return timeout;
    }

    public String getRetryFor() {
        return retryFor;
    }

    public String getJunit() {
        return junit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new SmokeTestExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("smokeTest", Messages.SmokeTestStep_displayName());
        }

        public String getDefaultTimeout() {
            return DEFAULT_TIMEOUT;
        }

        public int getDefaultConcurrency() {
            return DEFAULT_CONCURRENCY;
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item,
                    value,
                    text -> Objects.requireNonNull(RunSettings.DEFAULT.withTimeout(Durations.parse(text))));
        }

        @POST
        public FormValidation doCheckConcurrency(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, RunSettings.MAX_CONCURRENCY);
        }
    }
}
