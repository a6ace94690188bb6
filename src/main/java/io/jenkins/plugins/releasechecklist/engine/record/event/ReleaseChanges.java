package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeLog;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a release changes in an environment, compared with what runs there.
 *
 * @param running what runs there; empty when nobody knows of anything
 * @param goesBack whether a newer build runs there: the commits are those that the release takes away
 * @param commits the most important commits between the two, or of all that are known when nothing runs there; at most
 *     {@value #MOST_COMMITS}
 * @param total how many there are
 * @param authors everybody who wrote one of all of them, by name
 * @param issues what the commits refer to, such as the keys of issues, at most {@value #MOST_ISSUES}
 * @param artifacts what is different or the same in the artifacts of the two; empty where one of them names none
 * @param failed the last attempt to release there, when it went wrong and nothing has made that good
 * @param problem why the commits could not be read
 */
public record ReleaseChanges(
        Optional<Deployed> running,
        boolean goesBack,
        List<Change> commits,
        int total,
        List<String> authors,
        List<TextPiece> issues,
        List<ArtifactChange> artifacts,
        Optional<Deployed> failed,
        Optional<String> problem) {
    static final int MOST_ISSUES = 50;

    /** How many commits a gate shows before the vote. */
    public static final int MOST_COMMITS = 100;

    public ReleaseChanges {
        commits = List.copyOf(commits);
        authors = List.copyOf(authors);
        issues = List.copyOf(issues);
        artifacts = List.copyOf(artifacts);
    }

    /**
     * Compares two releases.
     *
     * @param changes all commits between them, the newest first
     * @param now the artifacts of this release
     * @param before those of what runs there; empty when it names none, or nobody knows
     */
    public static ReleaseChanges of(
            Optional<Deployed> running,
            boolean goesBack,
            List<Change> changes,
            List<Artifact> now,
            List<Artifact> before,
            Optional<Deployed> failed) {
        List<TextPiece> issues = changes.stream()
                .flatMap(change -> change.title().references().stream())
                .distinct()
                .limit(MOST_ISSUES)
                .toList();
        ChangeLog log = ChangeLog.of(changes, MOST_COMMITS);
        return new ReleaseChanges(
                running,
                goesBack,
                log.shown(),
                changes.size(),
                log.authors(),
                issues,
                now.isEmpty() || before.isEmpty() ? List.of() : compared(now, before),
                failed,
                Optional.empty());
    }

    /** What is known when the commits cannot be read. */
    public static ReleaseChanges unknown(Optional<Deployed> running, Optional<Deployed> failed, String problem) {
        return new ReleaseChanges(
                running, false, List.of(), 0, List.of(), List.of(), List.of(), failed, Optional.of(problem));
    }

    private static List<ArtifactChange> compared(List<Artifact> now, List<Artifact> before) {
        List<ArtifactChange> changes = new ArrayList<>();
        now.forEach(artifact -> changes.add(
                new ArtifactChange(artifact.name(), digest(before, artifact.name()), Optional.of(artifact.digest()))));
        before.stream()
                .filter(artifact -> digest(now, artifact.name()).isEmpty())
                .forEach(artifact -> changes.add(
                        new ArtifactChange(artifact.name(), Optional.of(artifact.digest()), Optional.empty())));
        return changes;
    }

    private static Optional<String> digest(List<Artifact> artifacts, String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .map(Artifact::digest)
                .findFirst();
    }

    /** Whether both were found between the same releases, so that there is no need to look again. */
    public boolean comparesWith(Optional<Deployed> other, Optional<Deployed> attempt) {
        return running.equals(other) && failed.equals(attempt);
    }

    /**
     * A release in the environment.
     *
     * @param version its version; empty when nobody said it
     * @param build the build that released it
     */
    public record Deployed(Optional<String> version, BuildRef build) {
        /** The version, or else the number of the build. */
        public String name() {
            return version.orElseGet(() -> "#" + build.number());
        }
    }

    /**
     * An artifact of one of the releases, or of both.
     *
     * @param name its name
     * @param before its digest in what runs there; empty when that does not have it
     * @param now its digest in this release; empty when this does not have it
     */
    public record ArtifactChange(String name, Optional<String> before, Optional<String> now) {
        public ArtifactChange {
            if (Stream.of(before, now).allMatch(Optional::isEmpty)) {
                throw new IllegalArgumentException("Expected a digest of '" + name + "', found none");
            }
        }

        /** Whether both releases have the very same. */
        public boolean isSame() {
            return before.equals(now);
        }
    }
}
