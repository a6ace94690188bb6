package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small checklists for tests. */
final class Checklists {
    private Checklists() {}

    static Item item(String id, Completion... ways) {
        return new Item(
                id,
                "Title of " + id,
                List.of("devops"),
                List.of(ways),
                List.of(),
                Optional.empty(),
                EnumSet.allOf(ReleaseType.class),
                false,
                List.of());
    }

    static Section section(String id, Item... items) {
        return new Section(id, "Title of " + id, false, List.of(items));
    }

    static Checklist of(String releasedBy, Section... sections) {
        return of(Map.of(), releasedBy, sections);
    }

    static Checklist of(Map<String, String> environments, String releasedBy, Section... sections) {
        return new Checklist("team", "Team", environments, releasedBy, List.of(sections), List.of(), List.of());
    }
}
