package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/**
 * Reads one section of a checklist. It remembers the ids that it has read, so there is one reader for each checklist.
 */
public final class SectionReader implements ValueReader<Section> {
    public static final List<String> KEYS = List.of("id", "title", "incident", "items");

    private final ValueReader<String> id = new Distinct<>("every id once in the checklist", Scalars.id("an id"));
    private final ValueReader<List<Item>> items;

    private SectionReader(ValueReader<String> environment) {
        items = new ItemReader(id, new CompletionReader(environment))
                .listOf("items")
                .atLeastOne();
    }

    /**
     * A reader of all sections of one checklist.
     *
     * @param environment reads the checklist's word for an environment
     */
    static ValueReader<List<Section>> sections(ValueReader<String> environment) {
        return new SectionReader(environment).listOf("sections").atLeastOne();
    }

    @Override
    public Optional<Section> read(PlanNode node, Problems problems) {
        return Fields.of(node, "a section", KEYS, problems).flatMap(fields -> {
            Optional<String> sectionId = fields.required("id", "an id", id);
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            boolean incident = fields.value("incident", Scalars.FLAG).orElse(false);
            Optional<List<Item>> read = fields.required("items", "at least one item", items);
            if (sectionId.isEmpty() || title.isEmpty() || read.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Section(sectionId.get(), title.get(), incident, read.get()));
        });
    }
}
