package io.jenkins.plugins.releasechecklist.engine.record.event;

/** What a person can say to a verification that is inconclusive. */
public enum VerdictAnswer {
    /** What was deployed works. */
    PASS,
    /** It does not work. */
    FAIL,
    /** The verification shall observe once more, and judge what it sees then. */
    LOOK_AGAIN
}
