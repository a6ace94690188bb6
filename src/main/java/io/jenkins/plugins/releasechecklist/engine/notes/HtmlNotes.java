package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.PlainUrls.Piece;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Release notes as a fragment of HTML, to be put into a page or a mail.
 *
 * <p>The fragment has classes only ({@code release-notes} and {@code release-notes__...}), neither style nor script, so
 * that it works under a strict Content-Security-Policy. Values are escaped; addresses that stand in them as such become
 * links that neither hand over the opener nor the referrer.
 */
public final class HtmlNotes {

    private HtmlNotes() {}

    /** Renders the notes in the form of the release guide's template, with headings of the levels 2 and 3. */
    public static String render(ReleaseNotes notes) {
        return section(
                notes.title(),
                "<p class=\"release-notes__facts\"><time class=\"release-notes__date\" datetime=\"" + notes.date()
                        + "\">"
                        + notes.date() + "</time> <span class=\"release-notes__type\">" + escaped(notes.type())
                        + "</span></p>\n"
                        + part("summary", "Summary", block(notes.summaryText()))
                        + part("changes", "Notable changes", bullets(notes.changeLines()))
                        + part("migration", "Migration steps", block(notes.migration()))
                        + part("known-issues", "Known issues", bullets(notes.knownIssues())));
    }

    /** A heading and text in the same form. */
    static String notice(String title, String text) {
        return section(title, block(text));
    }

    private static String section(String title, String content) {
        return "<section class=\"release-notes\">\n<h2 class=\"release-notes__title\">" + escaped(title) + "</h2>\n"
                + content + "</section>\n";
    }

    private static String part(String name, String heading, String content) {
        return "<h3 class=\"release-notes__heading\">" + heading + "</h3>\n<div class=\"release-notes__" + name + "\">"
                + content + "</div>\n";
    }

    private static String bullets(List<String> values) {
        return values.isEmpty()
                ? block(ReleaseNotes.NONE)
                : values.stream()
                        .map(value -> "<li>" + lines(value) + "</li>")
                        .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String block(String value) {
        return Stream.of(value.split("\\n\\s*\\n"))
                .map(paragraph -> "<p>" + lines(paragraph) + "</p>")
                .collect(Collectors.joining());
    }

    private static String lines(String value) {
        return value.lines().map(String::strip).map(HtmlNotes::line).collect(Collectors.joining("<br>"));
    }

    private static String line(String value) {
        return PlainUrls.split(value).stream().map(HtmlNotes::piece).collect(Collectors.joining());
    }

    private static String piece(Piece piece) {
        String text = escaped(piece.text());
        return piece.address() ? "<a href=\"" + text + "\" rel=\"noopener noreferrer\">" + text + "</a>" : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
