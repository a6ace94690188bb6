package io.jenkins.plugins.releasechecklist.engine.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deliveries of announcements while their events come in. */
final class DeliveryFold {
    private final Map<String, DeliveryState> deliveries = new LinkedHashMap<>();

    /** In the order in which they were planned. */
    List<DeliveryState> states() {
        return List.copyOf(deliveries.values());
    }

    /** A delivery is planned once; what is said about one that was not planned has no effect. */
    void apply(Event event) {
        ReleaseEvent data = event.data();
        if (data instanceof ReleaseEvent.DeliveryPlanned it) {
            deliveries.putIfAbsent(
                    it.delivery(),
                    new DeliveryState(
                            it.delivery(),
                            it.run(),
                            it.channel(),
                            it.message(),
                            DeliveryStatus.PLANNED,
                            List.of(),
                            Optional.empty()));
        } else if (data instanceof ReleaseEvent.DeliveryAttempted it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.attempted(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliveryAnswered it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.answered(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliverySettled it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.settled(it));
        }
    }
}
