package io.jenkins.plugins.releasechecklist.engine.record;

import java.time.Instant;

/**
 * One line of the log.
 *
 * @param seq 1 for the first event, without gaps
 * @param at when, to the millisecond
 * @param actor who
 * @param data what
 * @param prev SHA-256 of the line before, in lower-case hex; {@link HashChain#GENESIS} in the first event
 */
public record Event(long seq, Instant at, Actor actor, ReleaseEvent data, String prev) {}
