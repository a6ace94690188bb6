package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import java.util.List;
import java.util.stream.Stream;

/** What the readers say about a wrong text, one line a mistake. */
public final class Mistakes {
    private Mistakes() {}

    /** The messages about a plan; none when it is right. */
    public static List<String> inPlan(String plan) {
        return of(() -> Plans.read(plan, "plan.yaml"));
    }

    /**
     * The messages about an environment, whose text is the body of {@code environments.live}, without its indentation.
     */
    public static List<String> inEnvironment(String environment) {
        return inPlan(Texts.environment(environment)).stream()
                .map(message -> message.replaceFirst("^plan.yaml:\\d+:\\d+: environments\\.live\\.?", ""))
                .toList();
    }

    /** The messages about a checklist in a file of its own. */
    static List<String> inChecklist(String checklist) {
        return of(() -> ChecklistReader.read(checklist, "team.yaml"));
    }

    /** The messages of a reading. */
    public static List<String> of(Runnable reading) {
        try {
            reading.run();
            return List.of();
        } catch (PlanException wrong) {
            return Stream.of(wrong.getMessage().split("\n")).toList();
        }
    }
}
