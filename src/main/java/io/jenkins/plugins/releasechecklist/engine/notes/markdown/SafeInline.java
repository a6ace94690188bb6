package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.Delimited;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * Writes what stands in a line as Markdown that means the same to every receiver: to CommonMark, to common extensions of it, and
 * to one that shows HTML. The tree has to be safe already ({@link SafeTree}).
 */
public final class SafeInline {

    // "<", ">" and "&" become entities, not "\<": a reader that is no Markdown processor must not see a tag either.
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}|~$]");

    // "#" ends a heading after a space as well as it begins one.
    private static final Pattern HASH = Pattern.compile("(^|\\s)#");

    // Bullets, rules, setext underlines, front matter, and the starts that common extensions know (":", "!!!", "%").
    private static final Pattern LINE_START = Pattern.compile("^[-+=:!%]");
    private static final Pattern ORDERED_LINE_START = Pattern.compile("^([0-9]{1,9})([.)])");
    private static final Pattern BLANK_START = Pattern.compile("^[ \\t]+");

    private static final Pattern PLAIN_DESTINATION = Pattern.compile("[A-Za-z0-9._~:/?#@!$&'*+,;=%-]+");
    private static final Pattern ENTITY = Pattern.compile("&(?=#?[A-Za-z0-9]{1,32};)");
    private static final Pattern TICKS = Pattern.compile("`+");

    private final boolean oneLine;
    private final StringBuilder written = new StringBuilder();

    private SafeInline(boolean oneLine) {
        this.oneLine = oneLine;
    }

    /**
     * Writes what is in a paragraph or a heading.
     *
     * @param oneLine whether line breaks become blanks
     */
    static String write(Node block, boolean oneLine) {
        SafeInline inline = new SafeInline(oneLine);
        inline.writeChildren(block);
        return inline.written.toString();
    }

    /** Text that stays text. */
    public static String escaped(String text, boolean startsLine) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        escaped = SPECIAL.matcher(escaped).replaceAll("\\\\$0");
        escaped = HASH.matcher(escaped).replaceAll("$1\\\\#");
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

    /** A line of backticks that is longer than every one in the text. */
    static String fence(String text, int shortest) {
        Matcher ticks = TICKS.matcher(text);
        int longest = shortest - 1;
        while (ticks.find()) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        return "`".repeat(longest + 1);
    }

    private void writeChildren(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            write(child);
        }
    }

    private void write(Node node) {
        if (node instanceof Text text) {
            write(text);
        } else if (node instanceof Link link) {
            write(link);
        } else if (node instanceof Code code) {
            write(code);
        } else if (node instanceof SoftLineBreak) {
            written.append(oneLine ? " " : "\n");
        } else if (node instanceof HardLineBreak) {
            written.append(oneLine ? " " : "  \n");
        } else if (node instanceof Delimited delimited) {
            written.append(delimited.getOpeningDelimiter());
            writeChildren(node);
            written.append(delimited.getClosingDelimiter());
        }
    }

    private void write(Text text) {
        boolean startsLine = written.isEmpty() || written.charAt(written.length() - 1) == '\n';
        written.append(escaped(text.getLiteral(), startsLine));
        int last = written.length() - 1;
        boolean isLast = last >= 0 && written.charAt(last) == '!' && text.getNext() instanceof Link;
        if (isLast && (last == 0 || written.charAt(last - 1) != '\\')) {
            // Before a link it would make an image of it.
            written.insert(last, '\\');
        }
    }

    private void write(Link link) {
        String destination = link.getDestination();
        boolean plain = PlainUrls.isAddress(destination)
                && link.getFirstChild() instanceof Text text
                && text.getNext() == null
                && text.getLiteral().equals(destination);
        if (plain) {
            written.append('<').append(destination).append('>');
        } else {
            written.append('[');
            writeChildren(link);
            written.append("](").append(destination(destination)).append(')');
        }
    }

    private void write(Code code) {
        String literal = code.getLiteral();
        String fence = fence(literal, 1);
        boolean padded = literal.startsWith("`")
                || literal.endsWith("`")
                || literal.startsWith(" ") && literal.endsWith(" ") && !literal.isBlank();
        String pad = padded ? " " : "";
        written.append(fence).append(pad).append(literal).append(pad).append(fence);
    }
}
