package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one line of a checklist. */
public final class ItemReader implements ValueReader<Item> {
    public static final List<String> KEYS = List.of(
            "id", "title", "owners", "completedBy", "impliedBy", "signOff", "requiredFor", "ifApplicable", "parts");

    private static final ValueReader<List<ReleaseType>> TYPES = Scalars.oneOf(
                    "a release type", List.of(ReleaseType.values()), ReleaseType::id)
            .listOf("release types")
            .eachOnce();

    private final ValueReader<String> id;
    private final ValueReader<List<Completion>> completions;

    /**
     * @param id reads an id that no other item or section has
     * @param completion reads one way of completing the item
     */
    ItemReader(ValueReader<String> id, ValueReader<Completion> completion) {
        this.id = id;
        this.completions = completion.listOf("ways to complete the item").eachOnce();
    }

    @Override
    public Optional<Item> read(PlanNode node, Problems problems) {
        return Fields.of(node, "an item", KEYS, problems).flatMap(fields -> {
            Optional<String> itemId = fields.required("id", "an id", id);
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            Optional<List<String>> owners =
                    fields.required("owners", "the roles that answer for the item", Scalars.ROLES);
            List<Completion> completedBy = fields.list("completedBy", completions);
            List<Completion> impliedBy = fields.list("impliedBy", completions);
            Optional<SignOff> signOff = fields.value("signOff", SignOffReader.SIGN_OFF);
            Set<ReleaseType> requiredFor = requiredFor(fields);
            boolean ifApplicable = fields.value("ifApplicable", Scalars.FLAG).orElse(false);
            List<Part> parts = fields.list("parts", PartsReader.PARTS);
            if (itemId.isEmpty() || title.isEmpty() || owners.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Item(
                    itemId.get(),
                    title.get(),
                    owners.get(),
                    completedBy,
                    impliedBy,
                    signOff,
                    requiredFor,
                    ifApplicable,
                    parts));
        });
    }

    private static Set<ReleaseType> requiredFor(Fields fields) {
        Set<ReleaseType> all = EnumSet.allOf(ReleaseType.class);
        return fields.value("requiredFor", TYPES)
                .<Set<ReleaseType>>map(Set::copyOf)
                .orElse(all);
    }
}
