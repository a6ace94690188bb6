package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;

/** An attempt came to its end before there was an answer to judge. The message is for people. */
public final class AttemptException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Phrase why;
    private final boolean refused;

    private AttemptException(Phrase why, boolean refused) {
        super(why.text());
        this.why = why;
        this.refused = refused;
    }

    /** The same in words that nobody translates. */
    public static AttemptException refused(String message) {
        return refused(Phrase.plain(message));
    }

    /** The attempt cannot be made, and repeating it would not help. */
    public static AttemptException refused(Phrase why) {
        return new AttemptException(why, true);
    }

    /** The attempt failed: the proxy does not lead to the target, for instance, or a redirect cannot be followed. */
    public static AttemptException failed(Phrase why) {
        return new AttemptException(why, false);
    }

    /** What its message says, in the language of a reader. */
    public Phrase why() {
        return why;
    }

    public boolean isRefused() {
        return refused;
    }
}
