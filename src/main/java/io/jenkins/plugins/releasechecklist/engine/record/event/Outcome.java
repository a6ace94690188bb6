package io.jenkins.plugins.releasechecklist.engine.record.event;

/** How a run of a step ended. */
public enum Outcome {
    PASSED,
    FAILED,
    /** It was stopped, or the build ended under it. */
    ABORTED;

    /** Whether the run did what it was for. */
    public boolean isPassed() {
        return this == PASSED;
    }
}
