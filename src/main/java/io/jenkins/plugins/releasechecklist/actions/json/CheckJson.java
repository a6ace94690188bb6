package io.jenkins.plugins.releasechecklist.actions.json;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.util.Optional;

/**
 * The result of one check of one run.
 *
 * @param run the name of the run; attempts under the same name follow each other
 * @param name the name of the check
 * @param kind such as {@code httpCheck}
 * @param status {@code PASSED}, {@code FAILED} or {@code CANCELLED}
 * @param latencyMillis how long the last attempt took, in milliseconds
 * @param attempts how many attempts were finished
 * @param error what was wrong in the last attempt; null when the check passed
 */
public record CheckJson(
        String run, String name, String kind, String status, long latencyMillis, int attempts, Optional<String> error) {

    /** The answer for a result. */
    static CheckJson of(RunState run, CheckResult result) {
        return new CheckJson(
                run.name(),
                result.name(),
                result.kind(),
                result.status().name(),
                result.latency().toMillis(),
                result.attempts(),
                result.errorIfAny());
    }
}
