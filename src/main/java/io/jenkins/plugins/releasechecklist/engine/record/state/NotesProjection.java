package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Folds what is said about release notes. What a person wrote on the page goes before what plan and steps say. */
final class NotesProjection {
    private final List<AttachedFile> files = new ArrayList<>();
    private NotesDraft draft = NotesDraft.EMPTY;
    private NotesHistory history = NotesHistory.NONE;
    private Optional<ReleaseEvent.NotesRendered> rendered = Optional.empty();

    /** The plan gives notes: they fill gaps, except that changes add up while no person wrote them. */
    void plan(NotesDraft given, long seq) {
        change(history.editor().isPresent() ? draft.orElse(given) : draft.merge(given), seq);
    }

    /** Takes the event if it is about notes. */
    boolean apply(Event event) {
        if (event.data() instanceof ReleaseEvent.NotesDrafted it) {
            change(with(it.draft()), event.seq());
        } else if (event.data() instanceof ReleaseEvent.NotesEdited it) {
            draft = it.draft();
            history = history.edited(event);
        } else if (event.data() instanceof ReleaseEvent.NotesRendered it) {
            rendered = Optional.of(it);
            history = history.rendered(event.seq());
        } else if (event.data() instanceof ReleaseEvent.FilesAttached it) {
            it.files().forEach(file -> {
                files.removeIf(earlier -> earlier.name().equals(file.name()));
                files.add(file);
            });
        } else {
            return false;
        }
        return true;
    }

    private NotesDraft with(NotesDraft given) {
        return history.editor().isPresent() ? draft.orElse(given) : given.merge(draft);
    }

    private void change(NotesDraft changed, long seq) {
        if (!changed.equals(draft)) {
            draft = changed;
            history = history.changed(seq);
        }
    }

    NotesDraft draft() {
        return draft;
    }

    NotesHistory history() {
        return history;
    }

    Optional<ReleaseEvent.NotesRendered> rendered() {
        return rendered;
    }

    List<AttachedFile> files() {
        return List.copyOf(files);
    }
}
