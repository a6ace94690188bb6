package io.jenkins.plugins.releasechecklist.engine.gate;

/** What a voter says. */
public enum Choice {
    GO,
    NO_GO
}
