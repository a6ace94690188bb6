package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.YamlNodes;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a checklist in the YAML form that a team can bring, as a file of its own or below {@code checklist} in a plan;
 * the built-in template {@code octoacme} is in this form, too. Ids of sections and items are unique together, since
 * {@code requires} of a gate names both. An id of the checklist that is left out is made of the title. One reader reads one
 * checklist, whose environments and ids it remembers.
 */
public final class ChecklistReader {
    /** The steps of the plugin, which are all that can complete an item. */
    public static final List<String> STEPS = List.of(
            "releaseChecklist",
            "smokeTest",
            "withSmokeTest",
            "releaseGate",
            "postDeployVerify",
            "announceRelease",
            "checklistItem",
            "withChecklistItem",
            "rollbackRelease");

    static final ValueReader<Checklist> CHECKLIST =
            Fields.reader(PlanMapping.CHECKLIST, ChecklistReader::checklist).whole();

    /**
     * Reads the parts of an item: {@code ["Runbook is up to date", {title: Dashboards, url: "https://..."}]}. Their ids are
     * made of their titles.
     */
    static final ValueReader<List<Part>> PARTS = part().listOf("parts").eachOnce();

    /**
     * Reads the environments that a checklist speaks of: a list of names, or a mapping of the checklist's words to the
     * names that the team's plans and Jenkinsfiles use, {@code {staging: uat, production: [eu, us]}}.
     */
    static final ValueReader<Map<String, List<String>>> ENVIRONMENTS = (node, problems) -> {
        if (node instanceof PlanNode.Mapping) {
            ValueReader<List<String>> several = Scalars.ENVIRONMENT
                    .listOf("environments")
                    .atLeastOne()
                    .eachOnce()
                    .whole();
            ValueReader<List<String>> names = (value, found) -> value instanceof PlanNode.Sequence
                    ? several.read(value, found)
                    : Scalars.ENVIRONMENT.read(value, found).map(List::of);
            return names.by(Scalars.ENVIRONMENT.once("every environment once"), "environments")
                    .read(node, problems);
        }
        return Scalars.ENVIRONMENT
                .listOf("environments")
                .eachOnce()
                .read(node, problems)
                .map(list -> {
                    Map<String, List<String>> names = new LinkedHashMap<>();
                    list.forEach(name -> names.put(name, List.of(name)));
                    return names;
                });
    };

    /** Reads what is expected of a role: {@code {roles: [qa], duties: [Verify critical user flows]}}. */
    static final ValueReader<Responsibility> RESPONSIBILITY = Fields.reader(PlanMapping.RESPONSIBILITY, fields -> {
        Optional<List<String>> roles = fields.required("roles", "whose responsibility it is", Scalars.ROLES);
        Optional<List<String>> duties = fields.required(
                "duties",
                "what is expected of them",
                Scalars.TEXT.listOf("duties").atLeastOne());
        return fields.built(() -> new Responsibility(roles.orElseThrow(), duties.orElseThrow()), roles, duties);
    });

    /** Reads a related document: {@code {title: Cross-role scenarios, url: "https://..."}}; the address may be left out. */
    static final ValueReader<ResourceLink> RESOURCE = Fields.reader(PlanMapping.RESOURCE, fields -> {
        Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
        Optional<String> url = fields.value("url", Scalars.WEB_ADDRESS);
        return title.map(name -> new ResourceLink(name, url));
    });

    /**
     * Reads who signs an item off: {@code {anyOf: [qa, devops]}} or {@code {allOf: [devops, support]}}, in the words of
     * approvals.
     */
    private static final ValueReader<SignOff> SIGN_OFF = Fields.reader(PlanMapping.SIGN_OFF, fields -> {
        if (fields.has("anyOf") == fields.has("allOf")) {
            fields.wrong("either anyOf or allOf", fields.has("anyOf") ? "both" : "neither");
        }
        Optional<SignOff> any = fields.value("anyOf", Scalars.ROLES).map(roles -> new SignOff(roles, Quorum.ANY));
        Optional<SignOff> all = fields.value("allOf", Scalars.ROLES).map(roles -> new SignOff(roles, Quorum.ALL));
        return any.or(() -> all);
    });

    private static final ValueReader<String> STEP = Scalars.oneOf("a step", STEPS);
    private static final ValueReader<PlanPart> PLAN_PART =
            Scalars.oneOf("a part of the release plan", List.of(PlanPart.values()), PlanPart::id);
    private static final ValueReader<List<ReleaseType>> TYPES = Scalars.oneOf(
                    "a release type", List.of(ReleaseType.values()), ReleaseType::id)
            .listOf("release types")
            .eachOnce();

    private final ValueReader<String> id = Scalars.id("an id").once("every id once in the checklist");
    private final ValueReader<String> environment;
    private final ValueReader<List<Completion>> completions = Fields.reader(PlanMapping.COMPLETION, this::completion)
            .listOf("ways to complete the item")
            .eachOnce();

    /**
     * A reader of one checklist.
     *
     * @param environments the words by which items can speak of environments
     * @param known whether these are all; if not, nobody can say that another one is wrong
     */
    ChecklistReader(Collection<String> environments, boolean known) {
        this.environment = known
                ? Scalars.environment("an environment that the checklist names", environments)
                : Scalars.ENVIRONMENT;
    }

    /**
     * Reads a file with a checklist and nothing else.
     *
     * @param text the whole file, at most 1,048,576 characters
     * @param fileName its name in messages
     * @throws PlanException with every mistake
     */
    public static Checklist read(String text, String fileName) {
        Problems problems = new Problems();
        return problems.orThrow(
                YamlNodes.read(text, fileName, problems).flatMap(node -> CHECKLIST.read(node, problems)));
    }

