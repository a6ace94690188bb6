package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Delimited;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.markdown.MarkdownNodeRendererContext;
import org.commonmark.renderer.markdown.MarkdownWriter;

/**
 * Writes what stands in a line as Markdown that means the same to every receiver: to CommonMark, to common extensions of it, and
 * to one that shows HTML. The tree has to be safe already ({@link SafeTree}).
 *
 * @param context what writes the rest
 */
public record SafeInline(MarkdownNodeRendererContext context) implements NodeRenderer {

    // "<" and "&" become entities, not "\<": a reader that is no Markdown processor must not see a tag either. ">"
    // after a blank
    // ends none, and compares.
    private static final Pattern GREATER = Pattern.compile("(?<!\\s)>");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}|~$]");

    // "#" ends a heading as well as it begins one.
    private static final Pattern HASH = Pattern.compile("^#|(?<=\\s)#(?=#*\\s*$)");

    // Bullets, rules, setext underlines, front matter, and the starts that common extensions know (":", "!!!", "%").
    private static final Pattern LINE_START = Pattern.compile("^[-+=:!%]");
    private static final Pattern ORDERED_LINE_START = Pattern.compile("^([0-9]{1,9})([.)])(?=\\s|$)");
    private static final Pattern BLANK_START = Pattern.compile("^[ \\t]+");

    private static final Pattern PLAIN_DESTINATION = Pattern.compile("[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+");
    private static final Pattern ENTITY = Pattern.compile("&(?=#?[A-Za-z0-9]{1,32};)");

    /** Text that stays text. */
    public static String escaped(String text, boolean startsLine) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        escaped = GREATER.matcher(escaped).replaceAll("&gt;");
        escaped = SPECIAL.matcher(escaped).replaceAll("\\\\$0");
        escaped = HASH.matcher(escaped).replaceAll("\\\\#");
        if (startsLine) {
            escaped = BLANK_START.matcher(escaped).replaceFirst("");
            escaped = LINE_START.matcher(escaped).replaceFirst("\\\\$0");
            escaped = ORDERED_LINE_START.matcher(escaped).replaceFirst("$1\\\\$2");
        }
        return escaped;
    }

    /** Where a link leads, as it stands between its brackets. */
    public static String destination(String address) {
        String escaped = ENTITY.matcher(address).replaceAll("&amp;");
        return PLAIN_DESTINATION.matcher(escaped).matches() ? escaped : "<" + escaped + ">";
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Text.class,
                Link.class,
                Emphasis.class,
                StrongEmphasis.class,
                Strikethrough.class,
                SoftLineBreak.class,
                HardLineBreak.class);
    }

    @Override
    public void render(Node node) {
        MarkdownWriter writer = context.getWriter();
        if (node instanceof Text text) {
            text(text, writer);
        } else if (node instanceof Link link) {
            link(link, writer);
        } else if (node instanceof Strikethrough) {
            writer.raw("~~");
            children(node);
            writer.raw("~~");
        } else if (node instanceof Delimited delimited) {
            writer.raw(delimited.getOpeningDelimiter());
            children(node);
            writer.raw(delimited.getClosingDelimiter());
        } else if (isInHeading(node)) {
            writer.raw(' ');
        } else {
            if (node instanceof HardLineBreak) {
                writer.raw("  ");
            }
            writer.line();
        }
    }

    private static void text(Text text, MarkdownWriter writer) {
        String escaped = escaped(text.getLiteral(), writer.isAtLineStart());
        if (text.getNext() instanceof Link && escaped.endsWith("!") && !escaped.endsWith("\\!")) {
            // Before a link it would make an image of it.
            escaped = escaped.substring(0, escaped.length() - 1) + "\\!";
        }
        if (!escaped.isEmpty()) {
            writer.raw(escaped);
        }
    }

    private void link(Link link, MarkdownWriter writer) {
        String destination = link.getDestination();
        if (PlainUrls.isAddress(destination) && isPlain(link)) {
            writer.raw("<" + destination + ">");
        } else {
            writer.raw('[');
            children(link);
            writer.raw("](" + destination(destination) + ")");
        }
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }

    /** Whether the words of the link are its address. */
    static boolean isPlain(Link link) {
        return link.getFirstChild() instanceof Text text
                && text.getNext() == null
                && text.getLiteral().equals(link.getDestination());
    }

    private static boolean isInHeading(Node node) {
        Node parent = node.getParent();
        while (parent instanceof Delimited || parent instanceof Link) {
            parent = parent.getParent();
        }
        return parent instanceof Heading;
    }
}
