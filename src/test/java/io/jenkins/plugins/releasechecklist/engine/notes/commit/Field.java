package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Every field of release notes that holds text from outside, so that each is tried with hostile text. */
public enum Field {
    APPLICATION,
    VERSION,
    TYPE,
    SUMMARY,
    CHANGE,
    COMMIT_ID,
    COMMIT_TITLE,
    COMMIT_AUTHOR,
    MIGRATION,
    KNOWN_ISSUE;

    /** Whether the field holds Markdown. */
    public boolean isMarkdown() {
        return this == SUMMARY || this == CHANGE || this == MIGRATION || this == KNOWN_ISSUE;
    }

    public ReleaseNotes holding(String value) {
        return new ReleaseNotes(
                text(APPLICATION, value),
                text(VERSION, value),
                LocalDate.of(2025, 3, 4),
                text(TYPE, value),
                Optional.of(text(SUMMARY, value)),
                List.of(text(CHANGE, value)),
                List.of(new Change(
                        Optional.of(text(COMMIT_ID, value)),
                        ChangeKind.OTHER,
                        LinkedText.of(text(COMMIT_TITLE, value), List.of(), "title"),
                        List.of(text(COMMIT_AUTHOR, value)))),
                text(MIGRATION, value),
                List.of(text(KNOWN_ISSUE, value)));
    }

    private String text(Field field, String value) {
        return field == this ? value : "harmless";
    }
}
