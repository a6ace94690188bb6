package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;

/** The proxy does not lead to the target. The message is for people. */
final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyException(String message) {
        super(message);
    }
}
