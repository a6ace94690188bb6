package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
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

    private String duration;
    private String interval;
    private String successRate;
    private String p50;
    private String p95;
    private String p99;
    private int consecutiveFailures;
    private String version;
    private String metrics;
    private boolean baseline;
    private String onInconclusive = DEFAULT_ON_INCONCLUSIVE;

    @DataBoundConstructor
    public PostDeployVerifyStep() {
        // What is not given comes from the plan, or has a default.
    }

    public String getDuration() {
        return duration;
    }

    @DataBoundSetter
    public void setDuration(String duration) {
        this.duration = Parameters.orNull(duration);
    }

    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = Parameters.orNull(interval);
    }

    public String getSuccessRate() {
        return successRate;
    }

    @DataBoundSetter
    public void setSuccessRate(String successRate) {
        this.successRate = Parameters.orNull(successRate);
    }

    public String getP50() {
        return p50;
    }

    @DataBoundSetter
    public void setP50(String p50) {
        this.p50 = Parameters.orNull(p50);
    }

    public String getP95() {
        return p95;
    }

    @DataBoundSetter
    public void setP95(String p95) {
        this.p95 = Parameters.orNull(p95);
    }

    public String getP99() {
        return p99;
    }

    @DataBoundSetter
    public void setP99(String p99) {
        this.p99 = Parameters.orNull(p99);
    }

    public int getConsecutiveFailures() {
        return consecutiveFailures;
    }

    @DataBoundSetter
    public void setConsecutiveFailures(int consecutiveFailures) {
        this.consecutiveFailures = consecutiveFailures;
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = Parameters.orNull(version);
    }

    public String getMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(String metrics) {
        this.metrics = Parameters.orNull(metrics);
    }

    public boolean isBaseline() {
        return baseline;
    }

    @DataBoundSetter
    public void setBaseline(boolean baseline) {
        this.baseline = baseline;
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = Parameters.given(onInconclusive).orElse(DEFAULT_ON_INCONCLUSIVE);
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
            return validate(item, value, PostDeployVerifyStep::setDuration);
        }

        @POST
        public FormValidation doCheckInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setInterval);
        }

        @POST
        public FormValidation doCheckSuccessRate(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setSuccessRate);
        }

        @POST
        public FormValidation doCheckP50(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setP50);
        }

        @POST
        public FormValidation doCheckP95(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setP95);
        }

        @POST
        public FormValidation doCheckP99(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setP99);
        }

        @POST
        public FormValidation doCheckConsecutiveFailures(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 0, Integer.MAX_VALUE);
        }

        @POST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setVersion);
        }

        @POST
        public FormValidation doCheckMetrics(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, PostDeployVerifyStep::setMetrics);
        }

        @POST
        public ListBoxModel doFillOnInconclusiveItems() {
            return choices(Parameters.words(PostDeployVerifyExecution.OnInconclusive.values()));
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
