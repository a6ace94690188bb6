package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.PlainUrls.Piece;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Release notes as Markdown (CommonMark; safe with GitHub's extensions too).
 *
 * <p>Values are text and stay text: nothing in them can become a heading, a list, a table, code, an image, HTML or a
 * link with another target than its text. Addresses that stand in a value as such are written as autolinks.
 */
public final class MarkdownNotes {

    // "<", ">" and "&" become entities, not "\<": a reader that is no Markdown processor must not see a tag either.
    private static final Pattern INLINE = Pattern.compile("[\\\\`*_\\[\\]{}|~$]");

    // "#" ends a heading after a space as well as it begins one.
    private static final Pattern HASH = Pattern.compile("(^|\\s)#");

    // Bullets, rules, setext underlines, front matter, and the starts that common extensions know (":", "!!!", "%").
    private static final Pattern LINE_START = Pattern.compile("^[-+=:!%]");
    private static final Pattern ORDERED_LINE_START = Pattern.compile("^([0-9]{1,9})([.)])");

    private MarkdownNotes() {}

    /** Renders the notes in the form of the release guide's template; the text ends with a line break. */
    public static String render(ReleaseNotes notes) {
        return Stream.of(
                        "# " + line(notes.title()),
                        "**Date:** " + notes.date() + "  \n**Type:** " + line(notes.type()),
                        "## Summary",
                        block(notes.summaryText()),
                        "## Notable changes",
                        bullets(notes.changeLines()),
                        "## Migration steps",
                        block(notes.migration()),
                        "## Known issues",
                        bullets(notes.knownIssues()))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String bullets(List<String> values) {
        return values.isEmpty()
                ? ReleaseNotes.NONE
                : values.stream().map(value -> "- " + line(value)).collect(Collectors.joining("\n"));
    }

    /** Several lines, each kept as one; blank lines part paragraphs. */
    static String block(String value) {
        return Stream.of(value.split("\\n\\s*\\n"))
                .map(paragraph -> paragraph.lines().map(MarkdownNotes::line).collect(Collectors.joining("  \n")))
                .collect(Collectors.joining("\n\n"));
    }

    static String line(String value) {
        List<Piece> pieces = PlainUrls.split(value.strip().replaceAll("\\s+", " "));
        StringBuilder line = new StringBuilder();
        for (Piece piece : pieces) {
            line.append(piece.address() ? "<" + piece.text() + ">" : escaped(piece.text(), line.isEmpty()));
        }
        return line.toString();
    }

    private static String escaped(String text, boolean startsLine) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        escaped = INLINE.matcher(escaped).replaceAll("\\\\$0");
        escaped = HASH.matcher(escaped).replaceAll("$1\\\\#");
        if (startsLine) {
            escaped = LINE_START.matcher(escaped).replaceFirst("\\\\$0");
            escaped = ORDERED_LINE_START.matcher(escaped).replaceFirst("$1\\\\$2");
        }
        return escaped;
    }
}
