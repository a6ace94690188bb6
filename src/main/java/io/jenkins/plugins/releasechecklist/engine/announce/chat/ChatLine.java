package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Writes what stands in one paragraph of Markdown in the dialect of a chat. */
final class ChatLine {

    /** A chat formats short pieces only, and a piece cannot be cut. */
    private static final int LONGEST_STRESS = 500;

    private static final int LONGEST_LINK_TEXT = 100;

    private final ChatDialect dialect;
    private final List<String> pieces = new ArrayList<>();

    ChatLine(ChatDialect dialect) {
        this.dialect = dialect;
    }

    /** The pieces of what is in the node. */
    List<String> inside(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node);
        }
        return pieces;
    }

    /** The pieces of a plain text. */
    List<String> text(String text) {
        for (String word : ChatText.words(text)) {
            pieces.add(dialect.text(word, before()));
        }
        return pieces;
    }

    private void add(Node node) {
        if (node instanceof StrongEmphasis) {
            stressed(node, dialect.marks().bold());
        } else if (node instanceof Emphasis) {
            stressed(node, ChatDialect.ITALIC);
        } else if (node instanceof Strikethrough) {
            stressed(node, dialect.marks().strike());
        } else if (node instanceof Code code) {
            ChatText.pieces(ChatText.of(code)).forEach(piece -> pieces.add(dialect.code(piece, before())));
        } else if (node instanceof Link link) {
            link(link.getDestination(), ChatText.of(link));
        } else if (node instanceof Image image) {
            link(image.getDestination(), ChatText.of(image));
        } else if (node instanceof HardLineBreak) {
            pieces.add(dialect.marks().lineBreak());
        } else if (node.getFirstChild() == null) {
            text(literal(node));
        } else {
            text(ChatText.of(node));
        }
    }

    /** Text without further formatting in it: chats disagree about what is nested. */
    private void stressed(Node node, String mark) {
        String text = ChatText.of(node);
        Optional<Link> link = onlyLink(node);
        if (link.isPresent()) {
            link(link.get().getDestination(), text);
        } else if (text.isEmpty() || text.length() > LONGEST_STRESS) {
            text(text);
        } else {
            pieces.add(mark + dialect.text(text, " ") + mark);
        }
    }

    private void link(String destination, String text) {
        Optional<String> address = ChatText.address(destination);
        if (address.isPresent()) {
            String shown = ChatText.line(text.isEmpty() ? destination : text, LONGEST_LINK_TEXT);
            pieces.add(dialect.link(address.get(), shown));
        } else {
            text(text.isEmpty() ? destination : text);
        }
    }

    private static Optional<Link> onlyLink(Node node) {
        Node child = node.getFirstChild();
        return child instanceof Link link && child.getNext() == null ? Optional.of(link) : Optional.empty();
    }

    /** White space at the ends, which parts words, is kept. */
    private static String literal(Node node) {
        if (node instanceof Text text) {
            return text.getLiteral();
        }
        return node instanceof SoftLineBreak ? " " : ChatText.of(node);
    }

    private String before() {
        String last = pieces.isEmpty() ? "" : pieces.get(pieces.size() - 1);
        return last.equals(dialect.marks().lineBreak()) ? "" : last;
    }
}
