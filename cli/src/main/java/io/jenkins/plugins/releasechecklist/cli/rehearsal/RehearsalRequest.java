package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be rehearsed.
 *
 * @param file the plan as it stands in its file
 * @param plan the same, read
 * @param template the template that the plan names
 * @param version the version that the release will have
 * @param type the release type; empty: a minor release
 * @param environments the names of the environments to go through, in order; all of them are in the plan
 * @param longestVerification a verification that the plan wants longer than this is shortened to it, more than zero
 * @param person who rehearses
 */
public record RehearsalRequest(
        PlanSource file,
        Plan plan,
        Optional<Template> template,
        String version,
        Optional<ReleaseType> type,
        List<String> environments,
        Duration longestVerification,
        Person person) {
    public RehearsalRequest {
        version = version.strip();
        if (version.isEmpty() || version.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "expected a version such as 2.4.0, found " + (version.isEmpty() ? "nothing" : "'" + version + "'"));
        }
        environments = List.copyOf(environments);
    }
}
