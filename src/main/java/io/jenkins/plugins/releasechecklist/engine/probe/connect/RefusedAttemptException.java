package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.IOException;

/** An attempt cannot be made, and repeating it would not help. The message is for people. */
public final class RefusedAttemptException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedAttemptException(String message) {
        super(message);
    }
}
