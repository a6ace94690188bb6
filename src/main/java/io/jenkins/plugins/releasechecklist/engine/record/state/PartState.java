package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.PartTick;
import java.time.Instant;
import java.util.Optional;

/**
 * A part of an item as it stands.
 *
 * @param part what it is
 * @param done whether somebody ticked it
 * @param actor who did; empty when nobody did
 * @param at when
 */
public record PartState(Part part, boolean done, Optional<Actor> actor, Optional<Instant> at) {
    static PartState of(Part part, Optional<PartTick> tick) {
        return new PartState(part, tick.isPresent(), tick.flatMap(PartTick::actor), tick.flatMap(PartTick::at));
    }
}
