package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The draft of the release notes; every text is Markdown.
 *
 * @param summary null while nobody wrote one
 * @param changes the notable changes, one entry each
 * @param migration null while nobody wrote any
 * @param knownIssues one entry each
 * @param seq what an edit of this draft has to name
 * @param editor who edited it on the page last; null when nobody did
 * @param edited when that was (UTC); null when nobody did
 * @param announced whether it is announced, so that nobody edits it any more
 */
public record NotesJson(
        Optional<String> summary,
        List<String> changes,
        Optional<String> migration,
        List<String> knownIssues,
        long seq,
        Optional<String> editor,
        Optional<String> edited,
        boolean announced) {

    public static NotesJson of(Release release) {
        NotesDraft draft = release.draft();
        return new NotesJson(
                draft.summary(),
                draft.changes(),
                draft.migration(),
                draft.knownIssues(),
                release.notesHistory().draftSeq(),
                release.notesHistory().editor().map(Actor::id),
                release.notesHistory().edited().map(Instant::toString),
                release.isAnnounced());
    }
}