    private static Optional<Checklist> checklist(Fields fields) {
        Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
        Optional<String> id = fields.has("id") ? fields.value("id", Scalars.id("an id")) : title.map(Ids::slug);
        Optional<Map<String, List<String>>> environments = fields.value("environments", ENVIRONMENTS);
        boolean known = environments.isPresent() || !fields.has("environments");
        // Empty also when a single item could not be read: nobody can say then whether another key names it rightly.
        Optional<List<Section>> sections = fields.required(
                "sections",
                "at least one section",
                sections(environments.orElse(Map.of()).keySet(), known).whole());
        Optional<String> releasedBy =
                fields.required("releasedBy", "the item whose passing means that the release is out", itemOf(sections));
        List<Responsibility> responsibilities =
                fields.list("responsibilities", RESPONSIBILITY.listOf("responsibilities"));
        List<ResourceLink> resources = fields.list("resources", RESOURCE.listOf("resources"));
        return fields.built(
                () -> new Checklist(
                                id.orElseThrow(),
                                title.orElseThrow(),
                                firstOf(environments.orElse(Map.of())),
                                releasedBy.orElseThrow(),
                                sections.orElseThrow(),
                                responsibilities,
                                resources)
                        .calling(environments.orElse(Map.of())),
                id,
                title,
                releasedBy,
                sections);
    }

    /** The first name of each environment. */
    static Map<String, String> firstOf(Map<String, List<String>> environments) {
        Map<String, String> first = new LinkedHashMap<>();
        environments.forEach((word, names) -> first.put(word, names.get(0)));
        return first;
    }

    private static ValueReader<List<Section>> sections(Collection<String> words, boolean known) {
        ChecklistReader reader = new ChecklistReader(words, known);
        ValueReader<Item> item = Fields.reader(PlanMapping.ITEM, reader::item);
        return Fields.reader(PlanMapping.SECTION, fields -> reader.section(fields, item))
                .listOf("sections")
                .atLeastOne();
    }

    private static ValueReader<String> itemOf(Optional<List<Section>> sections) {
        return sections.map(known -> known.stream()
                        .flatMap(section -> section.items().stream())
                        .map(Item::id)
                        .toList())
                .map(ids -> Scalars.oneOf("an item of the checklist", ids))
                .orElse(Scalars.TEXT);
    }

    /** Reads a section with such items. */
    Optional<Section> section(Fields fields, ValueReader<Item> item) {
        Optional<String> sectionId = fields.required("id", "an id", id);
        Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
        boolean incident = fields.value("incident", Scalars.FLAG).orElse(false);
        Optional<List<Item>> read = fields.required(
                "items", "at least one item", item.listOf("items").atLeastOne());
        return fields.built(
                () -> new Section(sectionId.orElseThrow(), title.orElseThrow(), incident, read.orElseThrow()),
                sectionId,
                title,
                read);
    }

    /** Reads an item. */
    Optional<Item> item(Fields fields) {
        Optional<String> itemId = fields.required("id", "an id", id);
        Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
        Optional<List<String>> owners = fields.required("owners", "the roles that answer for the item", Scalars.ROLES);
        List<Completion> completedBy = fields.list("completedBy", completions);
        List<Completion> impliedBy = fields.list("impliedBy", completions);
        Optional<SignOff> signOff = fields.value("signOff", SIGN_OFF);
        Set<ReleaseType> requiredFor = fields.value("requiredFor", TYPES)
                .<Set<ReleaseType>>map(Set::copyOf)
                .orElseGet(() -> EnumSet.allOf(ReleaseType.class));
        boolean ifApplicable = fields.value("ifApplicable", Scalars.FLAG).orElse(false);
        List<Part> parts = fields.list("parts", PARTS);
        return fields.built(
                () -> new Item(
                        itemId.orElseThrow(),
                        title.orElseThrow(),
                        owners.orElseThrow(),
                        completedBy,
                        impliedBy,
                        signOff,
                        requiredFor,
                        ifApplicable,
                        parts),
                itemId,
                title,
                owners);
    }

    /**
     * Reads one way in which an item is completed: {@code {step: smokeTest, environment: staging}} (the environment may be
     * left out), {@code {plan: notes}} or {@code {window: production}}.
     */
    private Optional<Completion> completion(Fields fields) {
        List<String> kinds =
                Stream.of("step", "plan", "window").filter(fields::has).toList();
        if (kinds.size() != 1) {
            fields.wrong(
                    "one of the keys step, plan and window",
                    kinds.isEmpty() ? "none of them" : String.join(" and ", kinds));
        }
        if (fields.has("environment") && !fields.has("step")) {
            fields.contradicts("environment", "an environment only beside a step", "no step");
        }
        Optional<String> where = fields.value("environment", environment);
        Stream<Optional<? extends Completion>> completions = Stream.of(
                fields.value("step", STEP).map(step -> new Completion.ByStep(step, where)),
                fields.value("plan", PLAN_PART).map(Completion.ByPlan::new),
                fields.value("window", environment).map(Completion.ByWindow::new));
        return completions.<Completion>flatMap(Optional::stream).findFirst();
    }

    private static ValueReader<Part> part() {
        ValueReader<String> text =
                Scalars.text("a part: text, or a mapping with the keys " + String.join(", ", PlanMapping.PART.keys()));
        ValueReader<Part> mapping = Fields.reader(PlanMapping.PART, fields -> {
            Optional<String> title = fields.required("title", "a title", Scalars.TEXT);
            Optional<String> url = fields.value("url", Scalars.WEB_ADDRESS);
            return title.map(name -> Part.titled(name, url));
        });
        return (node, problems) -> node instanceof PlanNode.Mapping
                ? mapping.read(node, problems)
                : text.read(node, problems).map(title -> Part.titled(title, Optional.empty()));
    }
}
