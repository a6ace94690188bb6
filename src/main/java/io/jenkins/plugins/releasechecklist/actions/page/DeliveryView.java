package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;

/**
 * One message to one channel.
 *
 * @param id its stable id
 * @param title what it tells
 * @param channel the name of the channel
 * @param audiences for whom the channel hears of it; empty where the channel itself was named
 * @param status where it stands
 * @param attempts how often it was sent
 * @param inDoubt whether it was sent again although an earlier attempt may have arrived
 * @param reason why it failed, or what the receiver said; empty when nothing is known
 * @param requestedBy who had it sent again; empty when nobody did
 * @param resendable whether the viewer may have it sent again
 */
public record DeliveryView(
        String id,
        String title,
        String channel,
        String audiences,
        StatusView status,
        int attempts,
        boolean inDoubt,
        String reason,
        String requestedBy,
        boolean resendable) {

    /**
     * The message for a viewer.
     *
     * @param open whether the record takes requests
     */
    static DeliveryView of(DeliveryState state, Viewer viewer, boolean open) {
        boolean speaks = viewer.mayApprove()
                && (viewer.approver().unattributed()
                        || !viewer.approver().roles().isEmpty());
        return new DeliveryView(
                state.delivery(),
                state.message().title(),
                state.channel(),
                String.join(", ", state.audiences()),
                StatusView.of(state.status()),
                state.attempts(),
                state.inDoubt(),
                state.reason().orElse(""),
                state.requestedBy().map(Actor::name).orElse(""),
                open && speaks && state.status() == DeliveryStatus.FAILED);
    }
}
