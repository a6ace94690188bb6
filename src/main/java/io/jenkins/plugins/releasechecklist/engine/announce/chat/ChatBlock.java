package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A block of a chat message, as the chat writes it.
 *
 * @param kind what it is
 * @param open what stands before the pieces
 * @param pieces the text in pieces that must not be cut: words, links, escape sequences; joined they are the text
 * @param close what stands after them
 */
record ChatBlock(Kind kind, String open, List<String> pieces, String close) {

    /** What a block can be. */
    enum Kind {
        HEADING,
        PARAGRAPH,
        /** An item of a list, which goes on where the item before it ended. */
        ITEM,
        CODE
    }

    private static final String CUT = "…";

    ChatBlock {
        pieces = List.copyOf(pieces);
    }

    String text() {
        String joined = String.join("", pieces);
        return open + (kind == Kind.CODE ? joined : joined.strip()) + close;
    }

    /** The text in parts that are no longer than that; a single piece has to be shorter. */
    List<String> parts(int longest) {
        List<String> parts = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        int length = open.length() + close.length();
        for (String piece : pieces) {
            if (length + piece.length() > longest && !taken.isEmpty()) {
                parts.add(with(taken).text());
                taken.clear();
                length = open.length() + close.length();
            }
            taken.add(piece);
            length += piece.length();
        }
        parts.add(with(taken).text());
        return parts;
    }

    /** As much of the beginning as there is room for, with a mark that it is cut; empty when there is no room for anything. */
    Optional<ChatBlock> beginning(int room, ToIntFunction<ChatBlock> cost) {
        int least = 0;
        int most = pieces.size();
        while (least < most) {
            int middle = (least + most + 1) / 2;
            if (cost.applyAsInt(cutAfter(middle)) <= room) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least == 0 ? Optional.empty() : Optional.of(cutAfter(least));
    }

    private ChatBlock cutAfter(int count) {
        List<String> taken = new ArrayList<>(pieces.subList(0, count));
        taken.add(CUT);
        return with(taken);
    }

    private ChatBlock with(List<String> others) {
        return new ChatBlock(kind, open, others, close);
    }
}
