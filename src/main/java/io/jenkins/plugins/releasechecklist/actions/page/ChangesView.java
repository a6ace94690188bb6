package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.page.HeaderView.BuildLink;
import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeKind;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.ArtifactChange;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges.Deployed;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ChangesCompared;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What changes where a gate leads, for whoever decides there.
 *
 * @param release the release that would come there
 * @param found what was found
 */
public record ChangesView(Release release, ChangesCompared found) {
    /** So many commits are seen without a click. */
    private static final int FIRST = 5;

    private static final int DIGITS = 12;

    /** What is known of the changes; empty until something is. */
    static Optional<ChangesView> of(GateState gate, Release release) {
        return gate.changes().map(found -> new ChangesView(release, found));
    }

    private ReleaseChanges changes() {
        return found.changes();
    }

    /** From which version to which. */
    public String title() {
        String version = release.incoming().orElseGet(Messages::ChangesView_thisRelease);
        return changes()
                .running()
                .map(there -> Messages.ChangesView_from(there.name(), version))
                .orElseGet(() -> Messages.ChangesView_first(version, found.environment()));
    }

    /** The build that runs there; null when nobody knows of one. */
    public BuildLink running() {
        return changes().running().map(ChangesView::link).orElse(null);
    }

    /** How much changes, in a few words each. */
    public List<String> facts() {
        return facts(changes());
    }

    /** How much changes, in a few words each. */
    public static List<String> facts(ReleaseChanges changes) {
        long artifacts = changes.artifacts().stream()
                .filter(artifact -> !artifact.isSame())
                .count();
        return Stream.of(
                        changes.problem().isEmpty()
                                ? Messages.ChangesView_commits(
                                        changes.total(), changes.authors().size())
                                : "",
                        changes.issues().isEmpty()
                                ? ""
                                : Messages.ChangesView_issues(changes.issues().size()),
                        changes.artifacts().isEmpty() ? "" : Messages.ChangesView_artifacts(artifacts))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Title and facts in one line. */
    public String line() {
        return Stream.concat(Stream.of(title()), facts().stream())
                .reduce(Messages::ChangesView_joined)
                .orElseThrow();
    }

    /** What to be careful about, in a sentence each. */
    public List<String> warnings() {
        long breaking = changes().commits().stream()
                .filter(change -> change.kind() == ChangeKind.BREAKING)
                .count();
        return Stream.of(
                        changes().problem().map(Messages::ChangesView_unknown),
                        changes().goesBack() ? Optional.of(Messages.ChangesView_back()) : Optional.<String>empty(),
                        breaking > 0 ? Optional.of(Messages.ChangesView_breaking(breaking)) : Optional.<String>empty(),
                        changes()
                                .failed()
                                .map(attempt -> Messages.ChangesView_failed(
                                        attempt.name(), attempt.build().number())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the release notes warn of, in a few words each; the notes say more. */
    public List<String> notices() {
        Optional<NotesDraft> notes = Optional.of(release.draft());
        return Stream.of(
                        notes.filter(draft -> draft.migration().isPresent())
                                .map(draft -> Messages.ChangesView_migration()),
                        notes.map(draft -> draft.knownIssues().size())
                                .filter(count -> count > 0)
                                .map(Messages::ChangesView_knownIssues))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The most important commits. */
    public List<Change> first() {
        return changes().commits().stream().limit(FIRST).toList();
    }

    /** The other commits that are known. */
    public List<Change> others() {
        return changes().commits().stream().skip(FIRST).toList();
    }

    /** How many commits are not known one by one. */
    public int left() {
        return changes().total() - changes().commits().size();
    }

    /** The words of a commit, some of which are links. */
    public List<LinkView> pieces(Change change) {
        return change.title().pieces().stream().map(ChangesView::link).toList();
    }

    /** Who wrote the commits. */
    public String authors() {
        return String.join(", ", changes().authors());
    }

    /** What the commits refer to. */
    public List<LinkView> issues() {
        return changes().issues().stream().map(ChangesView::link).toList();
    }

    /** What is different or the same in the artifacts. */
    public List<ArtifactChange> artifacts() {
        return changes().artifacts();
    }

    /** The beginning of a digest, enough to compare two by eye. */
    public String digest(Optional<String> digest) {
        return digest.map(text -> text.replaceFirst("^sha256:", ""))
                .map(text -> text.substring(0, Math.min(DIGITS, text.length())))
                .orElseGet(Messages::ChangesView_none);
    }

    private static LinkView link(TextPiece piece) {
        return LinkView.to(piece.text(), piece.address().orElse(""));
    }

    private static BuildLink link(Deployed release) {
        return BuildLink.to(
                release.build(),
                Messages.ChangesView_build(release.name(), release.build().number()));
    }
}
