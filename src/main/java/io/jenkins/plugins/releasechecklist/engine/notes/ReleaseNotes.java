package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeLog;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The release notes of one release: the fields of the release guide's template, with the defaults applied.
 *
 * <p>Values are untrusted: they are cleaned of invisible characters here. Summary, changes, migration steps and known issues
 * are Markdown, made safe by {@link MarkdownText}; all else is text, escaped by {@link MarkdownNotes} and {@link HtmlNotes}.
 * Immutable.
 *
 * @param application the name of what is released, in one line
 * @param version its version, in one line
 * @param date the day of the release
 * @param type the release type, for example {@code minor}
 * @param summary the release in a few words or lines; shown as {@value #NO_SUMMARY} when empty
 * @param changes the notable changes that somebody wrote down, one entry each
 * @param commits the change log, the newest entry first
 * @param migration the migration steps; {@value #NONE} when there are none
 * @param knownIssues the known issues; an empty list is shown as {@value #NONE}
 */
public record ReleaseNotes(
        String application,
        String version,
        LocalDate date,
        String type,
        Optional<String> summary,
        List<String> changes,
        List<Change> commits,
        String migration,
        List<String> knownIssues) {

    /** What stands for a part of the template that has nothing to say. */
    public static final String NONE = "None";

    /** What stands for a summary that nobody wrote. */
    public static final String NO_SUMMARY = "No summary was given.";

    /** What stands for the notable changes of a release that has a change log, of which nobody wrote down what is notable. */
    public static final String NO_CHANGES = "No notable changes were given.";

    /** Cleans the values, and refuses a blank application, version, type or migration. */
    public ReleaseNotes {
        application = required(VisibleText.oneLine(application, "notes.application"), "notes.application");
        version = required(VisibleText.oneLine(version, "notes.version"), "notes.version");
        type = required(VisibleText.oneLine(type, "notes.type"), "notes.type");
        summary = VisibleText.of(summary, "notes.summary");
        changes = VisibleText.of(changes, "notes.changes");
        commits = List.copyOf(commits);
        migration = required(VisibleText.of(migration, "notes.migration"), "notes.migration");
        knownIssues = VisibleText.of(knownIssues, "notes.knownIssues");
    }

    /**
     * Completes a draft.
     *
     * @param application the name of what is released
     * @param version its version
     * @param date the day of the release
     * @param type the release type, for example {@code minor}
     * @param draft what plan and step say; its migration steps default to {@value #NONE}
     * @param commits the change log, the newest entry first
     */
    public static ReleaseNotes of(
            String application, String version, LocalDate date, String type, NotesDraft draft, List<Change> commits) {
        return new ReleaseNotes(
                application,
                version,
                date,
                type,
                draft.summary(),
                draft.changes(),
                commits,
                draft.migration().orElse(NONE),
                draft.knownIssues());
    }

    /** The heading: application and version. */
    public String title() {
        return application + " " + version;
    }

    String summaryText() {
        return summary.orElse(NO_SUMMARY);
    }

    ChangeLog changeLog() {
        return ChangeLog.of(commits, ChangeLog.MOST_IN_NOTES);
    }

    /** What stands for the notable changes if nobody wrote them down. */
    String noChanges() {
        return commits.isEmpty() ? NONE : NO_CHANGES;
    }

    private static String required(String text, String what) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + ": expected text, found blank text");
        }
        return text;
    }
}
