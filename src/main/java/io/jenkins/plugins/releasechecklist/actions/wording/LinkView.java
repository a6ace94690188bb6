package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;

/**
 * A link to somewhere else, or only its text where the address is none that a page may link to.
 *
 * @param text for people
 * @param address an absolute http or https address; empty when there is no link
 */
public record LinkView(String text, String address) {

    /** A link to the address, which was written by somebody and may be anything. */
    public static LinkView to(String text, String address) {
        return new LinkView(text, WebAddress.is(address) ? address : "");
    }

    /** Whether there is a link. */
    public boolean linked() {
        return !address.isEmpty();
    }
}
