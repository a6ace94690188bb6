package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import jakarta.servlet.ServletException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The page {@code manage/release-checklist}: the form of {@link ReleaseChecklistConfiguration}, which would be the longest section of Manage
 * Jenkins &gt; System. Whoever may read the system configuration may read it; an administrator changes it.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ConfigurationPage extends ManagementLink implements StaplerProxy {
    static final String URL_NAME = "release-checklist";

    @Override
    public String getIconFileName() {
        return "symbol-clipboard-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseChecklistConfiguration_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.ConfigurationPage_description();
    }

    @Override
    public String getUrlName() {
        return URL_NAME;
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    @Override
    @NonNull
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(getRequiredPermission());
        return this;
    }

    /** What the page is about. */
    public ReleaseChecklistConfiguration getConfiguration() {
        return ReleaseChecklistConfiguration.get();
    }

    /** Takes the form as a whole or, with a message, not at all. */
    @POST
    public HttpResponse doConfigure(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        ReleaseChecklistConfiguration configuration = getConfiguration();
        configuration.configure(
                request, request.getSubmittedForm().getJSONObject(configuration.getJsonSafeClassName()));
        return FormApply.success(".");
    }
}
