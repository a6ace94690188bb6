package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatBlock.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

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
