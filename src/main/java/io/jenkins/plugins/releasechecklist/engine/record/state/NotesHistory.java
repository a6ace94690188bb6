package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * How release notes came to be what they are.
 *
 * @param draftSeq the number of the event that last changed the draft; 0 while there is none. Who edits the draft names it, so that
 *     nobody overwrites what somebody else wrote meanwhile
 * @param editor who edited the draft on the page last
 * @param edited when that was
 * @param renderedSeq the number of the event with the rendered notes; 0 before that
 */
public record NotesHistory(long draftSeq, Optional<Actor> editor, Optional<Instant> edited, long renderedSeq) {
    static final NotesHistory NONE = new NotesHistory(0, Optional.empty(), Optional.empty(), 0);

    /** Whether the draft changed after it was rendered, or never was. */
    public boolean isDraftNewer() {
        return draftSeq > renderedSeq || renderedSeq == 0;
    }

    NotesHistory changed(long seq) {
        return new NotesHistory(seq, editor, edited, renderedSeq);
    }

    NotesHistory edited(Event event) {
        return new NotesHistory(event.seq(), Optional.of(event.actor()), Optional.of(event.at()), renderedSeq);
    }

    NotesHistory rendered(long seq) {
        return new NotesHistory(draftSeq, editor, edited, seq);
    }
}
