package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code postDeployVerify}: observes what was deployed, and judges it. */
public class PostDeployVerifyStep extends CheckingStep {
    private static final long serialVersionUID = 1L;

    /** What a doubt means. */
    public static final String DEFAULT_ON_INCONCLUSIVE = "fail";

    @DataBoundSetter
    String duration;

    @DataBoundSetter
    String interval;

    @DataBoundSetter
    String initialDelay;

    @DataBoundSetter
    String successRate;

    @DataBoundSetter
    String p50;

    @DataBoundSetter
    String p95;

    @DataBoundSetter
    String p99;

    @DataBoundSetter
    int consecutiveFailures;

    @DataBoundSetter
    String version;

    @DataBoundSetter
    String metrics;

    @DataBoundSetter
    boolean baseline;

    @DataBoundSetter
    String onInconclusive = DEFAULT_ON_INCONCLUSIVE;

    @DataBoundSetter
    String answerTimeout;

    @DataBoundConstructor
    public PostDeployVerifyStep() {
        // What is not given comes from the plan, or has a default.
    }

    public String getDuration() {
        return duration;
    }

    public String getInterval() {
        return interval;
    }

    public String getInitialDelay() {
        return initialDelay;
    }

    public String getSuccessRate() {
        return successRate;
    }

    public String getP50() {
        return p50;
    }

    public String getP95() {
        return p95;
    }

    public String getP99() {
        return p99;
    }

    public int getConsecutiveFailures() {
        return consecutiveFailures;
    }

    public String getVersion() {
        return version;
    }

    public String getMetrics() {
        return metrics;
    }

    public boolean isBaseline() {
        return baseline;
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    public String getAnswerTimeout() {
        return answerTimeout;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PostDeployVerifyExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("postDeployVerify", Messages.PostDeployVerifyStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("version", Parameters::map, "metrics", Parameters::value);
        }

        @POST
        public FormValidation doCheckDuration(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.duration = text);
        }

        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> {
                step.interval = Parameters.read("interval", text, Durations::parse)
                        .map(Durations::format)
                        .orElse(null);
                // How long the verification takes stands in a field of its own.
                step.duration = step.interval;
            });
        }

        @POST
        public FormValidation doCheckInitialDelay(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.initialDelay = text);
        }

        @POST
        public FormValidation doCheckSuccessRate(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.successRate = text);
        }

        @POST
        public FormValidation doCheckP50(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.p50 = text);
        }

        @POST
        public FormValidation doCheckP95(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.p95 = text);
        }

        @POST
        public FormValidation doCheckP99(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.p99 = text);
        }

        @POST
        public FormValidation doCheckConsecutiveFailures(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 0, Integer.MAX_VALUE);
        }

        @POST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.version = text);
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, (step, text) -> step.metrics = text);
        }

        @POST
        public ListBoxModel doFillOnInconclusiveItems() {
            return choices(Parameters.words(PostDeployVerifyExecution.OnInconclusive.values()));
        }

        @POST
        public FormValidation doCheckAnswerTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, PostDeployVerifyExecution::answerTimeout);
        }

        /** Checks one field as the step would, were it the only one. */
        private static FormValidation validate(
                @CheckForNull Item item, @CheckForNull String value, BiConsumer<PostDeployVerifyStep, String> setter) {
            return ReleaseCheckDescriptor.validate(item, value, text -> {
                PostDeployVerifyStep step = new PostDeployVerifyStep();
                setter.accept(step, text);
                VerificationTerms.wishes(step).rules();
            });
        }
    }
}
