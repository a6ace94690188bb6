package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What another system said to the question whether a release may go on.
 *
 * @param condition the id of the condition
 * @param holds whether it may
 * @param why in words
 * @param at when it was asked
 */
public record ConditionAnswer(
        String condition,
        boolean holds,
        @JsonProperty("reason") Phrase why,
        Instant at) {
    /** How long a yes counts: the gate has to be settled right after the question. */
    public static final Duration VALIDITY = Duration.ofMinutes(1);

    /** An answer in words that nobody translates. */
    public ConditionAnswer(String condition, boolean holds, String reason, Instant at) {
        this(condition, holds, Phrase.plain(reason), at);
    }

    /** The reason in English. */
    public String reason() {
        return why.text();
    }

    /** Whether it is a yes that still counts. One from the future, where a clock was set back, does not. */
    public boolean countsAt(Instant now) {
        return holds && !now.isBefore(at) && now.isBefore(at.plus(VALIDITY));
    }

    /** When it begins and when it ceases to count. */
    Stream<Instant> changes() {
        return holds ? Stream.of(at, at.plus(VALIDITY)) : Stream.empty();
    }
}
