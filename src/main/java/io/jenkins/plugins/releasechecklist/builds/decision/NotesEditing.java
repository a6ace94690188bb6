package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Release notes that people edit until they are announced. Those may who may sign the item {@link ItemIds#RELEASE_NOTES}.
 * Everything is checked here except the permissions of Jenkins.
 */
public final class NotesEditing {
    private final ReleaseRecord record;

    public NotesEditing(ReleaseRecord record) {
        this.record = record;
    }

    /** Whether the person may edit the notes as they stand. */
    public static boolean isOpenTo(Approver approver, Release release) {
        return !release.isAnnounced()
                && release.item(ItemIds.RELEASE_NOTES)
                        .filter(item -> SignOffs.maySign(approver, item))
                        .isPresent();
    }

    /** The same, saying why not. */
    public static void check(Approver approver, Release release) throws Refusal {
        ItemState item = release.item(ItemIds.RELEASE_NOTES)
                .orElseThrow(
                        () -> new Refusal(Refusal.Kind.NOT_FOUND, Messages.SignOffs_noSuchItem(ItemIds.RELEASE_NOTES)));
        SignOffs.checkMaySign(approver, item);
        if (release.isAnnounced()) {
            throw new Refusal(Refusal.Kind.CONFLICT, Messages.NotesEditing_announced());
        }
    }

    /**
     * Edits the draft. What changes nothing is not recorded.
     *
     * @param seq the {@code draftSeq} of the draft that the person has read
     */
    public Release edit(Approver approver, long seq, UnaryOperator<NotesDraft> change) throws Refusal, IOException {
        return record.decide(state -> {
                    check(approver, state);
                    if (state.notesHistory().draftSeq() != seq) {
                        throw new Refusal(
                                Refusal.Kind.CONFLICT,
                                Messages.NotesEditing_changed(
                                        state.notesHistory().draftSeq(), seq));
                    }
                    NotesDraft edited = change.apply(state.draft());
                    return edited.equals(state.draft())
                            ? Change.none(state)
                            : Change.by(approver.actor(), state, new ReleaseEvent.NotesEdited(edited));
                })
                .state();
    }
}
