package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a protected environment, in the system configuration and in that of a folder. */
@Extension
public final class ProtectedEnvironmentDescriptor extends Descriptor<ProtectedEnvironment> {
    /** Called by Jenkins. */
    public ProtectedEnvironmentDescriptor() {
        super(ProtectedEnvironment.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.ProtectedEnvironment_displayName();
    }

    /** Checks that there is a name. */
    @POST
    public FormValidation doCheckName(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(folder, () -> EnvironmentPattern.require(value));
    }

    /** Checks the form of the ids. */
    @POST
    public FormValidation doCheckRequires(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(
                folder, () -> CommaList.ids(List.of(Util.fixNull(value)), Messages.ProtectedEnvironment_requires()));
    }

    /** Checks the days, times and zones, if there are any. */
    @POST
    public FormValidation doCheckWindow(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(folder, () -> ProtectedEnvironment.parseWindow(value));
    }

    /** Checks the duration, if there is one. */
    @POST
    public FormValidation doCheckTimeout(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(folder, () -> DurationText.parse(value, Messages.ProtectedEnvironment_timeout()));
    }

    /** Checks the duration, if there is one. */
    @POST
    public FormValidation doCheckApprovalLifetime(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(
                folder, () -> DurationText.parse(value, Messages.ProtectedEnvironment_approvalLifetime()));
    }

    /** Checks the durations, if there are any. */
    @POST
    public FormValidation doCheckReminders(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return AdminForm.validate(folder, () -> DurationText.list(value, Messages.ProtectedEnvironment_reminders()));
    }

    /** Checks the form of the roles, and warns of those that are not configured. */
    @POST
    public FormValidation doCheckStarters(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return KnownNames.checkRoles(folder, CommaList.of(List.of(Util.fixNull(value))));
    }

    /** Offers the configured roles. */
    @POST
    public AutoCompletionCandidates doAutoCompleteStarters(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return KnownNames.roles(folder, value);
    }

    /** Warns of a channel that is not configured. */
    @POST
    public FormValidation doCheckOverrideChannel(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return KnownNames.checkChannel(folder, value);
    }

    /** Offers the configured channels. */
    @POST
    public AutoCompletionCandidates doAutoCompleteOverrideChannel(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return KnownNames.channels(folder, value);
    }

    /** Offers the templates that the administrator of this level knows, and none. */
    @POST
    public ListBoxModel doFillTemplateItems(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String template) {
        return KnownNames.templates(folder, template);
    }

    /** Warns of a template that nobody keeps. */
    @POST
    public FormValidation doCheckTemplate(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return KnownNames.checkTemplate(folder, value);
    }

    /** Says that the rule stops everything until this text is gone. */
    @POST
    public FormValidation doCheckProblem(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        return Util.fixNull(value).isBlank() || !AdminForm.isOpen(folder)
                ? FormValidation.ok()
                : FormValidation.error(Messages.ProtectedEnvironment_problem());
    }
}
