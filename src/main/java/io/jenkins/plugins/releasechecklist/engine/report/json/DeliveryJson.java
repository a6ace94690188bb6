package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import java.util.List;

/**
 * One message to one channel.
 *
 * @param id the stable id, as in {@code POST deliveries/ID/resend}
 * @param channel the name of the channel
 * @param audiences for whom the channel hears of it
 * @param status one of the names of {@code DeliveryStatus}
 * @param attempts how often it was sent
 * @param event what it tells, such as {@code release.announced}
 */
public record DeliveryJson(
        String id, String channel, List<String> audiences, String status, int attempts, String event) {
    public DeliveryJson {
        audiences = List.copyOf(audiences);
    }

    public static DeliveryJson of(DeliveryState state) {
        return new DeliveryJson(
                state.delivery(),
                state.channel(),
                state.audiences(),
                state.status().name(),
                state.attempts(),
                state.message().event().wireName());
    }
}
