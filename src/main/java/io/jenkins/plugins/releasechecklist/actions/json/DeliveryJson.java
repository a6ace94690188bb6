package io.jenkins.plugins.releasechecklist.actions.json;

import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;

/**
 * One message to one channel.
 *
 * @param channel the name of the channel
 * @param status one of the names of {@code DeliveryStatus}
 * @param attempts how often it was sent
 * @param event what it tells, such as {@code release.announced}
 */
public record DeliveryJson(String channel, String status, int attempts, String event) {

    /** The answer for a delivery. */
    static DeliveryJson of(DeliveryState state) {
        return new DeliveryJson(
                state.channel(),
                state.status().name(),
                state.attempts(),
                state.message().event().wireName());
    }
}
