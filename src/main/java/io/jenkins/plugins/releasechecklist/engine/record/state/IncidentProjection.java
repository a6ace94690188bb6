package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.util.Optional;

/** The incident while its events come in. */
final class IncidentProjection {
    private Optional<Incident> incident = Optional.empty();

    Optional<Incident> state() {
        return incident;
    }

    /** Whether the event opens another incident after one that is over; while one is open, it is the same one. */
    boolean isAnother(Event event) {
        return event.data() instanceof ReleaseEvent.IncidentOpened
                && incident.flatMap(Incident::ended).isPresent();
    }

    /** Takes an event, and says whether it is about the incident. */
    boolean apply(Event event) {
        if (event.data() instanceof ReleaseEvent.IncidentOpened it) {
            if (incident.isEmpty() || isAnother(event)) {
                incident = Optional.of(Incident.opened(event, it));
            }
        } else if (event.data() instanceof ReleaseEvent.ActionItemsRecorded it) {
            incident = incident.map(known -> known.with(it.items()));
        } else if (event.data() instanceof ReleaseEvent.IncidentEnded) {
            incident = incident.map(known -> known.endedAt(event.at()));
        } else {
            return false;
        }
        return true;
    }
}
