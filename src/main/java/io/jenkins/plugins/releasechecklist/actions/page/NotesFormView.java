package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;

/**
 * What the viewer may write into the release notes, all of it Markdown.
 *
 * @param open whether the viewer may
 * @param summary the release in a few words
 * @param changes a list
 * @param migration what is to be done
 * @param knownIssues a list
 * @param seq which draft it is
 */
public record NotesFormView(
        boolean open, String summary, String changes, String migration, String knownIssues, long seq)
        implements PageFragment {
    /** Nothing can be written. */
    static final NotesFormView NONE = new NotesFormView(false, "", "", "", "", 0);

    static NotesFormView of(Release release) {
        NotesDraft draft = release.draft();
        return new NotesFormView(
                true,
                draft.summary().orElse(""),
                MarkdownBlocks.list(draft.changes()),
                draft.migration().orElse(""),
                MarkdownBlocks.list(draft.knownIssues()),
                release.notesHistory().draftSeq());
    }
}
