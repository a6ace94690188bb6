package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads one way in which an item is completed: {@code {step: smokeTest, environment: staging}} (the environment may be
 * left out), {@code {plan: notes}} or {@code {window: production}}.
 */
public final class CompletionReader implements ValueReader<Completion> {
    public static final List<String> KEYS = List.of("step", "environment", "plan", "window");

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

    private static final List<String> KINDS = List.of("step", "plan", "window");
    private static final ValueReader<String> STEP = Scalars.oneOf("a step", STEPS);
    private static final ValueReader<PlanPart> PART =
            Scalars.oneOf("a part of the release plan", List.of(PlanPart.values()), PlanPart::id);

    private final ValueReader<String> environment;

    /** @param environment reads the checklist's word for an environment, and gives the team's name for it */
    CompletionReader(ValueReader<String> environment) {
        this.environment = environment;
    }

    @Override
    public Optional<Completion> read(PlanNode node, Problems problems) {
        return Fields.of(node, "what completes the item", KEYS, problems).flatMap(fields -> {
            List<String> kinds = KINDS.stream().filter(fields::has).toList();
            if (kinds.size() != 1) {
                String found = kinds.isEmpty() ? "none of them" : String.join(" and ", kinds);
                problems.expected("one of the keys step, plan and window", found, node.place());
            }
            if (fields.has("environment") && !fields.has("step")) {
                fields.contradicts("environment", "an environment only beside a step", "no step");
            }
            Optional<String> where = fields.value("environment", environment);
            Stream<Optional<? extends Completion>> completions = Stream.of(
                    fields.value("step", STEP).map(step -> new Completion.ByStep(step, where)),
                    fields.value("plan", PART).map(Completion.ByPlan::new),
                    fields.value("window", environment).map(Completion.ByWindow::new));
            return completions.<Completion>flatMap(Optional::stream).findFirst();
        });
    }
}
