package io.jenkins.plugins.releasechecklist.config.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
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

    /** Offers none, the templates of this level, and the chosen one even if it is gone, so that saving the form keeps it. */
    public static ListBoxModel templates(@CheckForNull Item folder, @CheckForNull String chosen) {
        String current = Util.fixNull(chosen).strip();
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.KnownNames_noTemplate(), "");
        if (AdminForm.isOpen(folder)) {
            Source.get().templates(folder).names().forEach(items::add);
        }
        if (items.stream().noneMatch(item -> item.value.equals(current))) {
            items.add(current);
        }
        return items;
    }

    /** Checks the name of a template, which may be empty. */
    public static FormValidation checkTemplate(@CheckForNull Item folder, @CheckForNull String value) {
        String name = Util.fixNull(value).strip();
        return check(
                folder,
                name.isEmpty() ? List.of() : List.of(name),
                Source.get().templates(folder).names(),
                Messages::KnownNames_unknownTemplate);
    }

    /** Checks that a folder does not give a template the name of one that is kept further out, which counts. */
    public static FormValidation checkNewTemplate(@CheckForNull Item folder, @CheckForNull String value) {
        return !AdminForm.isOpen(folder) || folder == null
                ? FormValidation.ok()
                : Source.get()
                        .templates(folder)
                        .named(Util.fixNull(value).strip())
                        .map(Template::source)
                        .filter(source -> !source.equals(Template.folder(folder.getFullName())))
                        .map(source -> FormValidation.error(Messages.KnownNames_templateTaken(
                                Util.fixNull(value).strip(), source)))
                        .orElseGet(FormValidation::ok);
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

        /** The templates of Jenkins, or of the folder and of those around it. */
        public Templates templates(@CheckForNull Item folder);

        private static Source get() {
            return ExtensionList.lookupSingleton(Source.class);
        }
    }
}
