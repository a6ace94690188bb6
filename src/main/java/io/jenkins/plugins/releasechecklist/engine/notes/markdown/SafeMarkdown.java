package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.markdown.MarkdownNodeRendererContext;
import org.commonmark.renderer.markdown.MarkdownNodeRendererFactory;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/** Writes a safe tree as Markdown in one form, whichever of several the author chose: the same marks for the same thing. */
public final class SafeMarkdown extends AbstractVisitor {

    private static final MarkdownRenderer RENDERER = MarkdownRenderer.builder()
            .extensions(MarkdownText.EXTENSIONS)
            .nodeRendererFactory(new MarkdownNodeRendererFactory() {
                @Override
                public NodeRenderer create(MarkdownNodeRendererContext context) {
                    return new SafeInline(context);
                }

                @Override
                public Set<Character> getSpecialCharacters() {
                    return Set.of();
                }
            })
            .build();

    private static final Pattern BLANK_LINE_END = Pattern.compile("(?m)^([> ]*?) +$");

    private SafeMarkdown() {}

    /** Writes the blocks of a document, whose marks it changes, without a line break at the end. */
    static String write(Node document) {
        document.accept(new SafeMarkdown());
        return BLANK_LINE_END
                .matcher(RENDERER.render(document))
                .replaceAll("$1")
                .strip();
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

    @Override
    public void visit(BulletList list) {
        list.setMarker(isSecondOfTwo(list) ? "*" : "-");
        visitChildren(list);
    }

    @Override
    public void visit(OrderedList list) {
        list.setMarkerDelimiter(isSecondOfTwo(list) ? ")" : ".");
        visitChildren(list);
    }

    @Override
    public void visit(ListItem item) {
        item.setMarkerIndent(null);
        item.setContentIndent(null);
        for (Node block = item.getFirstChild(); block != null; block = block.getNext()) {
            if (block.getPrevious() != null && !isEndedBy(block.getPrevious(), block)) {
                ((ListBlock) item.getParent()).setTight(false);
            }
        }
        visitChildren(item);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code.setFenceCharacter("`");
        code.setOpeningFenceLength(null);
        code.setClosingFenceLength(null);
        code.setFenceIndent(0);
    }

    @Override
    public void visit(ThematicBreak rule) {
        rule.setLiteral("***");
    }

    /** Two lists next to each other are two only because their markers differ. */
    private static boolean isSecondOfTwo(ListBlock list) {
        Node before = list.getPrevious();
        return isOfKind(before, list) && !isOfKind(before.getPrevious(), list);
    }

    private static boolean isOfKind(Node node, ListBlock list) {
        return node != null && node.getClass() == list.getClass();
    }

    /** Whether the second block begins as a block of its own right below the first one. */
    private static boolean isEndedBy(Node first, Node second) {
        if (second instanceof OrderedList list) {
            return Integer.valueOf(1).equals(list.getMarkerStartNumber());
        }
        if (second instanceof TableBlock) {
            return !(first instanceof Paragraph || first instanceof TableBlock);
        }
        return !(second instanceof Paragraph)
                || first instanceof Heading
                || first instanceof FencedCodeBlock
                || first instanceof ThematicBreak;
    }
}
