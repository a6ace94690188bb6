package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.SymbolView;

/**
 * One entry of the timeline.
 *
 * @param seq the number of the event, or of the last one where several are told together
 * @param when when it happened
 * @param text what happened, as a sentence
 * @param symbol the name of the symbol
 * @param colour the class that sets the colour
 */
public record EntryView(long seq, MomentView when, String text, String symbol, String colour) {
    /** The symbol among those that a page holds once. */
    public String symbolId() {
        return SymbolView.of(symbol).id();
    }
}
