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
 */
public record EnvironmentJson(
        String name, Optional<String> version, String since, int build, Optional<Integer> broughtBackBy) {
    /** What runs there; empty when nobody knows. */
    public static Optional<EnvironmentJson> of(EnvironmentStatus where) {
        return where.running()
                .map(now -> new EnvironmentJson(
                        where.environment(),
                        now.version(),
                        now.since().toString(),
                        now.build(),
                        now.isBroughtBack() ? Optional.of(now.by()) : Optional.empty()));
    }
}
