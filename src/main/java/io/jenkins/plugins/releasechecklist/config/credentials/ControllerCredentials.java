package io.jenkins.plugins.releasechecklist.config.credentials;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.ModelObject;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerNotDispatchable;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The credentials of the environments that the system configuration protects, in a file of their own; {@code unclassified:
 * environmentCredentials} in Configuration as Code. Its form is the store in the pages of the Credentials plugin.
 */
@Extension
@Symbol("environmentCredentials")
public class ControllerCredentials extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(ControllerCredentials.class.getName());

    private List<EnvironmentCredentials> environments = new ArrayList<>();
    /** Whether there is a file that nobody could read, and that must not be written over. */
    private transient boolean unread;

    /** Called by Jenkins; reads what was saved. */
    public ControllerCredentials() {
        load();
    }

    @Override
    public final synchronized void load() {
        XmlFile file = getConfigFile();
        try {
            if (file.exists()) {
                file.unmarshal(this);
            }
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING, e, () -> "Cannot read " + file + ", so no build gets credentials of environments");
            unread = true;
            environments = new ArrayList<>();
        }
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.EnvironmentCredentialsStore_displayName();
    }

    /** The form of the system configuration has no fields for it. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        return true;
    }

    @StaplerNotDispatchable
    public synchronized List<EnvironmentCredentials> getEnvironments() {
        return environments == null ? List.of() : List.copyOf(environments);
    }

    /**
     * Replaces all credentials; refuses two lists for one environment.
     *
     * @throws IllegalStateException if what was saved could not be read, which this would write over
     */
    @DataBoundSetter
    public synchronized void setEnvironments(List<EnvironmentCredentials> environments) {
        if (unread) {
            throw new IllegalStateException(Messages.ControllerCredentials_unreadable(
                    getConfigFile().getFile().getName()));
        }
        this.environments = FormCopy.copy(environments, EnvironmentCredentials::getEnvironment, "the environment");
        save();
    }

    /** The store that people see. */
    static final class Store extends EnvironmentCredentialsStore {
        Store() {
            super(SystemEnvironmentsProvider.class);
        }

        private static ControllerCredentials saved() {
            return ExtensionList.lookupSingleton(ControllerCredentials.class);
        }

        @Override
        List<ProtectedEnvironment> rules() {
            return ReleaseChecklistConfiguration.get().getEnvironments();
        }

        @Override
        List<EnvironmentCredentials> kept() {
            return saved().getEnvironments();
        }

        @Override
        void keep(List<EnvironmentCredentials> all) {
            saved().setEnvironments(all);
        }

        @Override
        Permission configure() {
            return Jenkins.ADMINISTER;
        }

        @Override
        @NonNull
        public ModelObject getContext() {
            return Jenkins.get();
        }
    }

    /** Gives Jenkins its store, after all others, and nobody any credentials. */
    @Extension(ordinal = -Double.MAX_VALUE)
    public static final class SystemEnvironmentsProvider extends EnvironmentStoreProvider<Jenkins> {
        /** Called by Jenkins. */
        public SystemEnvironmentsProvider() {
            super(Jenkins.class, jenkins -> new Store());
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ControllerCredentials_provider();
        }
    }
}
