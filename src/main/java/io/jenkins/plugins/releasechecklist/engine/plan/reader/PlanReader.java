package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.GateOrder;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.check.CheckReader;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.YamlNodes;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a release plan, {@code release-plan.yaml}. Stateless; its methods may be used by several threads at once. */
public final class PlanReader {
    private static final ValueReader<List<String>> LINES = Scalars.TEXT.listOf("lines of text");

    /** Reads the drafted release notes. */
    static final ValueReader<NotesDraft> NOTES = Fields.reader(
            PlanMapping.NOTES,
            fields -> Optional.of(new NotesDraft(
                    fields.value("summary", Scalars.TEXT),
                    fields.list("changes", LINES),
                    fields.value("migration", Scalars.TEXT),
                    fields.list("knownIssues", LINES))));

    private static final ValueReader<String> CHANNEL = Scalars.text("the name of a channel");

    private PlanReader() {}

    /**
     * Reads a plan as {@link #read(String, String, Templates, Checklist, ForeignKinds)} does, and tells as well what cannot
     * work although each part is right: a gate that demands what comes after it.
     */
    public static Plan lint(String text, String fileName, Templates templates, ForeignKinds foreign) {
        return read(text, fileName, templates, Templates.octoacme(), foreign, true);
    }

    /**
     * Reads a plan.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages, such as {@code release-plan.yaml}
     * @param templates those that the plan can name
     * @param otherwise the checklist of a plan that names neither a template nor a checklist of its own
     * @param foreign the kinds of checks of other plugins
     * @throws PlanException with every mistake
     */
    public static Plan read(
            String text, String fileName, Templates templates, Checklist otherwise, ForeignKinds foreign) {
        return read(text, fileName, templates, otherwise, foreign, false);
    }

    private static Plan read(
            String text,
            String fileName,
            Templates templates,
            Checklist otherwise,
            ForeignKinds foreign,
            boolean whetherItCanWork) {
        Problems problems = new Problems();
        ValueReader<Plan> reader = Fields.reader(PlanMapping.PLAN, fields -> {
            Plan plan = plan(fields, templates, otherwise, foreign);
            if (whetherItCanWork && problems.count() == 0) {
                lintGates(fields, plan);
            }
            return Optional.of(plan);
        });
        return problems.orThrow(YamlNodes.read(text, fileName, problems).flatMap(node -> reader.read(node, problems)));
    }

