package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import java.util.Optional;

/**
 * A part of an item.
 *
 * @param id unique among the parts of the item
 * @param title the line as people read it
 * @param url where more about it is; null when nowhere
 * @param done whether somebody ticked it
 * @param actor the user id of who did; null when nobody did
 * @param at when that was, in UTC (ISO-8601); null when nobody did
 */
public record PartJson(
        String id, String title, Optional<String> url, boolean done, Optional<String> actor, Optional<String> at) {
    static PartJson of(PartState state) {
        return new PartJson(
                state.part().id(),
                state.part().title(),
                state.part().url(),
                state.done(),
                state.actor().map(Actor::id),
                state.at().map(Object::toString));
    }
}
