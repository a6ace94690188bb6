package io.jenkins.plugins.releasechecklist.engine.history;

import java.util.List;

/**
 * What the release index of a job tells, whoever asks and whenever: found once, and kept as long as the index does not change.
 *
 * @param where what runs where, the environment first that releases reach last
 * @param deployments every deployment that is known, in the order in which they happened
 */
public record ReleaseHistorySummary(List<EnvironmentStatus> where, List<Deployment> deployments) {
    public ReleaseHistorySummary {
        where = List.copyOf(where);
        deployments = List.copyOf(deployments);
    }

    /** What the index tells. */
    public static ReleaseHistorySummary of(ReleaseIndex index) {
        return index.derived(
                ReleaseHistorySummary.class,
                lines -> new ReleaseHistorySummary(EnvironmentStatus.of(lines), Deployments.of(lines)));
    }
}
