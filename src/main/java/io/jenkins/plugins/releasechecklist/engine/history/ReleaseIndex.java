package io.jenkins.plugins.releasechecklist.engine.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The releases of a job, or of all jobs of a multibranch project, as the release index has them at one moment: a file in the
 * directory of the job or project, so that no build has to be loaded to look at them, and builds and jobs that are gone are still
 * known. The records decide, and this is only an index of them. Immutable, thread-safe.
 */
public final class ReleaseIndex {
    /** The name of the file, in {@code release-checklist} in the directory of the job or project. */
    public static final String FILE = "releases.jsonl";

    private final List<ReleaseLine> newestFirst;
    private Optional<List<EnvironmentStatus>> environments = Optional.empty();
    private Optional<List<Deployment>> deployments = Optional.empty();
    private final Map<String, ReleaseIndex> ofJobs = new ConcurrentHashMap<>();

    /** Holds the lines, in any order, one for a build. */
    public ReleaseIndex(Collection<ReleaseLine> lines) {
        List<ReleaseLine> sorted =
                lines.stream().sorted(ReleaseLine.NEWEST_FIRST).toList();
        List<ReleaseLine> rollbacks =
                sorted.stream().filter(line -> line.rollback().isPresent()).toList();
        newestFirst = sorted.stream().map(line -> takenBack(line, rollbacks)).toList();
    }

    /** A release may be taken back by a build that was started for that, days after its own build ended. */
    private static ReleaseLine takenBack(ReleaseLine line, List<ReleaseLine> rollbacks) {
        return rollbacks.stream()
                .filter(later -> later.about().equals(Optional.of(line.key())))
                .flatMap(later -> later.rollback().stream())
                .reduce(line, ReleaseLine::takenBack, (one, other) -> other);
    }

    /** The same with another line, which replaces that of the same build. */
    public ReleaseIndex with(ReleaseLine line) {
        return new ReleaseIndex(Stream.concat(
                        Stream.of(line),
                        newestFirst.stream().filter(known -> !known.key().equals(line.key())))
                .toList());
    }

    /** The same of one of several jobs alone. Found once for this index. */
    public ReleaseIndex of(Optional<String> job) {
        return job.map(name -> ofJobs.computeIfAbsent(
                        name,
                        any -> new ReleaseIndex(newestFirst.stream()
                                .filter(line -> line.job().equals(job))
                                .toList())))
                .orElse(this);
    }

    /** Every build with a release, the newest first. */
    public List<ReleaseLine> lines() {
        return newestFirst;
    }

    /**
     * At most so many builds with a release before the {@linkplain ReleaseLine#position position}, the newest first;
     * {@code Long.MAX_VALUE} for the newest of all.
     */
    public List<ReleaseLine> before(long position, int limit) {
        return newestFirst.stream()
                .filter(line -> line.position() < position)
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
    public List<ReleaseLine> startedFor(BuildKey build) {
        return newestFirst.stream()
                .filter(line -> line.about().equals(Optional.of(build)))
                .toList();
    }

    /** When it was seen of each deployment that it had no Go. */
    public List<Instant> ungated() {
        return newestFirst.stream()
                .flatMap(line -> line.environments().stream())
                .flatMap(where -> where.withoutGo().stream())
                .toList();
    }

    /** The line of the build. */
    public Optional<ReleaseLine> find(BuildKey build) {
        return newestFirst.stream().filter(line -> line.key().equals(build)).findFirst();
    }

    /** The newest build before the position that is wanted. */
    public Optional<ReleaseLine> newestBefore(long position, Predicate<ReleaseLine> wanted) {
        return newestFirst.stream()
                .filter(line -> line.position() < position)
                .filter(wanted)
                .findFirst();
    }
}
