package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.YamlNodes;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a checklist in the YAML form that a team can bring, as a file of its own or below {@code checklist} in a plan;
 * the built-in template {@code octoacme} is in this form, too. Ids of sections and items are unique together, since
 * {@code requires} of a gate names both. An id of the checklist that is left out is made of the title.
 */
public final class ChecklistReader {
    public static final List<String> KEYS =
            List.of("id", "title", "environments", "releasedBy", "sections", "responsibilities", "resources");

    static final ValueReader<Checklist> CHECKLIST = ChecklistReader::read;

    private static final ValueReader<List<Responsibility>> RESPONSIBILITIES =
            ResponsibilityReader.RESPONSIBILITY.listOf("responsibilities");
    private static final ValueReader<List<ResourceLink>> RESOURCES = ResourceLinkReader.RESOURCE.listOf("resources");

    private ChecklistReader() {}

    /**
     * Reads a file with a checklist and nothing else.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages
     * @throws PlanException with every mistake
     */
    public static Checklist read(String text, String fileName) {
        Problems problems = new Problems();
        return problems.orThrow(YamlNodes.read(text, fileName, problems).flatMap(node -> read(node, problems)));
    }

    private static Optional<Checklist> read(PlanNode node, Problems problems) {
        int before = problems.count();
        return Fields.of(node, "a checklist", KEYS, problems).flatMap(fields -> {
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            Optional<String> id = fields.has("id") ? fields.value("id", Scalars.id("an id")) : title.map(Ids::slug);
            Optional<Map<String, String>> environments = fields.value("environments", EnvironmentNamesReader.NAMES);
            Optional<List<Section>> sections = sections(fields, environments, problems);
            Optional<String> releasedBy = fields.required(
                    "releasedBy", "the item whose passing means that the release is out", itemOf(sections));
            List<Responsibility> responsibilities = fields.list("responsibilities", RESPONSIBILITIES);
            List<ResourceLink> resources = fields.list("resources", RESOURCES);
            if (problems.count() > before) {
                return Optional.empty();
            }
            return fields.built(() -> new Checklist(
                    id.orElseThrow(),
                    title.orElseThrow(),
                    environments.orElse(Map.of()),
                    releasedBy.orElseThrow(),
                    sections.orElseThrow(),
                    responsibilities,
                    resources));
        });
    }

    // Empty also when a single item could not be read: nobody can say then whether another key names it rightly.
    private static Optional<List<Section>> sections(
            Fields fields, Optional<Map<String, String>> environments, Problems problems) {
        int before = problems.count();
        boolean known = environments.isPresent() || !fields.has("environments");
        Map<String, String> names = environments.orElse(Map.of());
        ValueReader<String> word =
                known ? Scalars.oneOf("an environment that the checklist names", names.keySet()) : Scalars.TEXT;
        // A checklist speaks in the guide's words; the steps speak of the team's environments.
        ValueReader<String> environment =
                (place, found) -> word.read(place, found).map(name -> names.getOrDefault(name, name));
        Optional<List<Section>> sections =
                fields.required("sections", "at least one section", SectionReader.sections(environment));
        return problems.count() > before ? Optional.empty() : sections;
    }

    private static ValueReader<String> itemOf(Optional<List<Section>> sections) {
        return sections.map(known -> known.stream()
                        .flatMap(section -> section.items().stream())
                        .map(Item::id)
                        .toList())
                .map(ids -> Scalars.oneOf("an item of the checklist", ids))
                .orElse(Scalars.TEXT);
    }
}
