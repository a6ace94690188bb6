package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Plain text for chats: what a piece of Markdown says without its formatting, in pieces that are short and visible. */
public final class ChatText {

    /** No word of a person is longer, and a chat's limits are for whole pieces. */
    static final int LONGEST_PIECE = 100;

    private static final int LONGEST_ADDRESS = 1500;
    private static final Pattern WORD_END = Pattern.compile("(?<=\\s)(?=\\S)");

    private static final Pattern RUN_END = Pattern.compile("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)");

    private ChatText() {}

    /** The text of a node and everything in it. Not recursive: hostile Markdown is nested thousands of times. */
    static String of(Node root) {
        StringBuilder text = new StringBuilder();
        Node node = root;
        while (node != null) {
            text.append(literal(node));
            node = following(node, root);
        }
        return visible(text.toString()).strip();
    }

    /** The words of a text, each with the white space after it as one space, none longer than a piece may be. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        String line = visible(text);
        for (String word : WORD_END.split(line)) {
            words.addAll(pieces(word));
        }
        return words;
    }

    /** The text in pieces that are no longer than a piece may be; no character of two halves is cut. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int left = text.codePointCount(begin, text.length());
            int end = text.offsetByCodePoints(begin, Math.min(LONGEST_PIECE, left));
            pieces.add(text.substring(begin, end));
            begin = end;
        }
        return pieces;
    }

    /** A line of code in pieces; its white space stays, but tabs and what cannot be seen do not. */
    static List<String> codePieces(String line) {
        List<String> pieces = new ArrayList<>();
        for (String run : RUN_END.split(line.replace("\t", "    "))) {
            pieces.addAll(pieces(run.isBlank() ? run : VisibleText.oneLine(run, "code")));
        }
        return pieces;
    }

    /** What happened in one line, with a mark when there is more. */
    public static String title(Message message, int longest) {
        String title = line(message.title(), longest);
        return title.isEmpty() ? message.event().wireName() : title;
    }

    /** The beginning of a text in one line, with a mark when there is more. */
    public static String line(String text, int longest) {
        String line = VisibleText.oneLine(text, "text");
        int length = line.codePointCount(0, line.length());
        return length <= longest ? line : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /** The address in ASCII when a chat may link to it; everything else is text only. */
    static Optional<String> address(String text) {
        try {
            URI address = new URI(text.strip());
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean reached = scheme.equals("mailto") || WebAddress.is(address);
            return Optional.of(address.toASCIIString()).filter(found -> reached && found.length() <= LONGEST_ADDRESS);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String visible(String text) {
        String first = text.isEmpty() || !Character.isWhitespace(text.charAt(0)) ? "" : " ";
        String last = text.isBlank() || !Character.isWhitespace(text.charAt(text.length() - 1)) ? "" : " ";
        return first + VisibleText.oneLine(text, "text") + last;
    }

    private static String literal(Node node) {
        if (node instanceof Text text) {
            return text.getLiteral();
        }
        if (node instanceof Code code) {
            return code.getLiteral();
        }
        if (node instanceof HtmlInline html) {
            return html.getLiteral();
        }
        if (node instanceof HtmlBlock html) {
            return html.getLiteral();
        }
        return node instanceof SoftLineBreak || node instanceof HardLineBreak ? " " : "";
    }

    private static Node following(Node node, Node root) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != root && at.getNext() == null) {
            at = at.getParent();
        }
        return at == root ? null : at.getNext();
    }
}
