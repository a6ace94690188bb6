package io.jenkins.plugins.releasechecklist.engine.gate;

/** What a voter says. */
public enum Choice {
    GO,
    NO_GO,
    /** An item has to be done again before the gate may open. */
    REQUEST_CHANGES,
    /** What the person said before does not count any more. */
    WITHDRAW
}
