package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Job;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.scm.RunWithSCM;

/**
 * What earlier builds of the same job released, by the release index of the job: no build is loaded where nothing else is said,
 * and builds that were discarded still count.
 */
public final class ReleaseHistory {
    private static final Logger LOGGER = Logger.getLogger(ReleaseHistory.class.getName());

    /** How many builds before the releasing one are looked at. */
    private static final int MOST_BUILDS = 200;

    private ReleaseHistory() {}

    /** The versions that earlier builds of the job released, and did not take back; none when the index cannot be read. */
    public static List<String> releasedVersions(Run<?, ?> run) {
        return releasedVersions(run.getParent(), run.getNumber());
    }

    /** The same for all builds with a smaller number. */
    public static List<String> releasedVersions(Job<?, ?> job, int before) {
        try {
            return ReleaseIndexStore.read(job).before(before, Integer.MAX_VALUE).stream()
                    .filter(ReleaseLine::isReleased)
                    .flatMap(line -> line.version().stream())
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell what was released before #" + before + " of " + job);
            return List.of();
        }
    }

    /**
     * The number of the newest earlier build of the job that released something and was not rolled back, which may be discarded;
     * nothing when the index cannot be read.
     */
    public static OptionalInt lastReleasedBuildNumber(Run<?, ?> run) {
        return lastReleased(run, line -> true).stream()
                .mapToInt(ReleaseLine::build)
                .findFirst();
    }

    /**
     * The build and those before it, down to the one after the last released one; without one, the latest {@value #MOST_BUILDS}
     * before it. Unlike what else is told here, builds are loaded for that, one after the other.
     */
    public static Stream<Run<?, ?>> sinceLastRelease(Run<?, ?> run) {
        return after(lastReleased(run, line -> true), run);
    }

    /**
     * The builds between two, the newest first: those after the first one up to the other; at most {@value #MOST_BUILDS} and one.
     *
     * @param number of the first one, which does not count and may be gone; 0 for all
     * @param newest the number of the other one, which may be gone as well
     */
    public static Stream<Run<?, ?>> between(Job<?, ?> job, int number, int newest) {
        return after(number, job.getNearestOldBuild(newest));
    }

    /** The same down to the last release that needed no Go or had it. One that went out without it hides nobody's changes. */
    public static Stream<Run<?, ?>> sinceLastGo(Run<?, ?> run) {
        return after(lastReleased(run, line -> line.ungated().isEmpty()), run);
    }

    private static Stream<Run<?, ?>> after(Optional<ReleaseLine> released, Run<?, ?> run) {
        return after(
                released.map(line -> DeploymentRequest.builder(run.getParent(), line.build()))
                        .orElse(0),
                run);
    }

    private static Stream<Run<?, ?>> after(int last, Run<?, ?> newest) {
        Run<?, ?> first = newest == null
                ? null
                : newest.getParent()
                        .getNearestOldBuild(DeploymentRequest.builder(newest.getParent(), newest.getNumber()));
        Stream<Run<?, ?>> builds = Stream.iterate(
                first, build -> build != null && build.getNumber() > last, build -> build.getPreviousBuild());
        return builds.limit(MOST_BUILDS + 1);
    }

    /** The commits in the change log of a build. A copy, because another branch of the build may check out meanwhile. */
    public static List<ChangeLogSet.Entry> commits(Run<?, ?> run) {
        List<ChangeLogSet.Entry> commits = new ArrayList<>();
        if (run instanceof RunWithSCM<?, ?> built) {
            List.copyOf(built.getChangeSets()).forEach(set -> set.forEach(commits::add));
        }
        return commits;
    }

    private static Optional<ReleaseLine> lastReleased(Run<?, ?> run, Predicate<ReleaseLine> which) {
        try {
            return ReleaseIndexStore.read(run.getParent())
                    .newestBefore(
                            run.getNumber(),
                            line -> line.isReleased() && line.version().isPresent() && which.test(line));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot tell what was released before " + run);
            return Optional.empty();
        }
    }

    /**
     * The newest earlier build of the job whose verification in the environment passed, and that was not rolled back there.
     *
     * @throws IOException when the release index of the job cannot be read
     */
    public static Optional<KnownGood> lastKnownGood(Run<?, ?> run, String environment) throws IOException {
        return ReleaseIndexStore.read(run.getParent())
                .newestBefore(
                        run.getNumber(),
                        line -> line.version().isPresent()
                                && line.environment(environment)
                                        .filter(EnvironmentLine::good)
                                        .isPresent())
                .map(line -> knownGood(run.getParent(), line));
    }

    private static KnownGood knownGood(Job<?, ?> job, ReleaseLine line) {
        return new KnownGood(line.version().orElseThrow(), build(job, line.build()), line.discarded());
    }

    /** The build is named as it can be found now: the job may have been renamed or moved since. */
    public static BuildRef build(Job<?, ?> job, int number) {
        return new BuildRef(job.getFullName(), number, job.getUrl() + number + "/");
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
    public record KnownGood(String version, BuildRef build, boolean discarded) {}
}
