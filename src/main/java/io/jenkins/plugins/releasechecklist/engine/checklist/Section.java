package io.jenkins.plugins.releasechecklist.engine.checklist;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.List;

/**
 * A part of the checklist.
 *
 * @param id unique in the checklist, {@code [a-z0-9][a-z0-9-]*}
 * @param title the heading
 * @param incident whether the section appears only when a rollback or an incident is opened
 * @param items in the order in which people read them
 */
public record Section(String id, String title, boolean incident, List<Item> items) {
    public Section {
        Ids.require(id, "id of a section");
        items = List.copyOf(items);
    }
}
