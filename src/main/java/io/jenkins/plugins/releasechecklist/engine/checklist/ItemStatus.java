package io.jenkins.plugins.releasechecklist.engine.checklist;

/** Where an item of the checklist stands. */
public enum ItemStatus {
    /** Nothing has happened yet. */
    PENDING,
    /** A step is working on it. */
    RUNNING,
    /** It waits for a person or for a deployment window. */
    WAITING,
    /** Done. */
    PASSED,
    /** Tried, and not successful. */
    FAILED,
    /** Left out, with a reason. */
    SKIPPED,
    /** This release does not need it. */
    NOT_APPLICABLE;

    /** Whether nothing more is expected of the item: it passed, was left out with a reason, or does not apply. */
    public boolean isSettledWell() {
        return this == PASSED || this == SKIPPED || this == NOT_APPLICABLE;
    }
}
