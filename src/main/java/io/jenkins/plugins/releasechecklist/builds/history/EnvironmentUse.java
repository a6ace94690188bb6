package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * What a job did in an environment, by its release index.
 *
 * @param last when the last build began that did something there
 * @param builds how many did
 * @param withoutGo how many of these deployed without a Go
 */
public record EnvironmentUse(Job<?, ?> job, String environment, Instant last, int builds, int withoutGo) {
    /** What all jobs did since that moment that the calling user may read. No build is loaded for it. */
    public static List<EnvironmentUse> since(Instant from) {
        List<EnvironmentUse> uses = new ArrayList<>();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            Map<String, EnvironmentUse> byEnvironment = new LinkedHashMap<>();
            ReleaseIndexStore.peekOwn(job).stream()
                    .flatMap(index -> index.lines().stream())
                    .filter(line -> line.started().isAfter(from))
                    .forEach(line -> line.environments()
                            .forEach(where ->
                                    byEnvironment.merge(where.name(), of(job, line, where), EnvironmentUse::and)));
            uses.addAll(byEnvironment.values());
        }
        return uses;
    }

    private static EnvironmentUse of(Job<?, ?> job, ReleaseLine line, EnvironmentLine where) {
        int ungated = where.withoutGo().isPresent() ? 1 : 0;
        return new EnvironmentUse(job, where.name(), line.started(), 1, ungated);
    }

    /** Both, of which the other one is older. */
    private EnvironmentUse and(EnvironmentUse older) {
        return new EnvironmentUse(job, environment, last, builds + older.builds, withoutGo + older.withoutGo);
    }
}
