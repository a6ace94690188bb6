package io.jenkins.plugins.releasechecklist.config.credentials;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.security.stapler.StaplerNotDispatchable;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

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
    @Extension(optional = true, ordinal = -Double.MAX_VALUE)
    public static final class FolderEnvironmentsProvider extends EnvironmentStoreProvider<AbstractFolder<?>> {
        /** Called by Jenkins. */
        @SuppressWarnings("unchecked")
        public FolderEnvironmentsProvider() {
            super((Class<AbstractFolder<?>>) (Class<?>) AbstractFolder.class, Store::new);
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FolderCredentials_provider();
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
