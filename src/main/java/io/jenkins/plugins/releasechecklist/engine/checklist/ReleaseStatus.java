package io.jenkins.plugins.releasechecklist.engine.checklist;

/** Where the release as a whole stands. It follows from the items and gates and is never set by hand. */
public enum ReleaseStatus {
    /** Work goes on, or the build ended well without releasing anything. */
    IN_PROGRESS,
    /** A gate waits for Go or No-go, or an inconclusive verification for the verdict of a person. */
    WAITING_FOR_DECISION,
    /** A gate ended with No-go, or its time ran out. */
    REJECTED,
    /** A required item failed, or the build ended before the release was out. */
    FAILED,
    /** The last known-good release was brought back. */
    ROLLED_BACK,
    /** The release is in its environment, and its verification there has not ended. It is not out before that. */
    DEPLOYED,
    /** The release is out; required items are still open, or were waived. */
    RELEASED_WITH_OPEN_ITEMS,
    /** The release is out and every required item is done. */
    RELEASED;

    /** Whether the release is out in production. */
    public boolean isReleased() {
        return this == RELEASED || this == RELEASED_WITH_OPEN_ITEMS;
    }
}
