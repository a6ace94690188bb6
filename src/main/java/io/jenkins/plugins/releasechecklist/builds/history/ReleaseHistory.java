package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Job;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.scm.RunWithSCM;

/**
 * What earlier builds released, by the release index of the job, which it may share with others: {@link HistoryScope}. No build is
 * loaded where nothing else is said, and builds and jobs that are gone still count. Nothing that only a branch says of itself counts
 * for the others where administrators have rules: see {@link #counting}.
 */
public final class ReleaseHistory {
    private static final Logger LOGGER = Logger.getLogger(ReleaseHistory.class.getName());

    /** How many builds before the releasing one are looked at. */
    private static final int MOST_BUILDS = 200;

    private ReleaseHistory() {}

    /** The versions that earlier builds released, and did not take back; none when the index cannot be read. */
    public static List<String> releasedVersions(Run<?, ?> run) {
        return releasedVersions(
                run.getParent(), HistoryScope.of(run.getParent()).position(run));
    }

    /** The same for all builds before a position in the index. */
    public static List<String> releasedVersions(Job<?, ?> job, long before) {
        HistoryScope scope = HistoryScope.of(job);
        try {
            List<ReleaseLine> earlier = ReleaseIndexStore.read(job).before(before, Integer.MAX_VALUE);
            Predicate<ReleaseLine> counts = scope.isShared() ? counting(scope) : line -> true;
            return earlier.stream()
                    .filter(line -> line.isReleased() && counts.test(line))
                    .flatMap(line -> line.version().stream())
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell what was released before " + before + " of " + job);
            return List.of();
        }
    }

    /**
     * Whether the type of a release may follow from another one. That of another branch has to have been in a protected environment,
     * with its Go, where administrators protect any: rules depend on the type, and who may write some branch must not choose it for
     * others.
     */
    private static Predicate<ReleaseLine> counting(HistoryScope scope) {
        boolean ruled = Protection.isAny(scope.job());
        Map<String, Boolean> known = new HashMap<>();
        Predicate<EnvironmentLine> isProtected = where -> known.computeIfAbsent(
                where.name(), name -> !Protection.of(scope.job(), name).isEmpty());
        return line -> line.job().equals(scope.name())
                || line.ungated().isEmpty()
                        && (!ruled
                                || line.environments().stream()
                                        .filter(where -> where.deployed().isPresent())
                                        .anyMatch(isProtected));
    }

    /**
     * The number of the newest earlier build of the job itself that released something and was not rolled back, which may be discarded;
     * nothing when the index cannot be read.
     */
    public static OptionalInt lastReleasedBuildNumber(Run<?, ?> run) {
        return lastReleased(run, line -> true).stream()
                .mapToInt(ReleaseLine::build)
                .findFirst();
    }

    /**
     * The build and those before it, down to the one after the last released one of the job; without one, the latest {@value #MOST_BUILDS}
     * before it. Unlike what else is told here, builds are loaded for that, one after the other.
     */
    public static Stream<Run<?, ?>> sinceLastRelease(Run<?, ?> run) {
        return after(lastReleased(run, line -> true), run);
    }

    /**
     * The builds of a job between two, the newest first: those after the first one up to the other; at most {@value #MOST_BUILDS} and
     * one.
     *
     * @param number of the first one, which does not count and may be gone; 0 for all
     * @param newest the number of the other one, which may be gone as well
     */
    public static Stream<Run<?, ?>> between(Job<?, ?> job, int number, int newest) {
        Stream<Run<?, ?>> builds = Stream.iterate(
                job.getNearestOldBuild(newest),
                build -> build != null && build.getNumber() > number,
                build -> build.getPreviousBuild());
        return builds.limit(MOST_BUILDS + 1);
    }

    /** The same down to the last release that needed no Go or had it. One that went out without it hides nobody's changes. */
    public static Stream<Run<?, ?>> sinceLastGo(Run<?, ?> run) {
        return after(lastReleased(run, line -> line.ungated().isEmpty()), run);
    }

    /** Another branch may have built what is deployed: of that, all builds count. */
    private static Stream<Run<?, ?>> after(Optional<ReleaseLine> released, Run<?, ?> run) {
        HistoryScope scope = HistoryScope.of(run.getParent());
        BuildKey newest = DeploymentRequest.builder(scope, scope.key(run.getNumber()));
        int last = released.map(line -> DeploymentRequest.builder(scope, line.key()))
                .filter(one -> one.job().equals(newest.job()))
                .map(BuildKey::number)
                .orElse(0);
        return scope.job(newest).stream().flatMap(job -> between(job, last, newest.number()));
    }

    /** The commits in the change log of a build. A copy, because another branch of the build may check out meanwhile. */
    public static List<ChangeLogSet.Entry> commits(Run<?, ?> run) {
        List<ChangeLogSet.Entry> commits = new ArrayList<>();
        if (run instanceof RunWithSCM<?, ?> built) {
            List.copyOf(built.getChangeSets()).forEach(set -> set.forEach(commits::add));
        }
        return commits;
    }

    /** Of the job alone: no other branch tells which of its commits were released. */
    private static Optional<ReleaseLine> lastReleased(Run<?, ?> run, Predicate<ReleaseLine> which) {
        HistoryScope scope = HistoryScope.of(run.getParent());
        try {
            return ReleaseIndexStore.read(run.getParent())
                    .of(scope.name())
                    .newestBefore(
                            scope.position(run),
                            line -> line.isReleased() && line.version().isPresent() && which.test(line));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell what was released before " + run);
            return Optional.empty();
        }
    }

    /**
     * The newest earlier build whose verification in the environment passed, and that was not rolled back there; of another branch
     * only where it did not come there without a Go.
     *
     * @throws IOException when the release index of the job cannot be read
     */
    public static Optional<KnownGood> lastKnownGood(Run<?, ?> run, String environment) throws IOException {
        HistoryScope scope = HistoryScope.of(run.getParent());
        return ReleaseIndexStore.read(run.getParent())
                .newestBefore(scope.position(run), line -> line.isGoodFor(scope.name(), environment))
                .map(line -> new KnownGood(
                        line.version().orElseThrow(), line.key(), scope.reference(line.key()), line.discarded()));
    }

    /** A build of the job, as it can be found now: the job may have been renamed or moved since. */
    public static BuildRef build(Job<?, ?> job, int number) {
        HistoryScope scope = HistoryScope.of(job);
        return scope.reference(scope.key(number));
    }

    /**
     * What runs in the environment, and what failed there; empty when no release came there.
     *
     * @throws IOException when the release index of the job cannot be read
     */
    public static Optional<EnvironmentStatus> environment(Job<?, ?> job, String name) throws IOException {
        return ReleaseIndexStore.read(job).environments().stream()
                .filter(status -> status.environment().equals(name))
                .findFirst();
    }

    /** A release that one can go back to. */
    public record KnownGood(String version, BuildKey key, BuildRef build, boolean discarded) {}
}
