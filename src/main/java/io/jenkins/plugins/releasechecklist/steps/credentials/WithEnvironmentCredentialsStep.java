package io.jenkins.plugins.releasechecklist.steps.credentials;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.BindingStep;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code withEnvironmentCredentials}: the body gets credentials of an environment, if the build has its Go. What becomes of them
 * there, and how they are hidden in the log, is as in {@code withCredentials}, whose execution does it, also over a restart.
 */
public class WithEnvironmentCredentialsStep extends Step {
    static final String NAME = "withEnvironmentCredentials";

    private final String environment;
    // Raw, because the model of a step does not know lists of anything with a wildcard.
    @SuppressWarnings("rawtypes")
    private final List<MultiBinding> bindings;

    @DataBoundConstructor
    @SuppressWarnings("rawtypes")
    public WithEnvironmentCredentialsStep(String environment, List<MultiBinding> bindings) {
        this.environment = Parameters.orNull(environment);
        this.bindings = bindings == null ? List.of() : List.copyOf(bindings);
    }

    public String getEnvironment() {
        return environment;
    }

    @SuppressWarnings("rawtypes")
    public List<MultiBinding> getBindings() {
        return bindings;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public StepExecution start(StepContext context) throws Exception {
        if (bindings.isEmpty()) {
            throw new AbortException(Messages.WithEnvironmentCredentialsStep_noBindings());
        }
        String where = Parameters.environment(environment)
                .orElseThrow(() -> new AbortException(Messages.WithEnvironmentCredentialsStep_noEnvironment()));
        boolean workspace = context.get(FilePath.class) != null && context.get(Launcher.class) != null;
        HandOut handOut = new HandOut(where, bindings, context);
        List<MultiBinding> behindTheGate = new ArrayList<>();
        for (MultiBinding<?> binding : bindings) {
            if (binding.getDescriptor().requiresWorkspace() && !workspace) {
                throw new MissingContextVariableException(FilePath.class, getDescriptor());
            }
            behindTheGate.add(new EnvironmentBinding(binding, handOut));
        }
        return new BindingStep(behindTheGate).start(context);
    }

    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.WithEnvironmentCredentialsStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(
                    item, value, text -> Objects.requireNonNull(EnvironmentName.require(text)));
        }
    }
}
