package io.jenkins.plugins.releasechecklist.engine.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.jenkins.plugins.releasechecklist.engine.text.Evidence;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How a check of a run ended, after all its attempts.
 *
 * @param name the name of the check, unique in its run
 * @param kind {@link Check#kind()}
 * @param target {@link Check#target()}, and where redirects led to from there
 * @param status how it ended
 * @param latency the latency of the last attempt; zero if no attempt was finished
 * @param attempts how many attempts were finished
 * @param why the error of the last attempt, or why it was cancelled or skipped; empty if it passed
 * @param response what was answered to the last attempt, up to a limit, as evidence of a failure; empty if it passed or there
 *     was no answer
 * @since the first release
 */
public record CheckResult(
        String name,
        String kind,
        String target,
        Status status,
        Duration latency,
        int attempts,
        @JsonProperty("error") Phrase why,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        String response)
        implements Serializable {
    /** How much of a response is kept, in bytes of UTF-8: more than a person reads of one failure. */
    public static final int MAX_RESPONSE_BYTES = Evidence.LIMIT;

    /** How a check ends. */
    public enum Status {
        /** The last attempt passed. */
        PASSED,
        /** No attempt passed until the time was over. */
        FAILED,
        /** The run was cancelled before the check passed or its time was over. */
        CANCELLED,
        /** It was left out, as a test report says. */
        SKIPPED
    }

    /** Checks that an error stands exactly where the check did not pass. */
    public CheckResult {
        if (attempts < 0 || latency.isNegative()) {
            throw new IllegalArgumentException(
                    "expected no negative attempts and latency, found " + attempts + " and " + latency);
        }
        if ((status == Status.PASSED) != why.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected an error exactly when the check did not pass, found " + status + ", error='" + why + "'");
        }
    }

    /** Makes a result with an error that nobody translates, and without a response. */
    public CheckResult(
            String name, String kind, String target, Status status, Duration latency, int attempts, String error) {
        this(name, kind, target, status, latency, attempts, error, "");
    }

    /** Makes a result with an error that nobody translates. */
    public CheckResult(
            String name,
            String kind,
            String target,
            Status status,
            Duration latency,
            int attempts,
            String error,
            String response) {
        this(name, kind, target, status, latency, attempts, Phrase.plain(error), response);
    }

    /** The error in English; empty if the check passed. */
    public String error() {
        return why.text();
    }

    /** The target of a check that was led elsewhere by redirects. */
    public static String endedAt(String target, String address) {
        return target + ", ended at " + address;
    }

    /** Whether the check passed. */
    public boolean passed() {
        return status == Status.PASSED;
    }

    /** The error of the last attempt; nothing if the check passed. */
    public Optional<String> errorIfAny() {
        return passed() ? Optional.empty() : Optional.of(error());
    }
}
