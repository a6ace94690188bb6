package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The releases of a job as its release index has them at one moment: a file in the directory of the job, so that no build has to
 * be loaded to look at them, and builds that were discarded are still known. The records decide, and this is only an index of
 * them. Immutable, thread-safe.
 */
public final class ReleaseIndex {
    /** The name of the file, in {@code release-checklist} in the directory of the job. */
    public static final String FILE = "releases.jsonl";

    private final List<ReleaseLine> newestFirst;
    private Optional<List<EnvironmentStatus>> environments = Optional.empty();
    private Optional<List<Deployment>> deployments = Optional.empty();

    /** Holds the lines, in any order, one for a build. */
    public ReleaseIndex(Collection<ReleaseLine> lines) {
        List<ReleaseLine> rollbacks =
                lines.stream().filter(line -> line.rollback().isPresent()).toList();
        newestFirst = lines.stream()
                .sorted(Comparator.comparing(ReleaseLine::build).reversed())
                .map(line -> takenBack(line, rollbacks))
                .toList();
    }

    /** A release may be taken back by a build that was started for that, days after its own build ended. */
    private static ReleaseLine takenBack(ReleaseLine line, List<ReleaseLine> rollbacks) {
        return rollbacks.stream()
                .filter(later -> later.isAbout(line.build()))
                .flatMap(later -> later.rollback().stream())
                .reduce(line, ReleaseLine::takenBack, (one, other) -> other);
    }

    /** The same with another line, which replaces that of the same build. */
    public ReleaseIndex with(ReleaseLine line) {
        return new ReleaseIndex(Stream.concat(
                        Stream.of(line), newestFirst.stream().filter(known -> known.build() != line.build()))
                .toList());
    }

    /** Every build with a release, the newest first. */
    public List<ReleaseLine> lines() {
        return newestFirst;
    }

    /**
     * At most so many builds with a release before the given one, the newest first; {@code Integer.MAX_VALUE} for the newest of
     * all.
     */
    public List<ReleaseLine> before(int number, int limit) {
        return newestFirst.stream()
                .filter(line -> line.build() < number)
                .limit(limit)
                .toList();
    }

    /** What runs where, the environment first that releases reach last. Found once for this index, however often it is asked for. */
    public synchronized List<EnvironmentStatus> environments() {
        if (environments.isEmpty()) {
            environments = Optional.of(EnvironmentStatus.of(newestFirst));
        }
        return environments.get();
    }

    /** Every deployment that is known, in the order in which they happened. Found once for this index. */
    public synchronized List<Deployment> deployments() {
        if (deployments.isEmpty()) {
            deployments = Optional.of(Deployment.of(newestFirst));
        }
        return deployments.get();
    }

    /** What can be rolled back in an environment, and to what; empty where nothing came there, or nothing good before. */
    public Optional<RollbackChoice> rollback(String environment) {
        return environments().stream()
                .filter(status -> status.environment().equals(environment))
                .findFirst()
                .flatMap(status -> RollbackChoice.of(status, this));
    }

    /** The builds that were started to promote or to take back the release of a build, the newest first. */
    public List<ReleaseLine> startedFor(int build) {
        return newestFirst.stream().filter(line -> line.isAbout(build)).toList();
    }

    /** When it was seen of each deployment that it had no Go. */
    public List<Instant> ungated() {
        return newestFirst.stream()
                .flatMap(line -> line.environments().stream())
                .flatMap(where -> where.withoutGo().stream())
                .toList();
    }

    /** The line of the build. */
    public Optional<ReleaseLine> find(int build) {
        return newestFirst.stream().filter(line -> line.build() == build).findFirst();
    }

    /** The newest build before the given one that is wanted. */
    public Optional<ReleaseLine> newestBefore(int number, Predicate<ReleaseLine> wanted) {
        return newestFirst.stream()
                .filter(line -> line.build() < number)
                .filter(wanted)
                .findFirst();
    }
}
