package io.jenkins.plugins.releasechecklist.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironments;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The protected environments, audiences and checklist templates of a folder. They hold for every job below it, in addition to those of the folders
 * around it and of the system configuration.
 */
public class FolderProtection extends AbstractFolderProperty<AbstractFolder<?>> {
    private ProtectedEnvironments environments = ProtectedEnvironments.NONE;
    private List<Audience> audiences = new ArrayList<>();
    private List<ChecklistTemplate> templates = new ArrayList<>();

    /** Makes a property that demands nothing yet. */
    @DataBoundConstructor
    public FolderProtection() {
        // The environments are set by Stapler.
    }

    public List<ProtectedEnvironment> getEnvironments() {
        return environments.rules();
    }

    /** Replaces all protected environments; refuses two with the same pattern. */
    @DataBoundSetter
    public void setEnvironments(List<ProtectedEnvironment> environments) {
        this.environments = ProtectedEnvironments.of(environments);
    }

    public List<Audience> getAudiences() {
        return List.copyOf(audiences);
    }

    /** Replaces all audiences; refuses two with the same name. */
    @DataBoundSetter
    public void setAudiences(List<Audience> audiences) {
        this.audiences = Audience.distinct(audiences);
    }

    public List<ChecklistTemplate> getTemplates() {
        return List.copyOf(templates);
    }

    /** Replaces all checklist templates; refuses two with the same name. */
    @DataBoundSetter
    public void setTemplates(List<ChecklistTemplate> templates) {
        this.templates = ChecklistTemplate.distinct(templates);
    }

    /** The rules that are about one of the names at least. */
    public List<ProtectedEnvironment> covering(Collection<String> names) {
        return environments.covering(names);
    }

    private Object readResolve() {
        // Jenkins always writes the element, so that somebody lost it, and what it demanded.
        environments = environments == null
                ? ProtectedEnvironments.NONE.withUnreadable(Messages.FolderProtection_noEnvironments())
                : environments;
        audiences = audiences == null ? new ArrayList<>() : audiences;
        templates = templates == null ? new ArrayList<>() : templates;
        return this;
    }

    /** What the properties of folders say. */
    @Extension(optional = true)
    public static final class Rules implements FolderRules {
        @Override
        public List<ProtectedEnvironment> covering(Item item, Collection<String> names) {
            return of(item).map(protection -> protection.covering(names)).orElse(List.of());
        }

        @Override
        public List<ProtectedEnvironment> environments(Item item) {
            return of(item).map(FolderProtection::getEnvironments).orElse(List.of());
        }

        @Override
        public List<Audience> audiences(Item item) {
            return of(item).map(FolderProtection::getAudiences).orElse(List.of());
        }

        @Override
        public List<ChecklistTemplate> templates(Item item) {
            return of(item).map(FolderProtection::getTemplates).orElse(List.of());
        }

        private static Optional<FolderProtection> of(Item item) {
            return item instanceof AbstractFolder<?> folder
                    ? Optional.ofNullable(folder.getProperties().get(FolderProtection.class))
                    : Optional.empty();
        }
    }

    /** The form of the property. */
    @Extension(optional = true)
    @Symbol("releaseProtection")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FolderProtection_displayName();
        }

        /** Every folder shows the form; one that says nothing gets no property. */
        @Override
        @CheckForNull
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            AbstractFolderProperty<?> property = super.newInstance(request, form);
            return property instanceof FolderProtection protection
                            && protection.getEnvironments().isEmpty()
                            && protection.getAudiences().isEmpty()
                            && protection.getTemplates().isEmpty()
                    ? null
                    : property;
        }
    }
}
