package io.jenkins.plugins.releasechecklist.config;

import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/**
 * Where environments are protected: the system configuration, or a folder.
 *
 * @param group Jenkins itself, or the folder
 * @param rules its rules, at least one
 */
public record ProtectedLevel(ItemGroup<?> group, List<ProtectedEnvironment> rules) {
    public ProtectedLevel {
        rules = List.copyOf(rules);
    }

    /** The system configuration first, then the folders that the calling user may configure. */
    public static List<ProtectedLevel> configurable() {
        List<ProtectedLevel> levels = new ArrayList<>();
        levels.add(new ProtectedLevel(
                Jenkins.get(), ReleaseChecklistConfiguration.get().getEnvironments()));
        for (Item item : Jenkins.get().allItems(Item.class)) {
            if (item instanceof ItemGroup<?> folder && item.hasPermission(Item.CONFIGURE)) {
                levels.add(new ProtectedLevel(
                        folder,
                        FolderRules.all().stream()
                                .flatMap(rules -> rules.environments(item).stream())
                                .toList()));
            }
        }
        levels.removeIf(level -> level.rules.isEmpty());
        return levels;
    }

    /** Where a rule comes from, in the words of {@link Protection#rules}. */
    public String source(ProtectedEnvironment rule) {
        return source(group, rule).in(LocaleProvider.getLocale());
    }

    static Phrase source(ItemGroup<?> level, ProtectedEnvironment rule) {
        return level instanceof Item folder
                ? Phrase.of("gate.folder", folder.getFullName(), rule.getName())
                : Phrase.of("gate.system", rule.getName());
    }

    /** Whether the rules are about the jobs of an item, by its full name. */
    public boolean isAbove(String item) {
        return group == Jenkins.get() || item.startsWith(group.getFullName() + "/");
    }
}
