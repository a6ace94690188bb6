package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatBlock.Kind;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.MarkdownText;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/** Turns the Markdown of a message into the blocks of a chat. For one message; not for several threads. */
final class ChatBlocks {

    /** What is nested deeper is text without formatting. */
    private static final int DEEPEST = 12;

    private final ChatDialect dialect;
    private final String title;
    private final List<ChatBlock> blocks = new ArrayList<>();

    private ChatBlocks(ChatDialect dialect, String title) {
        this.dialect = dialect;
        this.title = title;
    }

    /** The text of the message. A heading that the title says already is left out. */
    static List<ChatBlock> of(Message message, ChatDialect dialect) {
        ChatBlocks found = new ChatBlocks(dialect, message.title());
        found.inside(MarkdownText.parse(message.markdown()), "", 0, 0);
        return found.blocks;
    }

    /**
     * @param before what stands before a paragraph
     * @param depth how deep the node is
     * @param list how many lists are around it
     */
    private void inside(Node parent, String before, int depth, int list) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            block(node, before, depth, list);
        }
    }

    private void block(Node node, String before, int depth, int list) {
        if (depth > DEEPEST) {
            paragraph(Kind.PARAGRAPH, before, new ChatLine(dialect).text(ChatText.of(node)));
        } else if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof Paragraph) {
            paragraph(Kind.PARAGRAPH, before, new ChatLine(dialect).inside(node));
        } else if (node instanceof FencedCodeBlock code) {
            code(code.getLiteral());
        } else if (node instanceof IndentedCodeBlock code) {
            code(code.getLiteral());
        } else if (node instanceof TableBlock table) {
            code(TableText.of(table).text());
        } else if (node instanceof HtmlBlock) {
            paragraph(Kind.PARAGRAPH, before, new ChatLine(dialect).text(ChatText.of(node)));
        } else if (node instanceof BulletList) {
            items(node, depth, list, -1);
        } else if (node instanceof OrderedList ordered) {
            Integer start = ordered.getMarkerStartNumber();
            items(node, depth, list, start == null ? 1 : start);
        } else if (node instanceof BlockQuote) {
            inside(node, dialect.marks().quote(), depth + 1, list);
        } else {
            inside(node, before, depth + 1, list);
        }
    }

    private void heading(Heading heading) {
        String text = ChatText.of(heading);
        boolean first = blocks.stream().noneMatch(block -> block.kind() == Kind.HEADING);
        if (!text.isEmpty() && !(first && title.startsWith(text))) {
            String around = dialect.marks().heading();
            blocks.add(new ChatBlock(Kind.HEADING, around, new ChatLine(dialect).text(text), around));
        }
    }

    private void items(Node items, int depth, int list, int first) {
        int number = first;
        for (Node item = items.getFirstChild(); item != null; item = item.getNext()) {
            String marker = number < 0 ? dialect.bullet(list) : dialect.number(list, number++);
            for (Node part = item.getFirstChild(); part != null; part = part.getNext()) {
                if (part instanceof Paragraph) {
                    paragraph(Kind.ITEM, marker, new ChatLine(dialect).inside(part));
                    marker = dialect.indent(list);
                } else {
                    block(part, "", depth + 2, list + 1);
                }
            }
        }
    }

    private void code(String literal) {
        List<String> pieces = new ArrayList<>();
        for (String line : literal.stripTrailing().split("\\R")) {
            if (!pieces.isEmpty()) {
                pieces.add(dialect.marks().lineBreak());
            }
            String before = "";
            for (String piece : ChatText.codePieces(line)) {
                before = dialect.codeLine(piece, before);
                pieces.add(before);
            }
        }
        if (!String.join("", pieces).isBlank()) {
            blocks.add(new ChatBlock(
                    Kind.CODE,
                    dialect.marks().beforeCode(),
                    pieces,
                    dialect.marks().afterCode()));
        }
    }

    private void paragraph(Kind kind, String before, List<String> pieces) {
        if (!String.join("", pieces).isBlank()) {
            blocks.add(new ChatBlock(kind, before, pieces, ""));
        }
    }

    /**
     * As much of a text as a chat takes.
     *
     * @param blocks the beginning of the text
     * @param cut whether there is more
     */
    record ChatExcerpt(List<ChatBlock> blocks, boolean cut) {

        /**
         * Takes whole blocks as long as there is room. One that has no room is cut in itself only if otherwise less than half
         * of the room would be used.
         *
         * @param room for how much there is room
         * @param cost what a block costs
         */
        static ChatExcerpt of(List<ChatBlock> all, int room, ToIntFunction<ChatBlock> cost) {
            List<ChatBlock> taken = new ArrayList<>();
            int spent = 0;
            for (ChatBlock block : all) {
                int price = cost.applyAsInt(block);
                if (spent + price > room) {
                    Optional<ChatBlock> beginning =
                            spent < room / 2 ? block.beginning(room - spent, cost) : Optional.empty();
                    beginning.ifPresentOrElse(taken::add, () -> withoutLastHeading(taken));
                    return new ChatExcerpt(taken, true);
                }
                taken.add(block);
                spent += price;
            }
            return new ChatExcerpt(taken, false);
        }

        private static void withoutLastHeading(List<ChatBlock> taken) {
            while (!taken.isEmpty() && taken.get(taken.size() - 1).kind() == Kind.HEADING) {
                taken.remove(taken.size() - 1);
            }
        }
    }
}
