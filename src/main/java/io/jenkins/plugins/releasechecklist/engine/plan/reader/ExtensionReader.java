package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what a plan adds to a template, below {@code checklist} beside {@code template}: sections, items, parts of items, duties
 * and documents, and what its environments are called. Whatever would take something of the template away, or change it, is a
 * problem. One reader reads one plan.
 */
final class ExtensionReader {
    private final String name;
    private final Checklist template;
    private final ChecklistReader added;
    private final ValueReader<String> again = Scalars.id("an id").once("every id once in the checklist");

    private ExtensionReader(String name, Checklist template, Map<String, List<String>> environments) {
        this.name = name;
        this.template = template;
        Stream<String> several =
                environments.values().stream().filter(names -> names.size() > 1).flatMap(List::stream);
        this.added = new ChecklistReader(
                Stream.concat(environments.keySet().stream(), several).toList(), true);
    }

    /** A reader that gives the template of the name with what the plan adds. */
    static ValueReader<Checklist> of(String name, Checklist template) {
        return Fields.reader(PlanMapping.CHECKLIST, fields -> extended(name, template, fields))
                .whole();
    }

    private static Optional<Checklist> extended(String name, Checklist template, Fields fields) {
        refuse(fields, List.of("id", "title", "releasedBy"), "the template " + name + " says it");
        Map<String, List<String>> environments = template.called();
        fields.value("environments", environments(name, template)).ifPresent(environments::putAll);
        ExtensionReader reader = new ExtensionReader(name, template, environments);
        List<Section> sections = fields.list(
                "sections",
                Fields.reader(PlanMapping.SECTION, reader::section)
                        .listOf("sections")
                        .atLeastOne());
        List<Responsibility> responsibilities =
                fields.list("responsibilities", ChecklistReader.RESPONSIBILITY.listOf("responsibilities"));
        List<ResourceLink> resources = fields.list("resources", ChecklistReader.RESOURCE.listOf("resources"));
        return fields.built(() -> new Checklist(
                        template.id(),
                        template.title(),
                        ChecklistReader.firstOf(environments),
                        template.releasedBy(),
                        reader.together(sections),
                        Stream.concat(template.responsibilities().stream(), responsibilities.stream())
                                .toList(),
                        Stream.concat(template.resources().stream(), resources.stream())
                                .toList())
                .calling(environments));
    }

    /**
     * Only an environment of the template can be called otherwise; others that the plan's own items speak of are just named. Two of
     * the template are not called the same: the gate of one would decide what the template has the other decide.
     */
    private static ValueReader<Map<String, List<String>>> environments(String name, Checklist template) {
        ValueReader<String> word = Scalars.oneOf(
                "an environment of the template " + name,
                template.environments().keySet());
        return (node, problems) -> {
            if (node instanceof PlanNode.Mapping mapping) {
                mapping.entries().stream()
                        .filter(entry -> !(entry.value() instanceof PlanNode.Scalar called
                                && called.text().strip().equals(entry.key())))
                        .forEach(entry -> word.read(entry.name(), problems));
            }
            Optional<Map<String, List<String>>> names = ChecklistReader.ENVIRONMENTS.read(node, problems);
            Map<String, List<String>> called = template.called();
            names.ifPresent(called::putAll);
            called.keySet().retainAll(template.environments().keySet());
            List<String> all = called.values().stream().flatMap(List::stream).toList();
            if (Set.copyOf(all).size() < all.size()) {
                problems.expected("another name for each environment of the template " + name, node);
            }
            return names;
        };
    }

    private Optional<Section> section(Fields fields) {
        Optional<Section> known = id(fields).flatMap(template::section);
        if (known.isEmpty()) {
            return added.section(fields, item(Optional.empty()));
        }
        Section section = known.get();
        refuse(
                fields,
                allBut(PlanMapping.SECTION, "items"),
                "the section " + section.id() + " is one of the template " + name + ", to which a plan can add items");
        fields.value("id", again);
        return fields.required(
                        "items",
                        "at least one item",
                        item(known).listOf("items").atLeastOne())
                .map(items -> new Section(section.id(), section.title(), section.incident(), items));
    }

    private ValueReader<Item> item(Optional<Section> section) {
        return Fields.reader(
                PlanMapping.ITEM,
                fields -> id(fields)
                        .flatMap(template::item)
                        .map(known -> more(fields, known, section))
                        .orElseGet(() -> added.item(fields)));
    }

    /** An item of the template with the parts that the plan adds. */
    private Optional<Item> more(Fields fields, Item known, Optional<Section> section) {
        if (section.filter(in -> in.items().contains(known)).isEmpty()) {
            fields.contradicts(
                    "id",
                    "the item in the section of the template " + name + " that has it",
                    "it in " + section.map(in -> "the section " + in.id()).orElse("a section of the plan"));
            return Optional.empty();
        }
        refuse(
                fields,
                allBut(PlanMapping.ITEM, "parts"),
                "the item " + known.id() + " is one of the template " + name + ", to which a plan can add parts");
        fields.value("id", again);
        Optional<List<Part>> parts = fields.required("parts", "parts to add", ChecklistReader.PARTS);
        return parts.map(known::plus);
    }

    private static List<String> allBut(PlanMapping mapping, String addable) {
        return mapping.keys().stream()
                .filter(key -> !key.equals("id") && !key.equals(addable))
                .toList();
    }

    private static void refuse(Fields fields, List<String> keys, String why) {
        keys.forEach(key -> fields.value(key, (node, problems) -> {
            problems.expected("no " + key + " here (" + why + ")", node);
            return Optional.empty();
        }));
    }

    /** What stands there as the id, right or wrong. */
    private static Optional<String> id(Fields fields) {
        return fields.value(
                "id",
                (node, problems) -> node instanceof PlanNode.Scalar scalar
                        ? Optional.of(scalar.text().strip())
                        : Optional.empty());
    }

    /** The template's sections with their items first, so that what a plan adds never comes before what it adds to. */
    private List<Section> together(List<Section> additions) {
        Map<String, Section> all = new LinkedHashMap<>();
        template.sections().forEach(section -> all.put(section.id(), section));
        additions.forEach(addition -> all.merge(addition.id(), addition, ExtensionReader::together));
        return new ArrayList<>(all.values());
    }

    private static Section together(Section known, Section addition) {
        Map<String, Item> items = new LinkedHashMap<>();
        Stream.concat(known.items().stream(), addition.items().stream()).forEach(item -> items.put(item.id(), item));
        return new Section(known.id(), known.title(), known.incident(), List.copyOf(items.values()));
    }
}
