package io.jenkins.plugins.releasechecklist.config.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Fields of a form that name roles or channels: they offer those that are saved, and warn of others. */
public final class KnownNames {
    private KnownNames() {}

    /** Checks names of roles: their form, and that they are configured. */
    public static FormValidation checkRoles(@CheckForNull Item folder, List<String> names) {
        FormValidation form = AdminForm.validate(folder, () -> names.forEach(KnownNames::requireRole));
        return form.kind == FormValidation.Kind.OK
                ? check(folder, names, Source.get().roles(), Messages::KnownNames_unknownRole)
                : form;
    }

    /** Checks the name of a channel, which may be empty. */
    public static FormValidation checkChannel(@CheckForNull Item folder, @CheckForNull String value) {
        String name = Util.fixNull(value).strip();
        return checkChannels(folder, name.isEmpty() ? List.of() : List.of(name));
    }

    /** Checks names of channels. */
    public static FormValidation checkChannels(@CheckForNull Item folder, List<String> names) {
        return check(folder, names, Source.get().channels(), Messages::KnownNames_unknownChannel);
    }

    public static AutoCompletionCandidates roles(@CheckForNull Item folder, @CheckForNull String typed) {
        return candidates(folder, typed, Source.get().roles());
    }

    public static AutoCompletionCandidates channels(@CheckForNull Item folder, @CheckForNull String typed) {
        return candidates(folder, typed, Source.get().channels());
    }

    private static void requireRole(String name) {
        Ids.require(name, Messages.RequiredApproval_role());
    }

    private static FormValidation check(
            Item folder, List<String> names, Collection<String> known, UnaryOperator<String> warning) {
        if (!AdminForm.isOpen(folder)) {
            return FormValidation.ok();
        }
        return names.stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .map(name -> FormValidation.warning(Suggestions.closest(name, known)
                        .map(near -> warning.apply(name) + " " + Messages.KnownNames_didYouMean(near))
                        .orElseGet(() -> warning.apply(name))))
                .orElseGet(FormValidation::ok);
    }

    private static AutoCompletionCandidates candidates(Item folder, String typed, Collection<String> known) {
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        if (AdminForm.isOpen(folder)) {
            known.stream()
                    .filter(name -> name.startsWith(Util.fixNull(typed).strip()))
                    .forEach(candidates::add);
        }
        return candidates;
    }

    /** What is saved: the configuration, of which forms know nothing else. */
    public interface Source extends ExtensionPoint {
        /** The names of all roles. */
        public List<String> roles();

        /** The names of all channels. */
        public List<String> channels();

        private static Source get() {
            return ExtensionList.lookupSingleton(Source.class);
        }
    }
}
