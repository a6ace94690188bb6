package io.jenkins.plugins.releasechecklist.engine.notes;

import io.jenkins.plugins.releasechecklist.engine.notes.commit.Change;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ChangeLog;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.SafeInline;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.SafeMarkdown;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Release notes as Markdown (CommonMark; safe with GitHub's extensions and for receivers that show HTML too).
 *
 * <p>What people wrote into the fields of the notes is Markdown, made safe by {@link MarkdownText}. Application, version, type and
 * the change log are text and stay text: nothing in them can become a heading, a list, a table, code, an image, HTML or a
 * link, except for addresses that stand in a title of the change log as such, and what a pattern of the team makes a link.
 */
public final class MarkdownNotes {

    private MarkdownNotes() {}

    /** Renders all parts in the form of the release guide's template; the text ends with a line break. */
    public static String render(ReleaseNotes notes) {
        return render(notes, List.of(NotesPart.values()));
    }

    /** Renders the parts in the order given, below the title. */
    public static String render(ReleaseNotes notes, List<NotesPart> parts) {
        List<String> blocks = new ArrayList<>();
        blocks.add("# " + line(notes.title()));
        blocks.add("**Date:** " + notes.date() + "  \n**Type:** " + line(notes.type()));
        parts.forEach(part -> blocks.addAll(blocks(notes, part)));
        return document(blocks);
    }

    /** Renders what is drafted so far: the parts without the title. */
    public static String draft(NotesDraft draft) {
        return document(Stream.of(
                        titled(NotesPart.SUMMARY, text(draft.summary().orElse(ReleaseNotes.NO_SUMMARY))),
                        titled(NotesPart.CHANGES, bullets(draft.changes(), ReleaseNotes.NONE)),
                        titled(NotesPart.MIGRATION, text(draft.migration().orElse(ReleaseNotes.NONE))),
                        titled(NotesPart.KNOWN_ISSUES, bullets(draft.knownIssues(), ReleaseNotes.NONE)))
                .flatMap(List::stream)
                .toList());
    }

    private static List<String> blocks(ReleaseNotes notes, NotesPart part) {
        return switch (part) {
            case SUMMARY -> titled(part, text(notes.summaryText()));
            case CHANGES -> titled(part, bullets(notes.changes(), notes.noChanges()));
            case CHANGE_LOG -> changeLog(notes.changeLog());
            case MIGRATION -> titled(part, text(notes.migration()));
            case KNOWN_ISSUES -> titled(part, bullets(notes.knownIssues(), ReleaseNotes.NONE));
        };
    }

    private static List<String> titled(NotesPart part, String content) {
        return List.of("## " + part.title(), content);
    }

    private static List<String> changeLog(ChangeLog log) {
        if (log.isEmpty()) {
            return List.of();
        }
        List<String> blocks = new ArrayList<>(List.of("## " + NotesPart.CHANGE_LOG.title()));
        log.groups().forEach((kind, changes) -> {
            if (log.isGrouped()) {
                blocks.add("### " + kind.title());
            }
            blocks.add(changes.stream().map(change -> "- " + line(change)).collect(Collectors.joining("\n")));
        });
        log.leftText().map(MarkdownNotes::line).ifPresent(blocks::add);
        log.authorsText().map(MarkdownNotes::line).ifPresent(blocks::add);
        return blocks;
    }

    private static String line(Change change) {
        StringBuilder line = new StringBuilder();
        for (TextPiece piece : change.title().pieces()) {
            String words = SafeInline.escaped(piece.text(), line.isEmpty());
            line.append(piece.address()
                    .map(address -> piece.isPlainAddress()
                            ? "<" + address + ">"
                            : "[" + words + "](" + SafeInline.destination(address) + ")")
                    .orElse(words));
        }
        return line.append(SafeInline.escaped(change.origin(), false)).toString();
    }

    private static String text(String markdown) {
        return MarkdownText.normalized(markdown);
    }

    /** Every entry is an item of its own, with all of its blocks. */
    private static String bullets(List<String> values, String none) {
        return values.isEmpty()
                ? none
                : values.stream().map(MarkdownNotes::bullet).collect(Collectors.joining("\n"));
    }

    private static String bullet(String value) {
        return SafeMarkdown.item("- ", text(value));
    }

    /** Several lines of text, each kept as one; blank lines part paragraphs. */
    static String block(String value) {
        return Stream.of(value.split("\\n\\s*\\n"))
                .map(paragraph -> paragraph.lines().map(MarkdownNotes::line).collect(Collectors.joining("  \n")))
                .collect(Collectors.joining("\n\n"));
    }

    /** One line of text. */
    static String line(String value) {
        StringBuilder line = new StringBuilder();
        for (TextPiece piece : PlainUrls.split(value.strip().replaceAll("\\s+", " "))) {
            line.append(
                    piece.isPlainAddress()
                            ? "<" + piece.text() + ">"
                            : SafeInline.escaped(piece.text(), line.isEmpty()));
        }
        return line.toString();
    }

    private static String document(List<String> blocks) {
        return String.join("\n\n", blocks) + "\n";
    }
}
