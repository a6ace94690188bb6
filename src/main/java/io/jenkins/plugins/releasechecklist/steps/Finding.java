package io.jenkins.plugins.releasechecklist.steps;

import java.util.Optional;

/**
 * What a step with a body found when it looked at what the body left behind.
 *
 * @param passed whether the run can pass
 * @param words why not, or what else is to be said about its end
 */
record Finding(boolean passed, Optional<String> words) {
    /** Nothing to say. */
    static final Finding NOTHING = new Finding(true, Optional.empty());

    /** The run passes, and this is said about it. */
    static Finding passed(String words) {
        return new Finding(true, Optional.of(words));
    }

    /** The run fails for this reason, if there is one. */
    static Finding failed(Optional<String> reason) {
        return new Finding(reason.isEmpty(), reason);
    }
}
