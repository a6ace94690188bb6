package io.jenkins.plugins.releasechecklist.engine.checklist;

import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
    /**
     * Refuses two sections or items of the same id, since {@code requires} of a gate names both, and a {@code releasedBy} that
     * is no item.
     */
    public Checklist {
        Ids.require(id, "id of a checklist");
        environments = ordered(environments);
        sections = List.copyOf(sections);
        responsibilities = List.copyOf(responsibilities);
        resources = List.copyOf(resources);
        Set<String> ids = new HashSet<>();
        Set<String> items = new LinkedHashSet<>();
        for (Section section : sections) {
            addOnce(ids, section.id(), id);
            for (Item item : section.items()) {
                addOnce(ids, item.id(), id);
                items.add(item.id());
            }
        }
        if (!items.contains(releasedBy)) {
            throw new IllegalArgumentException("Expected releasedBy of the checklist " + id
                    + " to name one of its items " + items + ", found '" + releasedBy + "'");
        }
    }

    /** The order is kept, because a checklist is written to the log, and the same one has to give the same bytes. */
    private static Map<String, String> ordered(Map<String, String> environments) {
        Map<String, String> copy = new LinkedHashMap<>();
        environments.forEach(
                (word, name) -> copy.put(EnvironmentName.canonical(word), EnvironmentName.canonical(name)));
        return Collections.unmodifiableMap(copy);
    }

    private static void addOnce(Set<String> ids, String added, String checklist) {
        if (!ids.add(added)) {
            throw new IllegalArgumentException("Expected every id of a section or item once in the checklist "
                    + checklist + ", found '" + added + "' twice");
        }
    }

    /**
     * The same checklist as the releases of the team see it: where an item speaks of an environment by the guide's word, it now
     * says the team's name for it.
     */
    public Checklist inTeamsWords() {
        Map<String, String> names = new LinkedHashMap<>();
        environments.values().forEach(name -> names.put(name, name));
        return new Checklist(
                id, title, names, releasedBy, sectionsWith(this::inTeamsWords), responsibilities, resources);
    }

    /** The same checklist where the environments that it speaks of have these names, as far as they are given. */
    public Checklist calling(Map<String, String> names) {
        Map<String, String> called = new LinkedHashMap<>(environments);
        called.replaceAll(names::getOrDefault);
        return new Checklist(id, title, called, releasedBy, sections, responsibilities, resources);
    }

    /** The same checklist where the item has these parts after its own; as it is when there is no such item. */
    public Checklist withParts(String itemId, List<Part> more) {
        List<Section> extended = sectionsWith(item -> item.id().equals(itemId) ? item.plus(more) : item);
        return new Checklist(id, title, environments, releasedBy, extended, responsibilities, resources);
    }

    private List<Section> sectionsWith(UnaryOperator<Item> change) {
        return sections.stream()
                .map(section -> new Section(
                        section.id(),
                        section.title(),
                        section.incident(),
                        section.items().stream().map(change).toList()))
                .toList();
    }

    private Item inTeamsWords(Item item) {
        return new Item(
                item.id(),
                item.title(),
                item.owners(),
                inTeamsWords(item.completedBy()),
                inTeamsWords(item.impliedBy()),
                item.signOff(),
                item.requiredFor(),
                item.ifApplicable(),
                item.parts());
    }

    private List<Completion> inTeamsWords(List<Completion> ways) {
        return ways.stream()
                .map(way -> way.withEnvironment(word -> environments.getOrDefault(word, word)))
                .toList();
    }

    /** All items in reading order. */
    public List<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream()).toList();
    }

    /** The item with the id. */
    public Optional<Item> item(String itemId) {
        return items().stream().filter(item -> item.id().equals(itemId)).findFirst();
    }

    /** The environment in which the release is out once it is there; empty where {@code releasedBy} names none. */
    public Optional<String> target() {
        return item(releasedBy).stream()
                .flatMap(item -> item.environments().stream())
                .findFirst();
    }

    /** The section with the id. */
    public Optional<Section> section(String sectionId) {
        return sections.stream()
                .filter(section -> section.id().equals(sectionId))
                .findFirst();
    }

    /** The first item with owners that such a step completes. */
    public Optional<Item> completedBy(Predicate<Completion.ByStep> step) {
        return items().stream()
                .filter(item -> !item.owners().isEmpty()
                        && item.completedBy().stream()
                                .anyMatch(way -> way instanceof Completion.ByStep by && step.test(by)))
                .findFirst();
    }

    /** What {@code requires} of a gate can name: the ids of all sections and items. */
    public List<String> names() {
        return Stream.concat(
                        sections.stream().map(Section::id), items().stream().map(Item::id))
                .toList();
    }

    /** The items that a name in {@code requires} stands for: one item, or all of a section; empty when it is neither. */
    public List<Item> itemsNamed(String itemOrSectionId) {
        return item(itemOrSectionId)
                .map(List::of)
                .or(() -> section(itemOrSectionId).map(Section::items))
                .orElse(List.of());
    }
}
