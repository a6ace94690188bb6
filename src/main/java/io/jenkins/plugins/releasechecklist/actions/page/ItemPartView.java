package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;

/**
 * A part of an item.
 *
 * @param id unique among the parts of the item
 * @param title the line as people read it
 * @param more a link to more about it; without an address where there is none
 * @param done whether somebody ticked it
 * @param who who did; empty when nobody did
 * @param when when that was
 */
public record ItemPartView(String id, String title, LinkView more, boolean done, String who, MomentView when) {
    static ItemPartView of(PartState state, UtcTimeFormat moments) {
        return new ItemPartView(
                state.part().id(),
                state.part().title(),
                LinkView.to(state.part().title(), state.part().url().orElse("")),
                state.done(),
                state.actor().map(Actor::name).orElse(""),
                moments.of(state.at()));
    }
}
