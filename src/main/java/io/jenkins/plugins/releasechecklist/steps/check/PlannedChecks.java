package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the plan of the release says about the environment of a step. */
public final class PlannedChecks {
    private PlannedChecks() {}

    /**
     * The plan for the environment; an empty one when there is no plan.
     *
     * @throws AbortException when there is a plan and it does not know the environment
     */
    public static EnvironmentPlan environment(Release release, Optional<String> name) throws AbortException {
        Optional<Plan> plan = release.plan();
        if (plan.isEmpty() || name.isEmpty()) {
            return EnvironmentPlan.EMPTY;
        }
        EnvironmentPlan environment = plan.get().environments().get(name.get());
        if (environment == null) {
            List<String> known = List.copyOf(plan.get().environments().keySet());
            throw new AbortException(
                    Messages.Planned_unknownEnvironment(Parameters.unknown("environment", name.get(), known)));
        }
        return environment;
    }

    /**
     * The checks that the step gives inline or, when it gives none, those of the plan; those of other plugins' kinds are made
     * by these plugins.
     *
     * @throws AbortException when neither has any, or when another plugin that is needed is gone
     */
    public static List<Check> checks(
            String step, Release release, Optional<String> environment, List<ReleaseCheck> inline)
            throws AbortException {
        List<Check> checks = checksIfAny(release, environment, inline);
        if (checks.isEmpty()) {
            throw new AbortException(Messages.Planned_noChecks(step, environment.orElse("?")));
        }
        return checks;
    }

    /**
     * The same for a step that has something to do without checks as well.
     *
     * @throws AbortException when another plugin that is needed is gone
     */
    public static List<Check> checksIfAny(Release release, Optional<String> environment, List<ReleaseCheck> inline)
            throws AbortException {
        List<Check> checks = new ArrayList<>();
        for (ReleaseCheck check : inline) {
            checks.add(check.toCheck());
        }
        if (checks.isEmpty()) {
            for (Check check : environment(release, environment).checks()) {
                checks.add(ForeignChecks.real(check));
            }
        }
        return checks;
    }
}
