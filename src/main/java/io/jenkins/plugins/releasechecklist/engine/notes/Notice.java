package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;

/**
 * A short message about a release, such as that an incident was opened. Title and text are untrusted and stay text. Immutable.
 *
 * @param title one line
 * @param text one or more lines
 */
public record Notice(String title, String text) {

    /** Cleans the values, and refuses a blank title. */
    public Notice {
        title = VisibleText.oneLine(title, "notice.title");
        text = VisibleText.of(text, "notice.text");
        if (title.isEmpty()) {
            throw new IllegalArgumentException("notice.title: expected text, found blank text");
        }
    }

    /** The notice as Markdown: a heading and the text. */
    public String markdown() {
        return "# " + MarkdownNotes.line(title) + "\n\n" + MarkdownNotes.block(text) + "\n";
    }

    /** The notice as a fragment of HTML, with classes only. */
    public String html() {
        return HtmlNotes.notice(title, text);
    }
}
