package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deployments of a job in its release index. What counts:
 *
 * <ul>
 *   <li>A release is deployed when it is out, also when its build was discarded since, or still runs. One that was rejected, or
 *       failed before it was out, is not deployed.
 *   <li>It failed when after that an incident was opened, it was rolled back, or its verification in production failed.
 *   <li>Its lead time runs from the oldest commit that it brought out. Commits of earlier releases that did not get out, or did
 *       not stay, count for the release that brought them out for good; the one that was rolled back has no lead time.
 *   <li>It recovered when the rollback was done, its verification passed after all, the next release was out and did not fail,
 *       or its incident ended: whatever came first.
 * </ul>
 */
public final class Deployments {
    private Deployments() {}

    /**
     * The deployments, in the order in which they happened.
     *
     * @param lines of the release index, in any order
     */
    public static List<Deployment> of(List<ReleaseLine> lines) {
        List<ReleaseDeployment> outings = lines.stream()
                .sorted(Comparator.comparing(ReleaseLine::build))
                .map(ReleaseDeployment::of)
                .toList();
        List<Instant> recoveries = recoveries(outings);
        List<Deployment> found = new ArrayList<>();
        Optional<Instant> oldest = Optional.empty();
        for (int i = 0; i < outings.size(); i++) {
            ReleaseDeployment outing = outings.get(i);
            oldest = earlier(oldest, outing.line().firstCommitAt());
            if (outing.at().isPresent()) {
                found.add(deployment(outing, oldest, recoveries.get(i)));
                oldest = outing.isTakenBack() ? oldest : Optional.empty();
            }
        }
        found.sort(Comparator.comparing(Deployment::at));
        return List.copyOf(found);
    }

    private static Deployment deployment(ReleaseDeployment outing, Optional<Instant> oldest, Instant nextGood) {
        Instant at = outing.at().orElseThrow();
        boolean failed = outing.isFailed();
        Optional<Instant> recovered = Stream.concat(outing.recoveredAt().stream(), Stream.of(nextGood))
                .filter(moment -> failed && moment.isBefore(Instant.MAX) && !moment.isBefore(at))
                .min(Comparator.naturalOrder());
        return new Deployment(
                outing.line().build(),
                outing.line().version(),
                at,
                // A clock that went wrong is no lead time.
                oldest.filter(commit -> !outing.isTakenBack() && !commit.isAfter(at))
                        .map(commit -> Duration.between(commit, at)),
                failed,
                recovered.map(moment -> Duration.between(at, moment)));
    }

    /** For each release, when a later one that did not fail was out; never is {@link Instant#MAX}. */
    private static List<Instant> recoveries(List<ReleaseDeployment> outings) {
        Instant[] next = new Instant[outings.size()];
        Instant good = Instant.MAX;
        for (int i = outings.size() - 1; i >= 0; i--) {
            next[i] = good;
            ReleaseDeployment outing = outings.get(i);
            if (!outing.isFailed()) {
                good = outing.at().orElse(good);
            }
        }
        return List.of(next);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
