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
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jvnet.localizer.LocaleProvider;
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

    /** What a rule demands, in a sentence; empty for a rule that is just being written. */
    public String sentence(@CheckForNull ProtectedEnvironment rule) {
        if (rule == null) {
            return "";
        }
        List<String> demands = demands(rule);
        return demands.isEmpty() ? Messages.ProtectedEnvironment_demandsNothing() : String.join("; ", demands);
    }

    /** What a rule demands, in a few words each. */
    public static List<String> demands(ProtectedEnvironment rule) {
        Map<String, Set<ReleaseType>> byText = new LinkedHashMap<>();
        for (ReleaseType type : ReleaseType.values()) {
            AttributedPolicy policy =
                    new AttributedPolicy("", rule.toPolicy(type).withApprovals(List.of()));
            AttributedPolicy.strictest(List.of(policy), List.of()).demands().stream()
                    .map(demand -> demand.what().in(LocaleProvider.getLocale()))
                    .forEach(text -> byText.computeIfAbsent(text, first -> EnumSet.noneOf(ReleaseType.class))
                            .add(type));
        }
        List<String> texts = new ArrayList<>();
        rule.getApprovals()
                .forEach(approval -> texts.add(ofTypes(
                        Messages.ProtectedEnvironment_approval(approval.getCount(), approval.getRole()),
                        approval.getReleaseTypes())));
        byText.forEach((text, types) -> texts.add(
                types.size() == ReleaseType.values().length
                        ? text
                        : ofTypes(text, types.stream().map(ReleaseType::id).toList())));
        given(rule.getStarters()).map(Messages::ProtectedEnvironment_starters).ifPresent(texts::add);
        given(rule.getAdmission().getJobs())
                .map(Messages::ProtectedEnvironment_jobs)
                .ifPresent(texts::add);
        given(rule.getAdmission().getBranches())
                .map(Messages::ProtectedEnvironment_branches)
                .ifPresent(texts::add);
        given(rule.getAdmission().getTags())
                .map(Messages::ProtectedEnvironment_tags)
                .ifPresent(texts::add);
        if (rule.getAdmission().isChangeRequests()) {
            texts.add(Messages.ProtectedEnvironment_changeRequests());
        }
        given(List.of(rule.getTemplate()))
                .map(Messages::ProtectedEnvironment_followsTemplate)
                .ifPresent(texts::add);
        given(List.of(rule.getOverrideChannel()))
                .map(Messages::ProtectedEnvironment_channel)
                .ifPresent(texts::add);
        return texts;
    }

    private static String ofTypes(String text, List<String> types) {
        return types.isEmpty() ? text : Messages.ProtectedEnvironment_ofTypes(text, String.join(", ", types));
    }

    private static Optional<String> given(List<String> names) {
        return Optional.of(String.join(", ", names)).filter(text -> !text.isEmpty());
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

    /** Checks the calendar file, and says how much of it was understood. */
    @POST
    public FormValidation doCheckCalendar(
            @AncestorInPath @CheckForNull Item folder, @QueryParameter @CheckForNull String value) {
        FormValidation check = AdminForm.validate(folder, () -> ProtectedEnvironment.parseCalendar(value));
        if (check.kind != FormValidation.Kind.OK || Util.fixNull(value).isBlank() || !AdminForm.isOpen(folder)) {
            return check;
        }
        Schedule read = ProtectedEnvironment.parseCalendar(value);
        return FormValidation.ok(Messages.ProtectedEnvironment_calendar(
                read.freezes().size(),
                read.windows().stream()
                        .mapToInt(window -> window.anyOf().size())
                        .sum()));
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
