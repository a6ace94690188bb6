package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.YamlNodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a release plan, {@code release-plan.yaml}. Stateless; its methods may be used by several threads at once. */
public final class PlanReader {
    public static final List<String> KEYS = List.of(
            "application",
            "template",
            "checklist",
            "rollback",
            "notes",
            "environments",
            "announce",
            "audiences",
            "handoff");

    private static final ValueReader<String> TEMPLATE = Scalars.oneOf("a template", Templates.names());

    private PlanReader() {}

    /**
     * Reads a plan that follows the built-in checklist unless it says otherwise.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages, such as {@code release-plan.yaml}
     * @throws PlanException with every mistake
     */
    public static Plan read(String text, String fileName) {
        return read(text, fileName, Templates.octoacme());
    }

    /**
     * Reads a plan that may use kinds of checks of other plugins, as {@link ForeignCheck}.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages, such as {@code release-plan.yaml}
     * @param foreign the kinds of other plugins
     * @throws PlanException with every mistake
     */
    public static Plan read(String text, String fileName, ForeignKinds foreign) {
        return read(text, fileName, Templates.octoacme(), foreign);
    }

    /**
     * Reads a plan of the built-in kinds of checks.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages, such as {@code release-plan.yaml}
     * @param otherwise the checklist of a plan that names neither a template nor a checklist of its own
     * @throws PlanException with every mistake
     */
    public static Plan read(String text, String fileName, Checklist otherwise) {
        return read(text, fileName, otherwise, ForeignKinds.NONE);
    }

    private static Plan read(String text, String fileName, Checklist otherwise, ForeignKinds foreign) {
        Problems problems = new Problems();
        return problems.orThrow(
                YamlNodes.read(text, fileName, problems).flatMap(node -> plan(node, otherwise, foreign, problems)));
    }

    private static Optional<Plan> plan(PlanNode node, Checklist otherwise, ForeignKinds foreign, Problems problems) {
        return Fields.of(node, "a release plan", KEYS, problems).map(fields -> {
            Optional<Checklist> checklist = checklist(fields, otherwise);
            Optional<String> application = fields.value("application", Scalars.TEXT);
            Optional<String> rollback = fields.value("rollback", Scalars.TEXT);
            Optional<NotesDraft> notes = fields.value("notes", NotesReader.NOTES);
            Map<String, EnvironmentPlan> environments = fields.value(
                            "environments", new EnvironmentReader(new GateReader(checklist), foreign).byName())
                    .orElse(Map.of());
            List<Announcement> announce = fields.list("announce", new AnnounceReader().listOf("announcements"));
            Map<String, List<String>> audiences =
                    fields.value("audiences", new AudiencesReader()).orElse(Map.of());
            List<Part> handoff = fields.list("handoff", PartsReader.PARTS);
            boolean nobodyHandsOver = checklist
                    .filter(known -> known.item(ItemIds.SUPPORT_HANDOFF).isEmpty())
                    .isPresent();
            if (!handoff.isEmpty() && nobodyHandsOver) {
                fields.contradicts(
                        "handoff", "a checklist with the item '" + ItemIds.SUPPORT_HANDOFF + "'", "one without it");
            }
            // With a wrong checklist there is a problem, and the plan is not used.
            return new Plan(
                    application,
                    checklist.orElse(otherwise),
                    rollback,
                    notes,
                    environments,
                    announce,
                    audiences,
                    handoff);
        });
    }

    private static Optional<Checklist> checklist(Fields fields, Checklist otherwise) {
        if (fields.has("template") && fields.has("checklist")) {
            fields.contradicts("checklist", "either a template or a checklist", "both");
        }
        if (!fields.has("template") && !fields.has("checklist")) {
            return Optional.of(otherwise);
        }
        Optional<Checklist> own = fields.value("checklist", ChecklistReader.CHECKLIST);
        Optional<Checklist> template = fields.value("template", TEMPLATE).flatMap(Templates::named);
        return fields.has("checklist") ? own : template;
    }
}
