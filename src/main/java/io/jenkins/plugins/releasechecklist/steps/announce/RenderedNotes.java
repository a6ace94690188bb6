package io.jenkins.plugins.releasechecklist.steps.announce;

import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Renders release notes from what the record holds at one moment, and keeps them there. */
public final class RenderedNotes {
    private RenderedNotes() {}

    /**
     * Renders the notes and keeps them, unless these very notes are kept already. From then on nobody edits them any more,
     * unless it is a dry run.
     *
     * @param version of the release
     */
    public static ReleaseNotes keep(StepRun run, String version, boolean dryRun)
            throws IOException, InterruptedException {
        List<Change> changes = BuildChangeLog.of(run.build());
        Optional<String> announcedBy = dryRun ? Optional.empty() : Optional.of(run.id());
        return run.record()
                .update(state -> {
                    ReleaseNotes notes = notes(run, state, version, changes);
                    ReleaseEvent.NotesRendered rendered = new ReleaseEvent.NotesRendered(
                            MarkdownNotes.render(notes), HtmlNotes.render(notes), announcedBy);
                    return state.notes().equals(Optional.of(rendered))
                            ? ReleaseRecord.Change.none(notes)
                            : ReleaseRecord.Change.by(run.actor(), notes, rendered);
                })
                .answer();
    }

    /** The notes are dated by the beginning of the run, so that they are the same after a restart. */
    private static ReleaseNotes notes(StepRun run, Release release, String version, List<Change> changes) {
        return ReleaseNotes.of(
                MessageContext.application(run, release),
                version,
                LocalDate.ofInstant(release.run(run.id()).orElseThrow().started(), ZoneId.systemDefault()),
                release.type().id(),
                release.draft(),
                changes);
    }
}
