package io.jenkins.plugins.releasechecklist.engine.probe.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.Serializable;
import java.time.Instant;

/**
 * What one attempt of one check saw at one moment of a verification.
 *
 * @param at when the attempt began
 * @param check the name of the check, unique in its verification
 * @param passed whether everything was as expected
 * @param latencyMillis how long the attempt took, in whole milliseconds
 * @param why what was wrong, in words for people; empty if it passed
 * @param instead what was read in the place of what was expected: another version; empty if that is not told, or nothing could be
 *     read
 */
public record Sample(
        Instant at,
        String check,
        boolean passed,
        long latencyMillis,
        @JsonProperty("error") Phrase why,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        String instead)
        implements Serializable {
    /** Checks that an error stands exactly where the sample did not pass. */
    public Sample {
        if (latencyMillis < 0) {
            throw new IllegalArgumentException("expected a latency of zero or more, found " + latencyMillis + "ms");
        }
        if (passed != why.isEmpty()) {
            throw new IllegalArgumentException("expected an error exactly when the sample did not pass, found passed="
                    + passed + ", error='" + why + "'");
        }
    }

    /** Makes a sample with words that nobody translates, without what was read in the place of what was expected. */
    public Sample(Instant at, String check, boolean passed, long latencyMillis, String error) {
        this(at, check, passed, latencyMillis, Phrase.plain(error), "");
    }

    /** What was wrong, in English; empty if it passed. */
    public String error() {
        return why.text();
    }

    /** Makes a sample of the only attempt of a check, which began then. */
    static Sample of(Instant at, CheckResult attempt, String instead) {
        return new Sample(
                at,
                attempt.name(),
                attempt.passed(),
                attempt.latency().toMillis(),
                attempt.why(),
                attempt.passed() ? "" : instead);
    }
}
