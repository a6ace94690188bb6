package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.Tone;

/**
 * What an event says.
 *
 * @param text as people read it
 * @param symbol the name of the symbol
 * @param tone the colour
 */
record Sentence(String text, String symbol, Tone tone) {
    /** The entry of the timeline that says it. */
    EntryView entry(long seq, MomentView when) {
        return new EntryView(seq, when, text, "symbol-" + symbol + " plugin-ionicons-api", tone.cssClass());
    }
}
