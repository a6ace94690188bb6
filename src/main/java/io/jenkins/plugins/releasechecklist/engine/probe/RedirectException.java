package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;

/** A redirect cannot be followed. The message is for people. */
public final class RedirectException extends IOException {
    private static final long serialVersionUID = 1L;

    public RedirectException(String message) {
        super(message);
    }
}
