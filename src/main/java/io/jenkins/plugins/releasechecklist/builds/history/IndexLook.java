package io.jenkins.plugins.releasechecklist.builds.history;

import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;

/** What somebody finds who looks at the release index of a job and does not wait for it. */
public sealed interface IndexLook {

    /**
     * The index is there.
     *
     * @param index as it is now
     */
    record Ready(ReleaseIndex index) implements IndexLook {}

    /**
     * The index is being made from the records of the builds.
     *
     * @param damaged whether there is one that cannot be read as a whole; it was missing otherwise
     */
    record Rebuilding(boolean damaged) implements IndexLook {}
}
