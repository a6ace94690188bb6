package io.jenkins.plugins.releasechecklist.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.plan.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.probe.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.VerificationRules;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.util.Map;
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
    private String p95;
    private String version;
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
        this.duration = orNull(duration);
    }

    public String getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(String interval) {
        this.interval = orNull(interval);
    }

    public String getSuccessRate() {
        return successRate;
    }

    @DataBoundSetter
    public void setSuccessRate(String successRate) {
        this.successRate = orNull(successRate);
    }

    public String getP95() {
        return p95;
    }

    @DataBoundSetter
    public void setP95(String p95) {
        this.p95 = orNull(p95);
    }

    public String getVersion() {
        return version;
    }

    @DataBoundSetter
    public void setVersion(String version) {
        this.version = orNull(version);
    }

    public String getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        this.onInconclusive = given(onInconclusive).orElse(DEFAULT_ON_INCONCLUSIVE);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PostDeployVerifyExecution(context, this);
    }

    /** Descriptor of the step. */
    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("postDeployVerify", Messages.PostDeployVerifyStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("version", Structured::map);
        }

        /** Checks the duration. */
        @POST
        public FormValidation doCheckDuration(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> rules(text, null, null, null));
        }

        /** Checks the duration. */
        @POST
        public FormValidation doCheckInterval(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> rules(null, text, null, null));
        }

        /** Checks the criterion. */
        @POST
        public FormValidation doCheckSuccessRate(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> rules(null, null, text, null));
        }

        /** Checks the criterion. */
        @POST
        public FormValidation doCheckP95(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> rules(null, null, null, text));
        }

        /** Checks where the version is. */
        @POST
        public FormValidation doCheckVersion(
                @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> InlineValues.version(Structured.map(text), "version"));
        }

        /** Offers what a failure can mean. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return choices(Parameters.words(OnFailure.values()));
        }

        /** Offers what a doubt can mean. */
        @POST
        public ListBoxModel doFillOnInconclusiveItems() {
            return choices(Parameters.words(OnInconclusive.values()));
        }

        private static void rules(String duration, String interval, String successRate, String p95) {
            VerificationRules.of(
                    given(duration).map(Durations::parse),
                    given(interval).map(Durations::parse),
                    given(successRate).map(Criterion::parse),
                    given(p95).map(Criterion::parse),
                    false);
        }
    }
}
