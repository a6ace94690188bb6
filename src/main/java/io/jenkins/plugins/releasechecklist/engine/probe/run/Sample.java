package io.jenkins.plugins.releasechecklist.engine.probe.run;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import java.io.Serializable;
import java.time.Instant;

/**
 * What one attempt of one check saw at one moment of a verification.
 *
 * @param at when the attempt began
 * @param check the name of the check, unique in its verification
 * @param passed whether everything was as expected
 * @param latencyMillis how long the attempt took, in whole milliseconds
 * @param error what was wrong, in words for people; empty if it passed
 */
public record Sample(Instant at, String check, boolean passed, long latencyMillis, String error)
        implements Serializable {
    /** Checks that an error stands exactly where the sample did not pass. */
    public Sample {
        if (latencyMillis < 0) {
            throw new IllegalArgumentException("expected a latency of zero or more, found " + latencyMillis + "ms");
        }
        if (passed != error.isEmpty()) {
            throw new IllegalArgumentException("expected an error exactly when the sample did not pass, found passed="
                    + passed + ", error='" + error + "'");
        }
    }

    /** Makes a sample of the only attempt of a check, which began then. */
    static Sample of(Instant at, CheckResult attempt) {
        return new Sample(
                at, attempt.name(), attempt.passed(), attempt.latency().toMillis(), attempt.error());
    }
}
