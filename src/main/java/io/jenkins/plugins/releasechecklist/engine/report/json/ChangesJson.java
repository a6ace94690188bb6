package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.ArtifactChange;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.Deployed;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.List;
import java.util.Optional;

/**
 * What a release changes where a gate leads.
 *
 * @param environment where
 * @param running what runs there; null when nobody knows of anything
 * @param goesBack whether a newer build runs there, so that the commits are those that are taken away
 * @param total how many commits there are
 * @param authors who wrote them, by name
 * @param issues what they refer to
 * @param commits the most important ones, at most {@value ReleaseChanges#MOST_COMMITS}
 * @param artifacts what is different or the same in the artifacts
 * @param failed the last attempt to release there, when it went wrong and nothing has made that good; else null
 * @param problem why the commits could not be read; else null
 */
public record ChangesJson(
        String environment,
        Optional<DeployedJson> running,
        boolean goesBack,
        int total,
        List<String> authors,
        List<ReferenceJson> issues,
        List<CommitJson> commits,
        List<ArtifactChange> artifacts,
        Optional<DeployedJson> failed,
        Optional<String> problem) {
    static ChangesJson of(ReleaseEvent.ChangesCompared found) {
        ReleaseChanges changes = found.changes();
        return new ChangesJson(
                found.environment(),
                changes.running().map(DeployedJson::of),
                changes.goesBack(),
                changes.total(),
                changes.authors(),
                changes.issues().stream().map(ReferenceJson::of).toList(),
                changes.commits().stream().map(CommitJson::of).toList(),
                changes.artifacts(),
                changes.failed().map(DeployedJson::of),
                changes.problem());
    }

    /**
     * A release in the environment.
     *
     * @param version its version; null when nobody said it
     * @param build the number of the build that released it
     * @param url its address below the root of Jenkins
     */
    public record DeployedJson(Optional<String> version, int build, String url) {
        static DeployedJson of(Deployed release) {
            return new DeployedJson(
                    release.version(), release.build().number(), release.build().url());
        }
    }

    /** What a commit refers to, and where that is. */
    public record ReferenceJson(String name, String url) {
        static ReferenceJson of(TextPiece reference) {
            return new ReferenceJson(reference.text(), reference.address().orElseThrow());
        }
    }

    /**
     * A commit, or several with the same words.
     *
     * @param id its short id; null when the version control has none
     * @param kind one of the names of {@code ChangeKind}
     */
    public record CommitJson(Optional<String> id, String kind, String title, List<String> authors) {
        static CommitJson of(Change change) {
            return new CommitJson(
                    change.id(), change.kind().name(), change.title().text(), change.authors());
        }
    }
}
