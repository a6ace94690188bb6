package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Items;
import hudson.security.SecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.SlackChannel;
import io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.DeploymentWindow;
import io.jenkins.plugins.releasechecklist.config.environment.Escalation;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironments;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.config.form.TextAreaLines;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Manage Jenkins &gt; Release Checklist, {@code unclassified: releaseChecklist} in Configuration as Code. Every change is saved at once. Lists are replaced as a whole and never changed in place, so that any thread may read.
 */
@Extension
@Symbol("releaseChecklist")
public class ReleaseChecklistConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(ReleaseChecklistConfiguration.class.getName());

    private volatile boolean allowControllerProbes;
    private volatile boolean keepReleases;
    private volatile ProbeTargets targets = ProbeTargets.DEFAULT;
    private volatile List<Role> roles = new ArrayList<>();
    private volatile List<Channel> channels = new ArrayList<>();
    private volatile List<Audience> audiences = new ArrayList<>();
    private volatile ProtectedEnvironments environments = ProtectedEnvironments.NONE;
    private volatile List<ChecklistTemplate> templates = new ArrayList<>();
    private volatile List<RelatedResource> resources = new ArrayList<>();
    private volatile List<Reference> references = new ArrayList<>();
    private volatile List<CredentialsTarget> credentialsTargets = new ArrayList<>();
    private volatile List<TimeStampAuthority> timeStampAuthorities = new ArrayList<>();

    /** Called by Jenkins; reads what was saved. */
    public ReleaseChecklistConfiguration() {
        load();
    }

    /**
     * Reads what was saved. Jenkins starts with an empty configuration when it cannot read a file; then nothing may pass, as
     * nobody knows what was protected.
     */
    @Override
    public synchronized void load() {
        XmlFile file = getConfigFile();
        if (file.exists()) {
            ProbeTargets unread = ProbeTargets.unreadable(file.getFile().getName());
            targets = unread;
            try {
                file.unmarshal(this);
                // Jenkins leaves out an element that it cannot read; only in a file of an earlier version there is
                // none.
                if (targets == unread && !file.asString().contains("<targets")) {
                    targets = ProbeTargets.DEFAULT;
                }
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "Cannot read " + file + ", so no release gate can be opened and no check can run");
                environments = environments.withUnreadable(Messages.ReleaseChecklistConfiguration_unreadable(
                        file.getFile().getName()));
            }
        }
    }

    /** Files of earlier versions name these classes by the package that they were in. */
    @Initializer(before = InitMilestone.PLUGINS_STARTED)
    @Restricted(DoNotUse.class)
    public static void readEarlierFiles() {
        for (Class<?> moved : List.of(
                Audience.class,
                DeploymentWindow.class,
                EmailChannel.class,
                Escalation.class,
                FreezeExemption.class,
                FreezePeriod.class,
                ProtectedEnvironment.class,
                RequiredApproval.class,
                Role.class,
                SlackChannel.class,
                TeamsChannel.class,
                WebhookChannel.class)) {
            String earlier = ReleaseChecklistConfiguration.class.getPackageName() + "." + moved.getSimpleName();
            Jenkins.XSTREAM2.addCompatibilityAlias(earlier, moved);
            Items.XSTREAM2.addCompatibilityAlias(earlier, moved);
        }
    }

    @Override
    protected XmlFile getConfigFile() {
        return new XmlFile(Jenkins.XSTREAM2, super.getConfigFile().getFile());
    }

    public static ReleaseChecklistConfiguration get() {
        return ExtensionList.lookupSingleton(ReleaseChecklistConfiguration.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.ReleaseChecklistConfiguration_displayName();
    }

    /** Whether checks may run on the controller, where they reach its network. Default: they may not. */
    public boolean isAllowControllerProbes() {
        return allowControllerProbes;
    }

    @DataBoundSetter
    public void setAllowControllerProbes(boolean allowControllerProbes) {
        this.allowControllerProbes = allowControllerProbes;
        save();
    }

    /** Whether builds whose release went out are kept from being discarded. Default: they are not. */
    public boolean isKeepReleases() {
        return keepReleases;
    }

    @DataBoundSetter
    public void setKeepReleases(boolean keepReleases) {
        this.keepReleases = keepReleases;
        save();
    }

    /** What checks may connect to, wherever they run; empty: everything that is not denied. */
    public List<String> getAllowedTargets() {
        return targets.lines(ProbeTargets.ALLOWED);
    }

    /** Replaces the whole list; an {@link IllegalArgumentException} names a line that is no host, address or network. */
    @DataBoundSetter
    public void setAllowedTargets(List<String> lines) {
        targets = targets.with(ProbeTargets.ALLOWED, lines);
        save();
    }

    /** What checks may not connect to, wherever they run. */
    public List<String> getDeniedTargets() {
        return targets.lines(ProbeTargets.DENIED);
    }

    /** Replaces the whole list; an {@link IllegalArgumentException} names a line that is no host, address or network. */
    @DataBoundSetter
    public void setDeniedTargets(List<String> lines) {
        targets = targets.with(ProbeTargets.DENIED, lines);
        save();
    }

    /** What checks that run on the controller may not connect to. By default its own addresses, link-local ones, and those of metadata. */
    public List<String> getControllerDeniedTargets() {
        return targets.lines(ProbeTargets.CONTROLLER_DENIED);
    }

    /** Replaces the whole list; an {@link IllegalArgumentException} names a line that is no host, address or network. */
    @DataBoundSetter
    public void setControllerDeniedTargets(List<String> lines) {
        targets = targets.with(ProbeTargets.CONTROLLER_DENIED, lines);
        save();
    }

    /** One of the lists of targets as the form shows it. */
    public String targetsText(String list) {
        return TextAreaLines.text(targets.lines(list));
    }

    /** What checks may connect to, as it is at this moment. */
    public ProbeTargets targets() {
        return targets;
    }

    public List<Role> getRoles() {
        return List.copyOf(roles);
    }

    /** Replaces all roles; an {@link IllegalArgumentException} says which two have the same name. */
    @DataBoundSetter
    public void setRoles(List<Role> roles) {
        this.roles = FormCopy.copy(roles, Role::getName, "the role");
        save();
    }

    public List<Channel> getChannels() {
        return List.copyOf(channels);
    }

    /** The channel with this very name. */
    public Optional<Channel> channel(String name) {
        return channels.stream()
                .filter(channel -> channel.getName().equals(name))
                .findFirst();
    }

    /** Replaces all channels; an {@link IllegalArgumentException} says which two have the same name. */
    @DataBoundSetter
    public void setChannels(List<Channel> channels) {
        this.channels = FormCopy.copy(channels, Channel::getName, "the channel");
        save();
    }

    public List<Audience> getAudiences() {
        return List.copyOf(audiences);
    }

    /** Replaces all audiences; an {@link IllegalArgumentException} says which two have the same name. */
    @DataBoundSetter
    public void setAudiences(List<Audience> audiences) {
        this.audiences = Audience.distinct(audiences);
        save();
    }

    public List<ProtectedEnvironment> getEnvironments() {
        return environments.rules();
    }

    /** The protected environments that are about one of the names at least; all of them hold together. */
    List<ProtectedEnvironment> covering(Collection<String> names) {
        return environments.covering(names);
    }

    /** Replaces all protected environments; an {@link IllegalArgumentException} says which two have the same pattern. */
    @DataBoundSetter
    public void setEnvironments(List<ProtectedEnvironment> environments) {
        this.environments = ProtectedEnvironments.of(environments);
        save();
    }

    public List<ChecklistTemplate> getTemplates() {
        return List.copyOf(templates);
    }

    /** Replaces all checklist templates; an {@link IllegalArgumentException} says which two have the same name. */
    @DataBoundSetter
    public void setTemplates(List<ChecklistTemplate> templates) {
        this.templates = ChecklistTemplate.distinct(templates);
        save();
    }

    public List<RelatedResource> getResources() {
        return List.copyOf(resources);
    }

    /** Where the related resource with the title is; upper and lower case of the title are the same. */
    public Optional<String> resourceUrl(String title) {
        return resources.stream()
                .filter(resource -> resource.getTitle().equalsIgnoreCase(title.strip()))
                .map(RelatedResource::getUrl)
                .findFirst();
    }

    /** Replaces all related resources; an {@link IllegalArgumentException} says which two have the same title. */
    @DataBoundSetter
    public void setResources(List<RelatedResource> resources) {
        this.resources = FormCopy.copy(resources, RelatedResource::getTitle, "the resource");
        save();
    }

    public List<Reference> getReferences() {
        return List.copyOf(references);
    }

    @DataBoundSetter
    public void setReferences(List<Reference> references) {
        this.references = new ArrayList<>(references);
        save();
    }

    /** What becomes a link in the change log of release notes, in the order of the configuration. */
    public List<ReferencePattern> referencePatterns() {
        return references.stream().map(Reference::toPattern).toList();
    }

    /** Which hosts may get which credentials from checks of plans. Default: none; then a step has to name them. */
    public List<CredentialsTarget> getCredentialsTargets() {
        return List.copyOf(credentialsTargets);
    }

    @DataBoundSetter
    public void setCredentialsTargets(List<CredentialsTarget> credentialsTargets) {
        this.credentialsTargets = new ArrayList<>(credentialsTargets);
        save();
    }

    /** Who stamps the ledger of releases. Default: nobody, and nobody is asked. */
    public List<TimeStampAuthority> getTimeStampAuthorities() {
        return List.copyOf(timeStampAuthorities);
    }

    /** Replaces all authorities; an {@link IllegalArgumentException} says which two have the same address. */
    @DataBoundSetter
    public void setTimeStampAuthorities(List<TimeStampAuthority> timeStampAuthorities) {
        this.timeStampAuthorities =
                FormCopy.copy(timeStampAuthorities, TimeStampAuthority::getName, "the time-stamp authority");
        save();
    }

    @POST
    public FormValidation doCheckAllowedTargets(@QueryParameter String value) {
        return checkTargets(ProbeTargets.ALLOWED, value);
    }

    @POST
    public FormValidation doCheckDeniedTargets(@QueryParameter String value) {
        return checkTargets(ProbeTargets.DENIED, value);
    }

    @POST
    public FormValidation doCheckControllerDeniedTargets(@QueryParameter String value) {
        return checkTargets(ProbeTargets.CONTROLLER_DENIED, value);
    }

    private static FormValidation checkTargets(String list, String value) {
        return AdminForm.validate(
                () -> Objects.requireNonNull(ProbeTargets.DEFAULT.with(list, List.of(Util.fixNull(value)))));
    }

    /** Whether people log in, but none of them holds a role: then no gate can be passed, and the form says so. */
    public boolean isNobodyEntitled() {
        return Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION
                && roles.stream().noneMatch(Role::hasMembers);
    }

    /**
     * Takes the form of {@link ConfigurationPage} as a whole or not at all; a list that is gone from it is empty. Manage Jenkins &gt; System
     * shows only where that page is, and says nothing here.
     */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.isEmpty()) {
            return true;
        }
        try (BulkChange change = new BulkChange(this)) {
            ConfigurationForm submitted = new ConfigurationForm(request, form);
            ProbeTargets newTargets = targets.withForm(form);
            setAllowControllerProbes(form.optBoolean("allowControllerProbes"));
            setKeepReleases(form.optBoolean("keepReleases"));
            targets = newTargets;
            submitted.applyTo(this);
            change.commit();
            return true;
        } catch (IllegalArgumentException e) {
            throw new FormException(getDisplayName() + ": " + innermost(e).getMessage(), e, "releaseChecklist");
        } catch (IOException e) {
            throw new FormException(
                    Messages.ReleaseChecklistConfiguration_notSaved(e.getMessage()), e, "releaseChecklist");
        }
    }

    /** Stapler wraps what our constructors say, several times. */
    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }
}
