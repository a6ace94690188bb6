package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Instant;
import java.util.Optional;

/**
 * An attempt as it was recorded: before it was sent, and after.
 *
 * @param number 1 for the first attempt of the delivery
 * @param startedAt when it was about to be sent
 * @param outcome how it ended; empty when nobody wrote that down, because of a crash or an abort in between: then it is
 *     in doubt
 */
public record DeliveryAttempt(int number, Instant startedAt, Optional<Outcome> outcome) {

    /**
     * How an attempt ended.
     *
     * @param at when
     * @param attempt what came of it
     */
    public record Outcome(Instant at, Attempt attempt) {}

    /** Refuses a number less than 1. */
    public DeliveryAttempt {
        if (number < 1) {
            throw new IllegalArgumentException("attempt.number: expected 1 or more, found " + number);
        }
    }

    /** Returns whether nobody knows if the message arrived. */
    public boolean inDoubt() {
        return outcome.isEmpty();
    }
}
