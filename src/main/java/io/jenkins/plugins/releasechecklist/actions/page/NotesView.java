package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;

/**
 * The release notes: the draft, and once they are announced what was announced.
 *
 * @param text the notes
 * @param form what the viewer may write; {@link NotesFormView#NONE} when nothing
 */
public record NotesView(TextView text, NotesFormView form) implements PageFragment {
    /** Nothing is shown. */
    static final NotesView NONE =
            new NotesView(new TextView("", "", "", MomentView.NONE, List.of()), NotesFormView.NONE);

    /** Whether there is anything to show. */
    public boolean any() {
        return !text.html().isEmpty() || form.open() || !text.files().isEmpty();
    }

    /** The notes of a release whose record can be believed: of another one, nobody knows who wrote that HTML. */
    static NotesView of(Release release, Viewer viewer, UtcTimeFormat moments) {
        boolean editable = viewer.mayApprove() && NotesEditing.isOpenTo(viewer.approver(), release);
        return new NotesView(
                new TextView(
                        html(release),
                        state(release),
                        release.notesHistory().editor().map(Actor::name).orElse(""),
                        moments.of(release.notesHistory().edited()),
                        release.files().stream().map(FileView::of).toList()),
                editable ? NotesFormView.of(release) : NotesFormView.NONE);
    }

    /** What was rendered, with the change log, as long as it is what would be announced; else the draft alone. */
    private static String html(Release release) {
        if (release.isRenderedInForce()) {
            return release.notes().map(ReleaseEvent.NotesRendered::html).orElseThrow();
        }
        return release.draft().isEmpty() ? "" : HtmlNotes.draft(release.draft());
    }

    private static String state(Release release) {
        return release.isAnnounced() ? Messages.NotesView_announced() : Messages.NotesView_draft();
    }

    /**
     * The notes as they are read.
     *
     * @param html safe HTML; empty while there are none
     * @param state whether they are a draft, in a word
     * @param editor who edited them on the page last; empty when nobody did
     * @param edited when that was
     * @param files what was attached to the announcement
     */
    public record TextView(String html, String state, String editor, MomentView edited, List<FileView> files)
            implements PageFragment {
        public TextView {
            files = List.copyOf(files);
        }
    }
}
