package io.jenkins.plugins.releasechecklist.steps.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.credentialsbinding.BindingDescriptor;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException;

/** A binding of any kind whose credentials are those of an environment. */
final class EnvironmentBinding extends MultiBinding<StandardCredentials> {
    private final MultiBinding<?> binding;
    private final HandOut handOut;

    EnvironmentBinding(MultiBinding<?> binding, HandOut handOut) {
        super(binding.getCredentialsId());
        this.binding = binding;
        this.handOut = handOut;
    }

    @Override
    protected Class<StandardCredentials> type() {
        return StandardCredentials.class;
    }

    @Override
    public MultiEnvironment bind(Run<?, ?> build, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        return handOut.give(
                binding,
                () -> binding.bind(build, workspace, launcher, listener),
                unbinder -> unbinder.unbind(build, workspace, launcher, listener));
    }

    @Override
    public Set<String> variables(Run<?, ?> build) throws CredentialNotFoundException {
        return binding.variables(build);
    }

    @Override
    @SuppressWarnings("unchecked")
    public BindingDescriptor<StandardCredentials> getDescriptor() {
        return (BindingDescriptor<StandardCredentials>) (BindingDescriptor<?>) binding.getDescriptor();
    }
}
