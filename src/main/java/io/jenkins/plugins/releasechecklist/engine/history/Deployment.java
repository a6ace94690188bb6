package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A release that was out, whatever became of it. What counts:
 *
 * <ul>
 *   <li>A release is deployed when it is out, also when its build was discarded since, or still runs. One that was rejected, or
 *       failed before it was out, is not deployed.
 *   <li>It failed when after that an incident was opened, it was rolled back, or its verification in production failed.
 *   <li>Its lead time runs from the oldest commit that it brought out. Commits of earlier releases that did not get out, or did
 *       not stay, count for the release of the same job that brought them out for good; the one that was rolled back has no lead
 *       time.
 *   <li>It recovered when the rollback was done, its verification passed after all, the next release was out and did not fail,
 *       or its incident ended: whatever came first.
 *   <li>It is rework when one before it had failed and not recovered: nobody plans such a release.
 * </ul>
 *
 * @param build the build number
 * @param version its version; empty when nobody said it
 * @param at when it was out
 * @param leadTime how long its oldest change took from being committed; empty where no change log tells, and where the release
 *     was taken back
 * @param failed whether it needed somebody to step in
 * @param recovery how long it took until all was well again; empty while it is not, and when it did not fail
 * @param rework whether it mended one before it, or tried to
 */
public record Deployment(
        int build,
        Optional<String> version,
        Instant at,
        Optional<Duration> leadTime,
        boolean failed,
        Optional<Duration> recovery,
        boolean rework) {
    /** Whether it failed, and nobody knows of a recovery. */
    public boolean isOpen() {
        return failed && recovery.isEmpty();
    }

    /** The deployments that the lines of a release index tell of, in the order in which they happened. */
    public static List<Deployment> of(List<ReleaseLine> lines) {
        List<ReleaseDeployment> releases = lines.stream()
                .sorted(ReleaseLine.NEWEST_FIRST.reversed())
                .map(ReleaseDeployment::of)
                .toList();
        List<Instant> recoveries = recoveries(releases);
        List<Deployment> found = new ArrayList<>();
        Map<Optional<String>, Optional<Instant>> waiting = new HashMap<>();
        for (int i = 0; i < releases.size(); i++) {
            ReleaseDeployment release = releases.get(i);
            Optional<String> job = release.line().job();
            Optional<Instant> oldest = earlier(
                    waiting.getOrDefault(job, Optional.empty()), release.line().firstCommitAt());
            if (release.at().isPresent()) {
                found.add(deployment(release, oldest, recoveries.get(i)));
            }
            waiting.put(job, release.at().isPresent() && !release.isTakenBack() ? Optional.empty() : oldest);
        }
        found.sort(Comparator.comparing(Deployment::at));
        return withRework(found);
    }

    private static Deployment deployment(ReleaseDeployment release, Optional<Instant> oldest, Instant nextGood) {
        Instant at = release.at().orElseThrow();
        boolean failed = release.isFailed();
        Optional<Instant> recovered = Stream.concat(release.recoveredAt().stream(), Stream.of(nextGood))
                .filter(moment -> failed && moment.isBefore(Instant.MAX) && !moment.isBefore(at))
                .min(Comparator.naturalOrder());
        return new Deployment(
                release.line().build(),
                release.line().version(),
                at,
                // A clock that went wrong is no lead time.
                oldest.filter(commit -> !release.isTakenBack() && !commit.isAfter(at))
                        .map(commit -> Duration.between(commit, at)),
                failed,
                recovered.map(moment -> Duration.between(at, moment)),
                false);
    }

    /** Says of each whether one before it had failed and was not over. */
    private static List<Deployment> withRework(List<Deployment> inOrder) {
        List<Deployment> all = new ArrayList<>();
        Instant well = Instant.MIN;
        for (Deployment one : inOrder) {
            boolean mends = !one.at.isAfter(well);
            all.add(new Deployment(one.build, one.version, one.at, one.leadTime, one.failed, one.recovery, mends));
            Instant over = one.recovery.map(one.at::plus).orElse(one.failed ? Instant.MAX : Instant.MIN);
            well = over.isAfter(well) ? over : well;
        }
        return List.copyOf(all);
    }

    /** For each release, when a later one that did not fail was out; never is {@link Instant#MAX}. */
    private static List<Instant> recoveries(List<ReleaseDeployment> releases) {
        Instant[] next = new Instant[releases.size()];
        Instant good = Instant.MAX;
        for (int i = releases.size() - 1; i >= 0; i--) {
            next[i] = good;
            ReleaseDeployment release = releases.get(i);
            if (!release.isFailed()) {
                good = release.at().orElse(good);
            }
        }
        return List.of(next);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