    private static Plan plan(Fields fields, Templates templates, Checklist otherwise, ForeignKinds foreign) {
        Optional<String> template = fields.value("template", Scalars.oneOf("a template", templates.names()));
        Optional<Checklist> checklist = checklist(fields, template, templates, otherwise);
        Optional<String> application = fields.value("application", Scalars.TEXT);
        Optional<String> rollback = fields.value("rollback", Scalars.TEXT);
        Optional<NotesDraft> notes = fields.value("notes", NOTES);
        Map<String, EnvironmentPlan> environments = fields.value(
                        "environments", environments(GateReader.of(checklist), foreign))
                .orElse(Map.of());
        List<Announcement> announce = fields.list("announce", announcements());
        Map<String, List<String>> audiences =
                fields.value("audiences", audiences()).orElse(Map.of());
        List<Part> handoff = fields.list("handoff", ChecklistReader.PARTS);
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
                template,
                fields.has("checklist") && !fields.has("template"),
                checklist.orElse(otherwise),
                rollback,
                notes,
                environments,
                announce,
                audiences,
                handoff);
    }

    /** A gate that demands what can only be done after it would wait for ever. */
    private static void lintGates(Fields fields, Plan plan) {
        GateOrder order = GateOrder.of(plan);
        plan.environments()
                .forEach((name, environment) -> environment.gate().stream()
                        .flatMap(gate -> gate.requires().stream())
                        .forEach(required -> {
                            List<String> late = order.outOfReach(name, order.demandedBy(required, name)).stream()
                                    .map(Item::id)
                                    .toList();
                            if (!late.isEmpty()) {
                                fields.contradicts(
                                        List.of("environments", name, "gate", "requires", required),
                                        "items that can be done before the gate in front of " + name + " opens",
                                        late.equals(List.of(required))
                                                ? required + ", which cannot be done before"
                                                : required + ", of which " + String.join(", ", late)
                                                        + " cannot be done before");
                            }
                        }));
    }

    /** The template's checklist with what the plan adds to it, the plan's own, or the other one. */
    private static Optional<Checklist> checklist(
            Fields fields, Optional<String> template, Templates templates, Checklist otherwise) {
        if (fields.has("template")) {
            ValueReader<Checklist> reader = Scalars.parsed(
                    "a template", name -> Templates.read(templates.named(name).orElseThrow()));
            return template.flatMap(name -> fields.value("template", reader)
                    .flatMap(known -> fields.has("checklist")
                            ? fields.value("checklist", ExtensionReader.of(name, known))
                            : Optional.of(known)));
        }
        return fields.has("checklist") ? fields.value("checklist", ChecklistReader.CHECKLIST) : Optional.of(otherwise);
    }

    private static ValueReader<Map<String, EnvironmentPlan>> environments(
            ValueReader<GatePolicy> gate, ForeignKinds foreign) {
        return Fields.reader(
                        PlanMapping.ENVIRONMENT,
                        fields -> Optional.of(new EnvironmentPlan(
                                fields.list("checks", new CheckReader(foreign).listOf("checks")),
                                fields.value("gate", gate),
                                fields.value("window", WindowReader.WINDOW),
                                fields.value("verify", VerifyReader.VERIFY))))
                .by(environmentNames(), "environments by their names");
    }

    /** Reads names of environments, each once, of which no two have the same address. */
    private static ValueReader<String> environmentNames() {
        ValueReader<String> names = Scalars.ENVIRONMENT.once("every environment once");
        Map<String, String> addresses = new HashMap<>();
        return (node, problems) -> {
            Optional<String> name = names.read(node, problems);
            name.map(Ids::slug)
                    .map(address -> addresses.putIfAbsent(address, name.get()))
                    .filter(other -> !other.equals(name.get()))
                    .ifPresent(other -> problems.expected(
                            "a name that differs from '" + other + "' by a letter or digit of its address", node));
            return name;
        };
    }

    /** Reads where a release is announced: {@code [{audience: support}, {channel: stakeholders}]}. */
    private static ValueReader<List<Announcement>> announcements() {
        ValueReader<String> channels = CHANNEL.once("every channel once");
        ValueReader<String> audiences = Scalars.text("the name of an audience").once("every audience once");
        ValueReader<Announcement> mapping = Fields.reader(PlanMapping.ANNOUNCEMENT, fields -> {
            if (fields.has("channel") && fields.has("audience")) {
                fields.contradicts("audience", "either a channel or an audience", "both");
                return Optional.<Announcement>empty();
            }
            return fields.has("audience")
                    ? fields.value("audience", audiences).map(Announcement::audience)
                    : fields.required("channel", "the name of a channel (or the key audience)", channels)
                            .map(Announcement::channel);
        });
        return ((ValueReader<Announcement>) (node, problems) -> {
                    if (node instanceof PlanNode.Scalar name
                            && Ids.PATTERN.matcher(name.text()).matches()) {
                        problems.expected(
                                PlanMapping.ANNOUNCEMENT.what() + " (a mapping with the keys channel, audience)",
                                node,
                                Optional.of("audience: " + name.text()));
                        return Optional.empty();
                    }
                    return mapping.read(node, problems);
                })
                .listOf("announcements");
    }

    /** Reads the channels of audiences, by the names of the audiences: {@code {support: [support-mail, support-chat]}}. */
    private static ValueReader<Map<String, List<String>>> audiences() {
        return CHANNEL.listOf("channels")
                .atLeastOne()
                .eachOnce()
                .by(Scalars.id("an audience").once("every audience once"), "audiences by their names");
    }
}
