package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Renders the release notes and prints what would be announced. Nothing is sent. */
final class RehearsedAnnouncement {
    private final ReleaseRecord record;
    private final Terminal terminal;

    RehearsedAnnouncement(ReleaseRecord record, Terminal terminal) {
        this.record = record;
        this.terminal = terminal;
    }

    /** Prints the announcement and returns its text as Markdown. */
    String announce(LocalDate today) throws IOException {
        RehearsedStep step = RehearsedStep.begin(record, "announceRelease", "announce-release", Optional.empty());
        Release release = record.state();
        ReleaseNotes notes = ReleaseNotes.of(
                release.application().orElse("Release"),
                release.version().orElse("(no version)"),
                today,
                release.type().id(),
                release.draft(),
                List.of());
        String markdown = MarkdownNotes.render(notes);
        List<String> channels = release.plan().map(Plan::announce).orElse(List.of()).stream()
                .map(Announcement::name)
                .toList();
        terminal.say("Announcement, not sent; "
                + (channels.isEmpty() ? "the plan names no channel" : "it would go to " + String.join(", ", channels)));
        markdown.lines().forEach(line -> terminal.say("  | " + line));
        step.end(true, Optional.empty(), List.of(new ReleaseEvent.NotesRendered(markdown, HtmlNotes.render(notes))));
        return markdown;
    }
}
