package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.IOException;

/** An attempt came to its end before there was an answer to judge. The message is for people. */
public final class AttemptException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private AttemptException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** The attempt cannot be made, and repeating it would not help. */
    public static AttemptException refused(String message) {
        return new AttemptException(message, true);
    }

    /** The attempt failed: the proxy does not lead to the target, for instance, or a redirect cannot be followed. */
    public static AttemptException failed(String message) {
        return new AttemptException(message, false);
    }

    public boolean isRefused() {
        return refused;
    }
}
