package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * What one attempt of a check saw.
 *
 * @param passed whether everything was as expected
 * @param latency from the start of the attempt (name resolution included) to the end of the answer; to the failure if
 *     it failed
 * @param why what was wrong, in words for people, without secrets, class names and stack traces; empty if it passed
 * @param retryable whether another attempt may see something else; false for what only a person can change, such as an
 *     address that is not allowed
 * @param response what was answered, up to a limit and without secrets, as evidence of a failure; empty if it passed or there was
 *     no answer
 * @param ended where the attempt was led to by redirects, in words for people and without secrets; empty if it was answered where
 *     the check asks
 * @param instead what was read in the place of what was expected, such as another version; empty if that is not told, or nothing
 *     could be read
 * @since the first release
 */
public record Observation(
        boolean passed, Duration latency, Phrase why, boolean retryable, String response, String ended, String instead)
        implements Serializable {
    /** Checks that an error stands exactly where the attempt failed. */
    public Observation {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("expected a latency of zero or more, found " + latency);
        }
        if (passed != why.isEmpty()) {
            throw new IllegalArgumentException("expected an error exactly when the attempt failed, found passed="
                    + passed + ", error='" + why + "'");
        }
    }

    /** Makes an observation that tells no more than that. */
    public Observation(boolean passed, Duration latency, String error, boolean retryable, String response) {
        this(passed, latency, Phrase.plain(error), retryable, response, "", "");
    }

    /** The attempt saw what was expected. */
    public static Observation passed(Duration latency) {
        return new Observation(true, latency, Phrase.NONE, false, "", "", "");
    }

    /** The attempt failed, and may be repeated; the error is in words for people, which nobody translates. */
    public static Observation failed(Duration latency, String error) {
        return failed(latency, Phrase.plain(error));
    }

    /** The attempt failed, and may be repeated. */
    public static Observation failed(Duration latency, Phrase why) {
        return new Observation(false, latency, why, true, "", "", "");
    }

    /** The attempt failed, and would fail again however often it is repeated; the error is in words for people, which nobody translates. */
    public static Observation refused(Duration latency, String error) {
        return refused(latency, Phrase.plain(error));
    }

    /** The attempt failed, and would fail again however often it is repeated. */
    public static Observation refused(Duration latency, Phrase why) {
        return new Observation(false, latency, why, false, "", "", "");
    }

    /** Adds what was answered, up to a limit and without secrets. */
    public Observation withResponse(String text) {
        return new Observation(passed, latency, why, retryable, text, ended, instead);
    }

    /** Adds where redirects led to: a page to log in, for instance, says nothing about the page that was asked for. */
    public Observation endedAt(String address) {
        Phrase words = passed ? why : Phrase.of("probe.redirected", why, address);
        return new Observation(passed, latency, words, retryable, response, address, instead);
    }

    /** Adds what was read in the place of what was expected. */
    public Observation withInstead(String text) {
        return new Observation(passed, latency, why, retryable, response, ended, text);
    }

    /** What was wrong, in English; empty if the attempt passed. */
    public String error() {
        return why.text();
    }

    /** What was wrong; nothing if the attempt passed. */
    public Optional<String> errorIfAny() {
        return passed ? Optional.empty() : Optional.of(error());
    }
}
