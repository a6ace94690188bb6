package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The deliveries of announcements while their events come in. */
final class DeliveryProjection {
    private final Map<String, DeliveryState> deliveries = new LinkedHashMap<>();

    /** Nobody sends any more what a run that was aborted had planned; somebody may have it sent again by hand. */
    void abandon(String run, String reason) {
        deliveries.replaceAll(
                (id, state) -> state.isOpen() && state.run().equals(run) ? state.abandoned(reason) : state);
    }

    /** In the order in which they were planned. */
    List<DeliveryState> states() {
        return List.copyOf(deliveries.values());
    }

    /** A delivery is planned once; what is said about one that was not planned has no effect. */
    void apply(Event event) {
        ReleaseEvent data = event.data();
        if (data instanceof ReleaseEvent.DeliveryPlanned it) {
            deliveries.putIfAbsent(it.delivery(), DeliveryState.planned(it));
        } else if (data instanceof ReleaseEvent.DeliveryAttempted it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.attempted(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliveryAnswered it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.answered(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliverySettled it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.settled(it));
        } else if (data instanceof ReleaseEvent.DeliveryRequested it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.requested(event.actor()));
        }
    }
}
