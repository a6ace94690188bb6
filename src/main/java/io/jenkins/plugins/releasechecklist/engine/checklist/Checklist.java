package io.jenkins.plugins.releasechecklist.engine.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A checklist template: the written release guide as data.
 *
 * @param id the template's name, such as {@code octoacme}
 * @param title the name of the guide
 * @param environments the environments that the guide speaks of, by the guide's word for them ({@code production}), each with
 *     its name in the plans of the team; the first one where the team has several
 * @param releasedBy the item whose passing means that the release is out; where there are copies of it, all of them have to pass
 * @param sections in reading order
 * @param responsibilities what the guide expects of the roles
 * @param resources related documents
 * @param several all names of the environments of which the team has several, such as a production for each region, by the guide's
 *     word for them, in the order in which they are released to
 */
public record Checklist(
        String id,
        String title,
        Map<String, String> environments,
        String releasedBy,
        List<Section> sections,
        List<Responsibility> responsibilities,
        List<ResourceLink> resources,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> several) {
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
        several = inOrder(several);
        Set<String> ids = new HashSet<>();
        Set<String> items = new LinkedHashSet<>();
        for (Section section : sections) {
            addOnce(ids, section.id(), id);
            for (Item item : section.items()) {
                addOnce(ids, item.id(), id);
                items.add(item.copy().map(Item.Copy::of).orElse(item.id()));
            }
        }
        if (!items.contains(releasedBy)) {
            throw new IllegalArgumentException("Expected releasedBy of the checklist " + id
                    + " to name one of its items " + items + ", found '" + releasedBy + "'");
        }
    }

    /** A checklist whose environments have one name each. */
    public Checklist(
            String id,
            String title,
            Map<String, String> environments,
            String releasedBy,
            List<Section> sections,
            List<Responsibility> responsibilities,
            List<ResourceLink> resources) {
        this(id, title, environments, releasedBy, sections, responsibilities, resources, Map.of());
    }

    /** The order is kept, because a checklist is written to the log, and the same one has to give the same bytes. */
    private static Map<String, String> ordered(Map<String, String> environments) {
        Map<String, String> copy = new LinkedHashMap<>();
        environments.forEach(
                (word, name) -> copy.put(EnvironmentName.canonical(word), EnvironmentName.canonical(name)));
        return Collections.unmodifiableMap(copy);
    }

    private static Map<String, List<String>> inOrder(Map<String, List<String>> several) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        several.forEach((word, names) -> copy.put(
                EnvironmentName.canonical(word),
                names.stream().map(EnvironmentName::canonical).toList()));
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
     * says the team's name for it. Where the team has several, there is a copy of the item for each of them.
     */
    public Checklist inTeamsWords() {
        Map<String, String> names = new LinkedHashMap<>();
        called().values().forEach(list -> list.forEach(name -> names.put(name, name)));
        List<Section> copied = sections.stream()
                .map(section -> new Section(section.id(), section.title(), section.incident(), inTeamsWords(section)))
                .toList();
        return new Checklist(id, title, names, releasedBy, copied, responsibilities, resources);
    }

    private List<Item> inTeamsWords(Section section) {
        List<Item> items = section.items();
        for (Map.Entry<String, List<String>> names : several.entrySet()) {
            items = copied(items, names.getKey(), names.getValue());
        }
        return items.stream()
                .map(item -> item.copy().isPresent() ? item : item.inWords(this::inTeamsWords))
                .toList();
    }

    private String inTeamsWords(String word) {
        return environments.getOrDefault(word, word);
    }

    /**
     * Copies what the guide says of one environment for each of several: first all items for the first one, then all for the next. What
     * stands between these items and is not about the environment comes before them.
     */
    private List<Item> copied(List<Item> items, String word, List<String> names) {
        List<Item> about = items.stream().filter(item -> isCopied(item, word)).toList();
        if (about.isEmpty()) {
            return items;
        }
        int end = items.indexOf(about.get(about.size() - 1)) + 1;
        List<Item> all = new ArrayList<>(items.subList(0, end));
        all.removeAll(about);
        names.forEach(name -> about.forEach(
                item -> all.add(item.copiedFor(name, said -> said.equals(word) ? name : inTeamsWords(said)))));
        all.addAll(items.subList(end, items.size()));
        return all;
    }

    /** The item by which the release is out is copied also when it names no environment. */
    private boolean isCopied(Item item, String word) {
        boolean anywhere = item.id().equals(releasedBy) && item.environments().isEmpty();
        return item.copy().isEmpty() && (anywhere || item.speaksOf(word));
    }

    /** All names of each environment, by the guide's word for it. */
    public Map<String, List<String>> called() {
        Map<String, List<String>> called = new LinkedHashMap<>();
        environments.forEach((word, name) -> called.put(word, several.getOrDefault(word, List.of(name))));
        return called;
    }

    /** The same checklist where the environments that it speaks of have these names, as far as they are given. */
    public Checklist calling(Map<String, List<String>> names) {
        Map<String, String> first = new LinkedHashMap<>(environments);
        first.replaceAll((word, name) -> names.getOrDefault(word, List.of(name)).get(0));
        Map<String, List<String>> all = called();
        all.replaceAll(names::getOrDefault);
        all.values().removeIf(list -> list.size() < 2);
        Checklist named = new Checklist(id, title, first, releasedBy, sections, responsibilities, resources, all);
        Objects.requireNonNull(named.inTeamsWords(), "It refuses copies whose ids are there already");
        return named;
    }

    /** The same checklist where the rules of administrators call environments so. A name that is one of several leaves them all. */
    public Checklist ruledBy(Map<String, String> names) {
        Map<String, List<String>> called = called();
        names.forEach((word, name) ->
                called.computeIfPresent(word, (known, all) -> all.contains(name) ? all : List.of(name)));
        return calling(called);
    }

    /** The same checklist where the item has these parts after its own; as it is when there is no such item. */
    public Checklist withParts(String itemId, List<Part> more) {
        List<Section> extended = sections.stream()
                .map(section -> new Section(
                        section.id(),
                        section.title(),
                        section.incident(),
                        section.items().stream()
                                .map(item -> item.isCalled(itemId) ? item.plus(more) : item)
                                .toList()))
                .toList();
        return new Checklist(id, title, environments, releasedBy, extended, responsibilities, resources, several);
    }

    /** All items in reading order. */
    public List<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream()).toList();
    }

    /** The item with the id. */
    public Optional<Item> item(String itemId) {
        return items().stream().filter(item -> item.id().equals(itemId)).findFirst();
    }

    /** The items that have to pass for the release to be out: one, or one for each of several environments. */
    public List<Item> releaseItems() {
        return items().stream().filter(item -> item.isCalled(releasedBy)).toList();
    }

    /** The environments in which the release is out once it is in all of them; none where {@code releasedBy} names none. */
    public List<String> targets() {
        return targetsOf(releaseItems());
    }

    /** The environments that a build is for that was started for one: all of them unless it is one of them. */
    public List<String> targetsFor(Optional<String> started) {
        return targetsOf(itemsNamed(releasedBy, started));
    }

    private static List<String> targetsOf(List<Item> items) {
        return items.stream().flatMap(item -> item.target().stream()).distinct().toList();
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

    /** What {@code requires} of a gate can name: the ids of all sections and items, and of items of which there are copies. */
    public List<String> names() {
        List<Item> items = items();
        return Stream.of(
                        sections.stream().map(Section::id),
                        items.stream().flatMap(item -> item.copy().stream()).map(Item.Copy::of),
                        items.stream().map(Item::id))
                .flatMap(ids -> ids)
                .distinct()
                .toList();
    }

    /**
     * The items that a name in {@code requires} of a gate stands for: one item, or all of a section; none when it is neither. Of copies
     * for several environments a gate of one of them means its own.
     *
     * @param environment of the gate
     */
    public List<Item> itemsNamed(String itemOrSectionId, Optional<String> environment) {
        return sections.stream()
                .flatMap(section -> section.items().stream()
                        .filter(item -> section.id().equals(itemOrSectionId) && isFor(item, environment)
                                || item.isCalled(itemOrSectionId)
                                        && (item.id().equals(itemOrSectionId) || isFor(item, environment))))
                .toList();
    }

    /** Whether the item is one for a gate or a build of the environment: it is no copy for another of several environments. */
    public boolean isFor(Item item, Optional<String> environment) {
        Optional<String> copied = item.copy().map(Item.Copy::environment);
        return copied.isEmpty()
                || copied.equals(environment)
                || items().stream()
                        .flatMap(other -> other.copy().stream())
                        .noneMatch(copy -> copy.of().equals(item.copy().get().of())
                                && Optional.of(copy.environment()).equals(environment));
    }
}
