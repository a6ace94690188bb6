package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/** Entries of release notes, such as the known issues, as one Markdown text that people write: a list. */
public final class MarkdownEntries {

    private MarkdownEntries() {}

    /**
     * Reads entries: every item of a list is one, and so is every paragraph that is in no list.
     *
     * @return in the order of the text, none of them blank
     */
    public static List<String> of(String markdown) {
        String text = VisibleText.of(markdown, "entries");
        return text.isEmpty()
                ? List.of()
                : MarkdownBlocks.of(text).entries().stream()
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /** Writes entries as a list, which {@link #of} reads as the same entries. */
    public static String text(List<String> entries) {
        return entries.stream().map(entry -> SafeMarkdown.item("- ", entry)).collect(Collectors.joining("\n"));
    }
}
