package io.jenkins.plugins.releasechecklist.steps.run;

import java.util.Optional;

/**
 * What a step with a body found when it looked at what the body left behind.
 *
 * @param passed whether the run can pass
 * @param words why not, or what else is to be said about its end
 */
public record BodyOutcome(boolean passed, Optional<String> words) {
    /** Nothing to say. */
    public static final BodyOutcome NOTHING = new BodyOutcome(true, Optional.empty());

    /** The run passes, and this is said about it. */
    public static BodyOutcome passed(String words) {
        return new BodyOutcome(true, Optional.of(words));
    }

    /** The run fails for this reason, if there is one. */
    public static BodyOutcome failed(Optional<String> reason) {
        return new BodyOutcome(reason.isEmpty(), reason);
    }
}
