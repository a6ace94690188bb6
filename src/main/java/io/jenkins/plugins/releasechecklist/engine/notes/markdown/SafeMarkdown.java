package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/**
 * Writes a safe tree as Markdown. The library's own renderer lets nobody change how text and links are written (in 0.24.0), and
 * its escapes leave tags that a receiver might show.
 */
public final class SafeMarkdown {

    private static final int MOST_DIGITS = 999_999_999;

    private SafeMarkdown() {}

    /** Writes the blocks of a document, without a line break at the end. */
    static String write(Node document) {
        return blocks(document, false);
    }

    private static String blocks(Node parent, boolean tight) {
        StringBuilder written = new StringBuilder();
        Node before = null;
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            String block = block(child);
            if (!block.isEmpty()) {
                if (before != null) {
                    written.append(tight && isEndedBy(before, child) ? "\n" : "\n\n");
                }
                written.append(block);
                before = child;
            }
        }
        return written.toString();
    }

    /** Whether the second block begins as a block of its own right below the first one. */
    private static boolean isEndedBy(Node first, Node second) {
        if (second instanceof OrderedList list) {
            return Integer.valueOf(1).equals(list.getMarkerStartNumber());
        }
        return !(second instanceof Paragraph)
                || first instanceof Heading
                || first instanceof FencedCodeBlock
                || first instanceof ThematicBreak;
    }

    private static String block(Node block) {
        if (block instanceof Paragraph) {
            return SafeInline.write(block, false);
        }
        if (block instanceof Heading heading) {
            return "#".repeat(heading.getLevel()) + " " + SafeInline.write(heading, true);
        }
        if (block instanceof FencedCodeBlock code) {
            String fence = SafeInline.fence(code.getLiteral(), 3);
            String literal = code.getLiteral();
            return fence + "\n" + literal + (literal.isEmpty() || literal.endsWith("\n") ? "" : "\n") + fence;
        }
        if (block instanceof BlockQuote) {
            return blocks(block, false)
                    .lines()
                    .map(line -> line.isEmpty() ? ">" : "> " + line)
                    .collect(Collectors.joining("\n"));
        }
        if (block instanceof ListBlock list) {
            return list(list);
        }
        return block instanceof ThematicBreak ? "***" : "";
    }

    private static String list(ListBlock list) {
        // Two lists next to each other are two only because their markers differ.
        boolean other = isOfKind(list.getPrevious(), list) && !isOfKind(before(list.getPrevious()), list);
        long number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
        List<String> items = new ArrayList<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String marker = list instanceof BulletList
                    ? other ? "* " : "- "
                    : Math.min(number, MOST_DIGITS) + (other ? ") " : ". ");
            items.add(item(marker, blocks(item, list.isTight())));
            number++;
        }
        return String.join(list.isTight() ? "\n" : "\n\n", items);
    }

    /** An item with all of its lines below its marker. */
    public static String item(String marker, String content) {
        String indent = " ".repeat(marker.length());
        return (marker
                        + content.lines()
                                .map(line -> line.isEmpty() ? line : indent + line)
                                .collect(Collectors.joining("\n"))
                                .stripLeading())
                .stripTrailing();
    }

    private static Node before(Node node) {
        return node == null ? null : node.getPrevious();
    }

    private static boolean isOfKind(Node node, ListBlock list) {
        return node != null && node.getClass() == list.getClass();
    }
}
