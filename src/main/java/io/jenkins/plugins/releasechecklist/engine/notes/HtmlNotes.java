package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeLog;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Release notes as a fragment of HTML, to be put into a page or a mail.
 *
 * <p>The fragment has classes only ({@code release-notes} and {@code release-notes__...}), neither style nor script, so
 * that it works under a strict Content-Security-Policy. What people wrote into the fields is Markdown, made safe by {@link
 * MarkdownText}; all other values are escaped. Links hand over neither the opener nor the referrer.
 */
public final class HtmlNotes {

    private HtmlNotes() {}

    /** Renders all parts in the form of the release guide's template, with headings of the levels 2 and below. */
    public static String render(ReleaseNotes notes) {
        return render(notes, List.of(NotesPart.values()));
    }

    /** Renders the parts in the order given, below the title. */
    public static String render(ReleaseNotes notes, List<NotesPart> parts) {
        return section(
                notes.title(),
                "<p class=\"release-notes__facts\"><time class=\"release-notes__date\" datetime=\"" + notes.date()
                        + "\">"
                        + notes.date() + "</time> <span class=\"release-notes__type\">" + escaped(notes.type())
                        + "</span></p>\n"
                        + parts.stream().map(part -> part(notes, part)).collect(Collectors.joining()));
    }

    /** Renders what is drafted so far: the parts without the title. */
    public static String draft(NotesDraft draft) {
        return "<section class=\"release-notes\">\n"
                + titled(NotesPart.SUMMARY, text(draft.summary().orElse(ReleaseNotes.NO_SUMMARY)))
                + titled(NotesPart.CHANGES, bullets(draft.changes(), ReleaseNotes.NONE))
                + titled(NotesPart.MIGRATION, text(draft.migration().orElse(ReleaseNotes.NONE)))
                + titled(NotesPart.KNOWN_ISSUES, bullets(draft.knownIssues(), ReleaseNotes.NONE))
                + "</section>\n";
    }

    /** A heading and text in the same form. */
    static String notice(String title, String text) {
        return section(title, block(text));
    }

    /** Text in which nothing is markup. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String section(String title, String content) {
        return "<section class=\"release-notes\">\n<h2 class=\"release-notes__title\">" + escaped(title) + "</h2>\n"
                + content + "</section>\n";
    }

    private static String part(ReleaseNotes notes, NotesPart part) {
        return switch (part) {
            case SUMMARY -> titled(part, text(notes.summaryText()));
            case CHANGES -> titled(part, bullets(notes.changes(), notes.noChanges()));
            case CHANGE_LOG -> changeLog(notes.changeLog());
            case MIGRATION -> titled(part, text(notes.migration()));
            case KNOWN_ISSUES -> titled(part, bullets(notes.knownIssues(), ReleaseNotes.NONE));
        };
    }

    private static String titled(NotesPart part, String content) {
        return "<h3 class=\"release-notes__heading\">" + part.title() + "</h3>\n<div class=\"release-notes__"
                + part.cssName() + "\">" + content + "</div>\n";
    }

    private static String changeLog(ChangeLog log) {
        if (log.isEmpty()) {
            return "";
        }
        StringBuilder content = new StringBuilder();
        log.groups().forEach((kind, changes) -> {
            if (log.isGrouped()) {
                content.append("<h4 class=\"release-notes__group\">")
                        .append(kind.title())
                        .append("</h4>");
            }
            content.append(changes.stream()
                    .map(change -> "<li>" + pieces(change.title().pieces()) + escaped(change.origin()) + "</li>")
                    .collect(Collectors.joining("", "<ul>", "</ul>")));
        });
        Stream.of(log.leftText(), log.authorsText())
                .flatMap(Optional::stream)
                .map(HtmlNotes::block)
                .forEach(content::append);
        return titled(NotesPart.CHANGE_LOG, content.toString());
    }

    private static String text(String markdown) {
        return MarkdownText.html(markdown).strip();
    }

    private static String bullets(List<String> values, String none) {
        return values.isEmpty()
                ? block(none)
                : values.stream().map(HtmlNotes::bullet).collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String bullet(String markdown) {
        return "<li>" + MarkdownText.inlineHtml(markdown).strip() + "</li>";
    }

    private static String block(String value) {
        return Stream.of(value.split("\\n\\s*\\n"))
                .map(paragraph -> "<p>" + lines(paragraph) + "</p>")
                .collect(Collectors.joining());
    }

    private static String lines(String value) {
        return value.lines().map(line -> pieces(PlainUrls.split(line.strip()))).collect(Collectors.joining("<br>"));
    }

    private static String pieces(List<TextPiece> pieces) {
        return pieces.stream().map(HtmlNotes::piece).collect(Collectors.joining());
    }

    private static String piece(TextPiece piece) {
        String text = escaped(piece.text());
        return piece.address()
                .map(address -> "<a href=\"" + escaped(address) + "\" rel=\"noopener noreferrer\">" + text + "</a>")
                .orElse(text);
    }
}
