package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checklist template: the written release guide as data.
 *
 * @param id the template's name, such as {@code octoacme}
 * @param title the name of the guide
 * @param environments the environments that the guide speaks of, by the guide's word for them ({@code production}), each with
 *     its name in the plans of the team
 * @param releasedBy the item whose passing means that the release is out
 * @param sections in reading order
 * @param responsibilities what the guide expects of the roles
 * @param resources related documents
 */
public record Checklist(
        String id,
        String title,
        Map<String, String> environments,
        String releasedBy,
        List<Section> sections,
        List<Responsibility> responsibilities,
        List<ResourceLink> resources) {
    public Checklist {
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
        sections = List.copyOf(sections);
        responsibilities = List.copyOf(responsibilities);
        resources = List.copyOf(resources);
        Map<String, Item> seen = new LinkedHashMap<>();
        for (Section section : sections) {
            for (Item item : section.items()) {
                if (seen.put(item.id(), item) != null) {
                    throw new IllegalArgumentException(
                            "Expected every item id once in the checklist " + id + ", found '" + item.id() + "' twice");
                }
            }
        }
        if (!seen.containsKey(releasedBy)) {
            throw new IllegalArgumentException("Expected releasedBy of the checklist " + id
                    + " to name one of its items " + seen.keySet() + ", found '" + releasedBy + "'");
        }
    }

    /** All items in reading order. */
    public List<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream()).toList();
    }

    /** The item with the id. */
    public Optional<Item> item(String itemId) {
        return items().stream().filter(item -> item.id().equals(itemId)).findFirst();
    }

    /** The section with the id. */
    public Optional<Section> section(String sectionId) {
        return sections.stream()
                .filter(section -> section.id().equals(sectionId))
                .findFirst();
    }

    /** The items that a name in {@code requires} stands for: one item, or all of a section; empty when it is neither. */
    public List<Item> itemsNamed(String itemOrSectionId) {
        return item(itemOrSectionId)
                .map(List::of)
                .or(() -> section(itemOrSectionId).map(Section::items))
                .orElse(List.of());
    }
}
