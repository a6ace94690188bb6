package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentNodeRendererContext;
import org.commonmark.renderer.text.TextContentRenderer;
import org.commonmark.renderer.text.TextContentWriter;

/**
 * Text that somebody wrote as CommonMark, with the tables, task lists and strikethrough of GitHub, made safe: raw HTML is shown as text, images become links, links lead to {@code http},
 * {@code https} and {@code mailto} only (what leads elsewhere stays text), and headings are at most of level 4. A text that is
 * too long or too deep for a parser to be given ({@link MarkdownBudget}) is shown as text. Stateless; thread-safe.
 */
public final class MarkdownText {

    static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), StrikethroughExtension.create());

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private static final HtmlRenderer HTML = renderer(false);
    private static final HtmlRenderer INLINE_HTML = renderer(true);
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .nodeRendererFactory(PlainNodes::new)
            .build();

    private MarkdownText() {}

    /**
     * Parses a text into a new {@link org.commonmark.node.Document} that holds nothing of the above: no HTML, no images, no
     * other addresses.
     */
    public static Node parse(String markdown) {
        return parse(markdown, 0);
    }

    private static Node parse(String markdown, int lower) {
        String text = VisibleText.of(markdown, "markdown");
        if (!MarkdownBudget.allows(text)) {
            return SafeTree.plain(text);
        }
        Node tree = PARSER.parse(text);
        if (SafeTree.depth(tree) > MarkdownBudget.DEEPEST_TREE) {
            return SafeTree.plain(text);
        }
        SafeTree.make(tree, lower);
        return tree;
    }

    /**
     * The text as a fragment of HTML: elements with no attributes but {@code href}, {@code rel}, the {@code start} of a list and the
     * {@code align} of a cell.
     * Links hand over neither the opener nor the referrer.
     */
    public static String html(String markdown) {
        return html(markdown, 0);
    }

    /** The same as a part of a longer text, with its headings so many levels lower, from there on and not from level 4. */
    public static String html(String markdown, int lower) {
        return HTML.render(parse(markdown, lower));
    }

    /** The same without an element around the text if it is a single paragraph, as in an item of a list. */
    public static String inlineHtml(String markdown) {
        return INLINE_HTML.render(parse(markdown));
    }

    /**
     * The text as CommonMark that is harmless also for a receiver that renders HTML in it, without a line break at its end.
     * Made so again, it stays the same.
     */
    public static String normalized(String markdown) {
        return normalized(markdown, 0);
    }

    /** The same as a part of a longer text, like {@link #html(String, int)}. */
    public static String normalized(String markdown, int lower) {
        return SafeMarkdown.write(parse(markdown, lower));
    }

    /** The text as a person reads it in a mail without formatting: no marks, no escapes. */
    public static String plain(String markdown) {
        return PLAIN.render(parse(markdown)).strip();
    }

    private static HtmlRenderer renderer(boolean inline) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .omitSingleParagraphP(inline)
                .attributeProviderFactory(context -> MarkdownText::attributes)
                .build();
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.put("rel", "noopener noreferrer");
        } else if (node instanceof Code || node instanceof FencedCodeBlock) {
            attributes.clear();
        }
    }

    /** For people who read plain text: links as the words and, in brackets, the address; tables in columns. */
    private record PlainNodes(TextContentNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Link.class, Strikethrough.class, TableBlock.class);
        }

        @Override
        public void render(Node node) {
            TextContentWriter writer = context.getWriter();
            if (node instanceof TableBlock table) {
                TableText.of(table).text().lines().forEach(line -> {
                    writer.line();
                    writer.write(line);
                });
                writer.block();
            } else if (node instanceof Strikethrough) {
                writer.write("~~");
                children(node);
                writer.write("~~");
            } else {
                children(node);
                if (!SafeInline.isPlain((Link) node)) {
                    writer.write(" (" + ((Link) node).getDestination() + ")");
                }
            }
        }

        private void children(Node parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }
}
