package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.security.stapler.StaplerNotDispatchable;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.springframework.security.core.Authentication;

/** The credentials of the environments that a folder protects, for the builds below it. */
public class FolderCredentials extends AbstractFolderProperty<AbstractFolder<?>> {
    private List<EnvironmentCredentials> environments = new ArrayList<>();

    /** Makes a property without credentials. */
    @DataBoundConstructor
    public FolderCredentials() {
        // The environments are set by Stapler.
    }

    @StaplerNotDispatchable
    public List<EnvironmentCredentials> getEnvironments() {
        return environments == null ? List.of() : List.copyOf(environments);
    }

    /** Replaces all credentials; refuses two lists for one environment. */
    @DataBoundSetter
    public void setEnvironments(List<EnvironmentCredentials> environments) {
        this.environments = FormCopy.copy(environments, EnvironmentCredentials::getEnvironment, "the environment");
    }

    /** The form of the folder says nothing of them: they stay. */
    @Override
    public AbstractFolderProperty<?> reconfigure(StaplerRequest2 request, JSONObject form) {
        return this;
    }

    /** The store of a folder. */
    private static final class Store extends EnvironmentCredentialsStore {
        private final AbstractFolder<?> folder;

        Store(AbstractFolder<?> folder) {
            super(FolderEnvironmentsProvider.class);
            this.folder = folder;
        }

        @Override
        List<ProtectedEnvironment> rules() {
            return Optional.ofNullable(folder.getProperties().get(FolderProtection.class))
                    .map(FolderProtection::getEnvironments)
                    .orElse(List.of());
        }

        @Override
        List<EnvironmentCredentials> kept() {
            return Optional.ofNullable(folder.getProperties().get(FolderCredentials.class))
                    .map(FolderCredentials::getEnvironments)
                    .orElse(List.of());
        }

        @Override
        void keep(List<EnvironmentCredentials> all) throws IOException {
            FolderCredentials property = new FolderCredentials();
            property.setEnvironments(all);
            property.setOwner(folder);
            folder.getProperties().replace(property);
            folder.save();
        }

        @Override
        Permission configure() {
            return Item.CONFIGURE;
        }

        @Override
        @NonNull
        public ModelObject getContext() {
            return folder;
        }
    }

    /** Gives folders their store, and nobody any credentials. */
    @Extension(optional = true)
    public static final class FolderEnvironmentsProvider extends CredentialsProvider {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FolderCredentials_provider();
        }

        @Override
        public Set<CredentialsScope> getScopes(ModelObject object) {
            return object instanceof AbstractFolder ? Set.of(CredentialsScope.GLOBAL) : null;
        }

        @Override
        @CheckForNull
        public CredentialsStore getStore(@CheckForNull ModelObject object) {
            return object instanceof AbstractFolder<?> folder ? new Store(folder) : null;
        }

        @Override
        @NonNull
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                @NonNull Class<C> type,
                ItemGroup group,
                Authentication authentication,
                @NonNull List<DomainRequirement> requirements) {
            return List.of();
        }

        @Override
        @NonNull
        public <C extends Credentials> List<C> getCredentialsInItem(
                @NonNull Class<C> type,
                @NonNull Item item,
                Authentication authentication,
                @NonNull List<DomainRequirement> requirements) {
            return List.of();
        }
    }

    /** Describes the property to Job DSL and the like. */
    @Extension(optional = true)
    @Symbol("environmentCredentials")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.EnvironmentCredentialsStore_displayName();
        }

        /** The form of the folder has no fields for it. */
        @Override
        @CheckForNull
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return request == null || form.has("environments") ? super.newInstance(request, form) : null;
        }
    }
}
