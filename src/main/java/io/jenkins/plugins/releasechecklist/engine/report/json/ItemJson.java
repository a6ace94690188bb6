package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;

/**
 * One item of the checklist; also the answer to a sign-off.
 *
 * @param id unique in the checklist
 * @param section the id of its section
 * @param title the line as people read it
 * @param status one of the names of {@code ItemStatus}
 * @param required whether this release cannot do without it
 * @param owners the roles that answer for it
 * @param actor the user id, or the name of the step, that brought the item to its status; null when nobody did
 * @param at when that was, in UTC (ISO-8601); null when nobody did
 * @param note what was said, or why the item failed; null when nothing was said
 * @param evidence addresses
 * @param parts its parts, in the order of the list
 */
public record ItemJson(
        String id,
        String section,
        String title,
        String status,
        boolean required,
        List<String> owners,
        Optional<String> actor,
        Optional<String> at,
        Optional<String> note,
        List<String> evidence,
        List<PartJson> parts) {

    public static ItemJson of(ItemState state) {
        return new ItemJson(
                state.item().id(),
                state.section(),
                state.item().title(),
                state.status().name(),
                state.required(),
                state.item().owners(),
                state.actor().map(Actor::id),
                state.at().map(Object::toString),
                state.note().map(Phrase::text),
                state.evidence(),
                state.parts().stream().map(PartJson::of).toList());
    }

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
}
