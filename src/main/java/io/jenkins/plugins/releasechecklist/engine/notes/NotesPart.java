package io.jenkins.plugins.releasechecklist.engine.notes;

/** The parts of release notes, in the order of the release guide's template. */
public enum NotesPart {
    /** The release in a few words. */
    SUMMARY("Summary", "summary"),
    /** The notable changes that somebody wrote down. */
    CHANGES("Notable changes", "changes"),
    /** The commits since the last release; left out when there are none. */
    CHANGE_LOG("Change log", "change-log"),
    /** What users or operators have to do. */
    MIGRATION("Migration steps", "migration"),
    /** What is known not to work. */
    KNOWN_ISSUES("Known issues", "known-issues");

    private final String title;
    private final String cssName;

    NotesPart(String title, String cssName) {
        this.title = title;
        this.cssName = cssName;
    }

    public String title() {
        return title;
    }

    /** What the class of the part in HTML ends in. */
    String cssName() {
        return cssName;
    }
}
