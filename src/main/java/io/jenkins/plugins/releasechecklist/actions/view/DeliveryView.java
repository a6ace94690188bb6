package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;

/**
 * One message to one channel.
 *
 * @param title what it tells
 * @param channel the name of the channel
 * @param status where it stands
 * @param attempts how often it was sent
 * @param inDoubt whether it was sent again although an earlier attempt may have arrived
 * @param reason why it failed, or what the receiver said; empty when nothing is known
 */
public record DeliveryView(
        String title, String channel, StatusView status, int attempts, boolean inDoubt, String reason) {
    static DeliveryView of(DeliveryState state) {
        return new DeliveryView(
                state.message().title(),
                state.channel(),
                StatusView.of(state.status()),
                state.attempts(),
                state.inDoubt(),
                state.reason().orElse(""));
    }
}
