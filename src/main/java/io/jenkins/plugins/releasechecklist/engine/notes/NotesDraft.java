package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a release plan or a step says about a release, before the build's change log and the defaults are added.
 *
 * <p>Every value is Markdown (CommonMark), as {@link MarkdownText} reads it. Values are trimmed, invisible control characters are
 * dropped, and so are blank values. Immutable.
 *
 * @param summary the release in a few words or lines
 * @param changes the notable changes, one entry each, in the order in which they are shown
 * @param migration what users or operators have to do, in one or more lines
 * @param knownIssues the known issues, one entry each
 */
public record NotesDraft(
        Optional<String> summary, List<String> changes, Optional<String> migration, List<String> knownIssues) {

    /** A draft that says nothing. */
    public static final NotesDraft EMPTY = new NotesDraft(Optional.empty(), List.of(), Optional.empty(), List.of());

    /** Cleans the values. A null is a {@link NullPointerException} with the name of the field. */
    public NotesDraft {
        summary = VisibleText.of(summary, "notes.summary");
        changes = VisibleText.of(changes, "notes.changes");
        migration = VisibleText.of(migration, "notes.migration");
        knownIssues = VisibleText.of(knownIssues, "notes.knownIssues");
    }

    /** Returns whether nothing at all was drafted. */
    public boolean isEmpty() {
        return summary.isEmpty() && changes.isEmpty() && migration.isEmpty() && knownIssues.isEmpty();
    }

    /** Fills the gaps of this draft, of a person typically, with what a step or a plan says. */
    public NotesDraft orElse(NotesDraft other) {
        return new NotesDraft(
                summary.or(other::summary),
                changes.isEmpty() ? other.changes : changes,
                migration.or(other::migration),
                knownIssues.isEmpty() ? other.knownIssues : knownIssues);
    }

    /**
     * Joins this draft with another one, typically a step's with the plan's. Summary, migration steps and known issues are this
     * draft's where it has them; the changes are this draft's, followed by those of the other that are not among them already.
     */
    public NotesDraft merge(NotesDraft other) {
        return new NotesDraft(
                summary.or(other::summary),
                Stream.concat(changes.stream(), other.changes.stream())
                        .distinct()
                        .toList(),
                migration.or(other::migration),
                knownIssues.isEmpty() ? other.knownIssues : knownIssues);
    }
}
