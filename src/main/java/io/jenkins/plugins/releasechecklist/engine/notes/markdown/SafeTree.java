package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Makes a parsed text harmless: HTML becomes text, images become links, links that lead elsewhere than {@link PlainUrls#mayLinkTo}
 * allows become text, headings are below those of the notes, and addresses that stand in the text as such become links. Nothing
 * here calls itself, however deep a tree is.
 */
final class SafeTree {

    /** Levels 1 to 3 are for the title, the parts and the groups of the notes. */
    private static final int HIGHEST_HEADING = 4;

    private static final int LOWEST_HEADING = 6;

    private static final Pattern TASK = Pattern.compile("^\\[([ xX])] (?=\\S)");

    private SafeTree() {}

    /** Changes the tree in place, with its headings so many levels lower besides. */
    static void make(Node root, int lower) {
        for (Node node : nodes(root)) {
            if (node instanceof HtmlBlock html) {
                replace(html, paragraph(html.getLiteral().strip()));
            } else if (node instanceof HtmlInline html) {
                replace(html, new Text(html.getLiteral()));
            } else if (node instanceof IndentedCodeBlock code) {
                replace(code, code(code.getLiteral()));
            } else if (node instanceof FencedCodeBlock code) {
                code.setInfo("");
            } else if (node instanceof Heading heading) {
                int highest = lower == 0 ? HIGHEST_HEADING : 1 + lower;
                heading.setLevel(Math.max(Math.min(heading.getLevel() + lower, LOWEST_HEADING), highest));
            } else if (node instanceof LinkReferenceDefinition) {
                node.unlink();
            }
        }
        for (Node node : nodes(root)) {
            if (node instanceof Image image) {
                link(image, image.getDestination(), "![");
            } else if (node instanceof Link link) {
                link(link, link.getDestination(), "[");
            }
        }
        for (Node node : nodes(root)) {
            if (node instanceof Text text) {
                // Entities are characters by now, such as line breaks and the ones that turn the direction around.
                text.setLiteral(VisibleText.inLine(text.getLiteral()));
                join(text);
            }
        }
        for (Node node : nodes(root)) {
            if (node instanceof Text text && beginsItem(text)) {
                text.setLiteral(TASK.matcher(text.getLiteral())
                        .replaceFirst(task -> task.group(1).isBlank() ? "\u2610 " : "\u2611 "));
            }
        }
        for (Node node : nodes(root)) {
            if (node instanceof Text text && !isInLink(text)) {
                linkAddresses(text);
            }
        }
    }

    /** The text as it is: its lines, in paragraphs. */
    static Node plain(String text) {
        Node document = new Document();
        for (String paragraph : text.split("\\n\\s*\\n")) {
            document.appendChild(paragraph(paragraph));
        }
        make(document, 0);
        return document;
    }

    /** How many levels the tree has. */
    static int depth(Node root) {
        int deepest = 0;
        int depth = 0;
        Node node = root;
        while (true) {
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                deepest = Math.max(deepest, depth);
                continue;
            }
            while (node != root && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            if (node == root) {
                return deepest;
            }
            node = node.getNext();
        }
    }

    /** Every node, each before what is in it. */
    static List<Node> nodes(Node root) {
        List<Node> nodes = new ArrayList<>();
        List<Node> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            nodes.add(node);
            for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                open.add(child);
            }
        }
        return nodes;
    }

    private static void link(Node old, String destination, String mark) {
        if (isInLink(old)) {
            unwrap(old);
        } else if (PlainUrls.mayLinkTo(destination)) {
            Node link = new Link(destination, null);
            moveChildren(old, link);
            if (link.getFirstChild() == null) {
                link.appendChild(new Text(destination));
            }
            replace(old, link);
        } else {
            old.insertBefore(new Text(mark));
            old.insertAfter(new Text("](" + destination + ")"));
            unwrap(old);
        }
    }

    private static boolean isInLink(Node node) {
        for (Node parent = node.getParent();
                parent != null && !(parent instanceof Block);
                parent = parent.getParent()) {
            if (parent instanceof Link) {
                return true;
            }
        }
        return false;
    }

    /** Where the box of a task list is. Every receiver can show it as a character. */
    private static boolean beginsItem(Text text) {
        return text.getPrevious() == null
                && text.getParent() instanceof Paragraph paragraph
                && paragraph.getPrevious() == null
                && paragraph.getParent() instanceof ListItem;
    }

    /** Texts next to each other are one, so that an address in them is found as a whole. */
    private static void join(Text text) {
        if (text.getParent() != null && text.getPrevious() instanceof Text before) {
            text.setLiteral(before.getLiteral() + text.getLiteral());
            before.unlink();
        }
    }

    private static void linkAddresses(Text text) {
        List<TextPiece> pieces = PlainUrls.split(text.getLiteral());
        if (pieces.stream().anyMatch(TextPiece::isPlainAddress)) {
            for (TextPiece piece : pieces) {
                Node node = new Text(piece.text());
                if (piece.isPlainAddress()) {
                    Node link = new Link(piece.text(), null);
                    link.appendChild(node);
                    node = link;
                }
                text.insertBefore(node);
            }
            text.unlink();
        }
    }

    private static Node paragraph(String text) {
        Node paragraph = new Paragraph();
        for (String line :
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (paragraph.getFirstChild() != null) {
                paragraph.appendChild(new HardLineBreak());
            }
            paragraph.appendChild(new Text(line));
        }
        return paragraph;
    }

    private static Node code(String literal) {
        FencedCodeBlock code = new FencedCodeBlock();
        code.setLiteral(literal);
        return code;
    }

    private static void replace(Node old, Node replacement) {
        old.insertAfter(replacement);
        old.unlink();
    }

    private static void unwrap(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
            node.insertBefore(child);
        }
        node.unlink();
    }

    private static void moveChildren(Node from, Node to) {
        for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
            to.appendChild(child);
        }
    }
}
