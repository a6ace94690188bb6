package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import java.util.Optional;

/**
 * What runs in an environment.
 *
 * @param name the environment
 * @param version what runs there; null when nobody said it
 * @param since since when, at the latest (ISO-8601, UTC)
 * @param build the build that released it
 * @param broughtBackBy the build that rolled back to it; null when none did
 * @param job in the history of several jobs, the name of the one that has the build; null in that of one
 * @param broughtBackByJob the same for the build that rolled back to it
 */
public record EnvironmentJson(
        String name,
        Optional<String> version,
        String since,
        int build,
        Optional<Integer> broughtBackBy,
        Optional<String> job,
        Optional<String> broughtBackByJob) {
    /** What runs there; empty when nobody knows. */
    public static Optional<EnvironmentJson> of(EnvironmentStatus where) {
        return where.running()
                .map(now -> new EnvironmentJson(
                        where.environment(),
                        now.version(),
                        now.since().toString(),
                        now.build().number(),
                        Optional.of(now.by().number()).filter(by -> now.isBroughtBack()),
                        now.build().job(),
                        now.by().job().filter(by -> now.isBroughtBack())));
    }
}
