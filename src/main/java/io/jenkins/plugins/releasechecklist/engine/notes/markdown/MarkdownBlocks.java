package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The blocks of a Markdown text in the words of the text: the source is cut where blocks begin, and not rendered anew, so that
 * people find what they wrote. Thread-safe.
 */
public final class MarkdownBlocks {

    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    private final List<String> lines;
    private final List<Node> blocks = new ArrayList<>();

    private MarkdownBlocks(List<String> lines, Node document) {
        this.lines = lines;
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof HtmlBlock html && isComment(html.getLiteral().strip())) {
                // Tools leave word of themselves, which is not for people.
                Collections.fill(lines.subList(first(block), last(block) + 1), "");
            } else if (!block.getSourceSpans().isEmpty()) {
                blocks.add(block);
            }
        }
    }

    private static boolean isComment(String html) {
        return html.startsWith("<!--") && html.indexOf("-->") == html.length() - 3;
    }

    /** Finds the blocks of a text; comments are blank lines. One whose pieces are not within {@link MarkdownBudget} has no headings and no lists. */
    public static MarkdownBlocks of(String text) {
        boolean parsed = MarkdownBudget.allowsBlocks(text);
        return new MarkdownBlocks(text.lines().collect(Collectors.toList()), PARSER.parse(parsed ? text : ""));
    }

    /** The headings that are in no other block, in order. */
    public List<Title> titles() {
        return blocks.stream()
                .filter(Heading.class::isInstance)
                .map(Heading.class::cast)
                .map(heading -> new Title(heading.getLevel(), words(heading), first(heading), last(heading)))
                .toList();
    }

    /**
     * Reads entries of release notes, such as the known issues: every item of a list is one, and so is every paragraph that is
     * in no list. They come in the order of the text, and none of them is blank.
     */
    public static List<String> entries(String markdown) {
        String text = VisibleText.of(markdown, "entries");
        return text.isEmpty()
                ? List.of()
                : of(text).entries()
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /** Writes entries as a list, which {@link #entries} reads as the same entries. */
    public static String list(List<String> entries) {
        return entries.stream().map(entry -> SafeMarkdown.item("- ", entry)).collect(Collectors.joining("\n"));
    }

    /** The items of lists, and every other block that is in no list, in order; each without its marker. */
    private Stream<String> entries() {
        if (blocks.isEmpty()) {
            return Stream.of(String.join("\n", lines));
        }
        List<String> entries = new ArrayList<>();
        for (Node block : blocks) {
            if (block instanceof ListBlock) {
                for (Node item = block.getFirstChild(); item != null; item = item.getNext()) {
                    entries.add(item(item));
                }
            } else if (!(block instanceof ThematicBreak) && !(block instanceof LinkReferenceDefinition)) {
                entries.add(between(first(block), last(block) + 1));
            }
        }
        return entries.stream();
    }

    /** The source from a line, counted from 0, to the one before another. */
    public String between(int from, int to) {
        return lines.subList(from, to).stream().collect(Collectors.joining("\n"));
    }

    public int lines() {
        return lines.size();
    }

    /** The source of an item: the lines of its blocks, moved to the left by the width of the marker. */
    private String item(Node item) {
        Node content = item.getFirstChild();
        if (content == null || content.getSourceSpans().isEmpty()) {
            return "";
        }
        int indent = content.getSourceSpans().get(0).getColumnIndex();
        List<String> moved = new ArrayList<>();
        for (int i = first(content); i <= last(item); i++) {
            String line = lines.get(i);
            int blanks = line.length() - line.stripLeading().length();
            moved.add(line.substring(i == first(content) ? indent : Math.min(indent, blanks)));
        }
        return String.join("\n", moved);
    }

    private static int first(Node block) {
        return block.getSourceSpans().get(0).getLineIndex();
    }

    private static int last(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        return spans.get(spans.size() - 1).getLineIndex();
    }

    private static String words(Heading heading) {
        StringBuilder words = new StringBuilder();
        for (Node node : SafeTree.nodes(heading)) {
            words.append(
                    node instanceof Text text ? text.getLiteral() : node instanceof Code code ? code.getLiteral() : "");
            words.append(node instanceof SoftLineBreak ? " " : "");
        }
        return VisibleText.oneLine(words.toString(), "heading");
    }

    /**
     * A heading.
     *
     * @param level 1 to 6
     * @param text its words
     * @param first its first line, counted from 0
     * @param last its last line
     */
    public record Title(int level, String text, int first, int last) {}
}
