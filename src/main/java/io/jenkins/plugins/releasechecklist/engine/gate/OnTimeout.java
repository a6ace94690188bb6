package io.jenkins.plugins.releasechecklist.engine.gate;

/** What becomes of a gate whose time runs out. */
public enum OnTimeout {
    /** It counts as a No-go: the build ends as aborted. */
    NO_GO,
    /** The step fails, and with it the build. */
    FAIL
}
