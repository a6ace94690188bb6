package io.jenkins.plugins.releasechecklist.config;

import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checklist templates that the system configuration and the folders around a job keep, as they are at one moment. Where two of
 * them keep one of the same name, the outermost counts: a folder cannot redefine what an administrator keeps.
 */
public final class ConfiguredTemplates {
    private ConfiguredTemplates() {}

    /**
     * The templates that can be named at one level, whoever asks; the built-in ones among them.
     *
     * @param level a folder with those around it, or Jenkins
     */
    public static Templates of(ItemGroup<?> level) {
        List<Template> kept = new ArrayList<>();
        ItemGroup<?> group = level;
        while (group instanceof Item folder) {
            kept.addAll(0, ofFolder(folder).toList());
            group = folder.getParent();
        }
        kept.addAll(0, named(ReleaseChecklistConfiguration.get().getTemplates(), Template.SYSTEM));
        return Templates.BUILT_IN.and(kept);
    }

    private static Stream<Template> ofFolder(Item folder) {
        return FolderRules.all().stream()
                .flatMap(rules -> named(rules.templates(folder), Template.folder(folder.getFullName())).stream());
    }

    private static List<Template> named(List<ChecklistTemplate> templates, String source) {
        return templates.stream().map(template -> template.toTemplate(source)).toList();
    }
}
