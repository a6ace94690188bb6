package io.jenkins.plugins.releasechecklist.actions.releases.metrics;

import io.jenkins.plugins.releasechecklist.builds.ReleaseIndex;
import java.util.List;

/**
 * What the release index of a job tells, whoever asks and whenever: found once, and kept as long as the index does not change.
 *
 * @param where what runs where, the environment first that releases reach last
 * @param deployments every deployment that is known, in the order in which they happened
 */
public record Standing(List<Whereabouts> where, List<Deployment> deployments) {
    public Standing {
        where = List.copyOf(where);
        deployments = List.copyOf(deployments);
    }

    /** What the index tells. */
    public static Standing of(ReleaseIndex index) {
        return index.derived(Standing.class, lines -> new Standing(Whereabouts.of(lines), Deployments.of(lines)));
    }
}
