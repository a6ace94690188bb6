package io.jenkins.plugins.releasechecklist.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.ChecklistReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A checklist that the organisation keeps. A text that a later version of the plugin cannot read any more stays as it is, and is
 * an error where it is used.
 */
public class ChecklistTemplate implements Describable<ChecklistTemplate> {
    private final String name;
    private final String yaml;

    /**
     * Makes a template.
     *
     * @param name as plans, steps and protected environments name it; not that of a built-in template
     * @param yaml the checklist
     * @throws IllegalArgumentException if the name is not made of lower-case letters, digits and hyphens or is the one of a
     *     built-in template, or with every mistake in the checklist, each with line and column
     */
    @DataBoundConstructor
    public ChecklistTemplate(String name, String yaml) {
        this.name = requireName(name);
        this.yaml = requireYaml(this.name, yaml);
    }

    public String getName() {
        return name;
    }

    public String getYaml() {
        return yaml;
    }

    /** The template as the engine knows it. */
    public Template toTemplate(String source) {
        return Template.of(name, source, yaml);
    }

    /**
     * Copies a list.
     *
     * @param templates may be null, which stands for an empty list
     * @throws IllegalArgumentException if two have the same name
     */
    public static List<ChecklistTemplate> distinct(@CheckForNull List<ChecklistTemplate> templates) {
        return FormCopy.copy(templates, ChecklistTemplate::getName, "the template");
    }

    private static String requireName(String name) {
        String stripped = Ids.require(Util.fixNull(name).strip(), Messages.ChecklistTemplate_name());
        if (Templates.BUILT_IN.named(stripped).isPresent()) {
            throw new IllegalArgumentException(Messages.ChecklistTemplate_builtIn(stripped));
        }
        return stripped;
    }

    /** Browsers send other ends of lines than files have, which must not make another version of the same text. */
    private static String requireYaml(String name, String yaml) {
        String text = Util.fixNull(yaml).replace("\r\n", "\n");
        ChecklistReader.read(text, name + ".yaml");
        return text;
    }

    private Object readResolve() {
        // A file edited by hand: Jenkins leaves the template out and reports it as unreadable data.
        requireName(name);
        return yaml == null ? new ChecklistTemplate(name, "") : this;
    }

    /** The form of a template, in the system configuration and in folders. */
    @Extension
    @Symbol("checklistTemplate")
    public static final class DescriptorImpl extends Descriptor<ChecklistTemplate> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ChecklistTemplate_displayName();
        }

        /** Checks the form of the name, and that nobody further out keeps a template of that name. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item folder, @QueryParameter String value) {
            FormValidation form = AdminForm.validate(folder, () -> requireName(value));
            return form.kind == FormValidation.Kind.OK ? KnownNames.checkNewTemplate(folder, value) : form;
        }

        /** Says every mistake in the checklist, with line and column. */
        @POST
        public FormValidation doCheckYaml(
                @AncestorInPath Item folder, @QueryParameter String value, @QueryParameter String name) {
            return AdminForm.validate(folder, () -> {
                String file = Util.fixNull(name).strip();
                requireYaml(file.isEmpty() ? Messages.ChecklistTemplate_name() : file, value);
            });
        }
    }
}
