package io.jenkins.plugins.releasechecklist.actions.page;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownBlocks;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;

/**
 * The release notes: the draft, and once they are announced what was announced.
 *
 * @param release the release
 * @param shown whether its record can be believed: of another one, nobody knows who wrote that HTML
 * @param editable whether the viewer may write into the notes
 */
public record NotesView(Release release, boolean shown, boolean editable) {
    static NotesView of(Release release, Viewer viewer, boolean sound) {
        return new NotesView(
                release, sound, sound && viewer.mayApprove() && NotesEditing.isOpenTo(viewer.approver(), release));
    }

    /** Whether there is anything to show. */
    public boolean any() {
        return shown && (editable || !html().isEmpty() || !release.files().isEmpty());
    }

    /**
     * The notes as safe HTML, empty while there are none: what was rendered, with the change log, as long as it is what would be
     * announced; else the draft alone.
     */
    public String html() {
        if (release.isRenderedInForce()) {
            return release.notes().map(ReleaseEvent.NotesRendered::html).orElseThrow();
        }
        return release.draft().isEmpty() ? "" : HtmlNotes.draft(release.draft());
    }

    /** Whether they are a draft, in a word. */
    public String state() {
        return release.isAnnounced() ? Messages.NotesView_announced() : Messages.NotesView_draft();
    }

    /** Entries of a list as Markdown, to be edited. */
    public String markdown(List<String> entries) {
        return MarkdownBlocks.list(entries);
    }

    /** Where an attached file is, relative to the page. */
    public String address(AttachedFile file) {
        return "attachments/" + Util.rawEncode(file.name());
    }
}
