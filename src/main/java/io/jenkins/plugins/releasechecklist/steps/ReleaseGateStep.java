package io.jenkins.plugins.releasechecklist.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code releaseGate}: waits for Go or No-go. */
public class ReleaseGateStep extends ReleaseStep {
    private static final long serialVersionUID = 1L;

    /** Whether one No-go ends the gate at once. */
    public static final boolean DEFAULT_VETO = true;
    /** What happens when the time runs out. */
    public static final String DEFAULT_ON_TIMEOUT = "noGo";

    @DataBoundSetter
    String environment;

    @DataBoundSetter
    String id;

    @DataBoundSetter
    String message;

    @DataBoundSetter
    String approvals;

    @DataBoundSetter
    boolean veto = DEFAULT_VETO;

    @DataBoundSetter
    String requires;

    @DataBoundSetter
    String window;

    @DataBoundSetter
    String timeout;

    @DataBoundSetter
    String onTimeout = DEFAULT_ON_TIMEOUT;

    @DataBoundSetter
    boolean forbidSelfApproval;

    @DataBoundConstructor
    public ReleaseGateStep() {
        // What is not given comes from the plan and the rules of the administrator.
    }

    public String getEnvironment() {
        return environment;
    }

    public String getId() {
        return id;
    }

    public String getMessage() {
        return message;
    }

    public String getApprovals() {
        return approvals;
    }

    public boolean isVeto() {
        return veto;
    }

    public String getRequires() {
        return requires;
    }

    public String getWindow() {
        return window;
    }

    public String getTimeout() {
        return timeout;
    }

    public String getOnTimeout() {
        return onTimeout;
    }

    public boolean isForbidSelfApproval() {
        return forbidSelfApproval;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ReleaseGateExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ReleaseStepDescriptor {
        public DescriptorImpl() {
            super("releaseGate", Messages.ReleaseGateStep_displayName());
        }

        @Override
        Map<String, Function<String, Object>> structured() {
            return Map.of("approvals", Parameters::map, "requires", Parameters::value, "window", Parameters::mapOrText);
        }

        /** Whether the form begins with one No-go ending the gate. */
        public boolean isDefaultVeto() {
            return DEFAULT_VETO;
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(item, value, text -> Ids.require(text.strip(), "id"));
        }

        /** Checks the approvals; which roles there are, is known when the step runs. */
        @POST
        public FormValidation doCheckApprovals(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> InlineValues.approvals(Parameters.map(text), "approvals"));
        }

        @POST
        public FormValidation doCheckRequires(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> Parameters.list(text).forEach(id -> Ids.require(id, "requires")));
        }

        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> InlineValues.window(Parameters.mapOrText(text), "window"));
        }

        @POST
        public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validate(
                    item, value, text -> GatePolicy.requirePositive(Optional.of(Durations.parse(text)), "a timeout"));
        }

        @POST
        public ListBoxModel doFillOnTimeoutItems() {
            return choices(Parameters.words(OnTimeout.values()));
        }
    }
}
