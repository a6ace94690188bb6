package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.Optional;

/**
 * The result of one check of one run.
 *
 * @param run the name of the run; attempts under the same name follow each other
 * @param name the name of the check
 * @param kind such as {@code httpCheck}
 * @param status {@code PASSED}, {@code FAILED}, {@code CANCELLED} or {@code SKIPPED}
 * @param latencyMillis how long the last attempt took, in milliseconds
 * @param attempts how many attempts were finished
 * @param error what was wrong in the last attempt, or why it was left out; null when the check passed
 * @param response what was answered to the last attempt, up to a limit, as evidence of a failure; null if it passed or there was
 *     no answer
 * @param preFlight whether the run tested something else than the release, such as the environment before the deployment; left out
 *     when it did not
 */
public record CheckJson(
        String run,
        String name,
        String kind,
        String status,
        long latencyMillis,
        int attempts,
        Optional<String> error,
        Optional<String> response,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean preFlight) {

    static CheckJson of(RunState run, CheckResult result, boolean preFlight) {
        return new CheckJson(
                run.name(),
                result.name(),
                result.kind(),
                result.status().name(),
                result.latency().toMillis(),
                result.attempts(),
                result.errorIfAny(),
                Optional.of(result.response()).filter(text -> !text.isEmpty()),
                preFlight);
    }
}
