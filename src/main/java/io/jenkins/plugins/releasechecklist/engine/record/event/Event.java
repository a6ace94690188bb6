package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import java.time.Instant;

/**
 * One line of the log.
 *
 * @param seq 1 for the first event, without gaps
 * @param at when, to the millisecond
 * @param actor who
 * @param data what
 * @param prev SHA-256 of the line before, in lower-case hex; {@link HashChain#GENESIS} in the first event
 * @since the first release
 */
public record Event(long seq, Instant at, Actor actor, ReleaseEvent data, String prev) {
    public Event {
        if (seq < 1) {
            throw new IllegalArgumentException("Expected an event number of 1 or more, found " + seq);
        }
    }
}
