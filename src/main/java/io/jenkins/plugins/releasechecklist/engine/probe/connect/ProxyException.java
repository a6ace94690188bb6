package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.IOException;

/** The proxy does not lead to the target. The message is for people. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProxyException(String message) {
        super(message);
    }
}
