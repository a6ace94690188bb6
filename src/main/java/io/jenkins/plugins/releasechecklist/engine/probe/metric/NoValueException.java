package io.jenkins.plugins.releasechecklist.engine.probe.metric;

/** The source of a metric answered, but not with a value; the message says what it answered. */
final class NoValueException extends Exception {
    private static final long serialVersionUID = 1L;

    NoValueException(String message) {
        super(message);
    }
}
