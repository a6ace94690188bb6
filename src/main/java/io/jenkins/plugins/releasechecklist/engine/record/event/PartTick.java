package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A part of an item that is done.
 *
 * @param part its id
 * @param actor who ticked it
 * @param at when
 */
public record PartTick(String part, Optional<Actor> actor, Optional<Instant> at) {}
