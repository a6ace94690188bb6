package io.jenkins.plugins.releasechecklist.engine.gate;

/** Where a gate stands. */
public enum GateStatus {
    /** It takes votes. */
    WAITING,
    /** Decided: the release goes on. */
    GO,
    /** Decided: the release ends here. */
    NO_GO,
    /** Nobody decided in time. */
    TIMED_OUT,
    /** The build ended, was aborted or was overtaken before there was a decision. */
    ABORTED
}
