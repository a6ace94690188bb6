package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The incident of a release.
 *
 * @param environment where it is
 * @param reason what happened
 * @param opened when its part of the checklist appeared
 * @param ended when the last item of that part was done; empty while one is open
 * @param actionItems what is to be done so that it does not happen again
 */
public record Incident(
        Optional<String> environment,
        String reason,
        Instant opened,
        Optional<Instant> ended,
        List<ActionItem> actionItems) {
    public Incident {
        actionItems = List.copyOf(actionItems);
    }

    static Incident opened(Event event, ReleaseEvent.IncidentOpened how) {
        return new Incident(how.environment(), how.reason(), event.at(), Optional.empty(), List.of());
    }

    /** The same with other action items. */
    Incident with(List<ActionItem> items) {
        return new Incident(environment, reason, opened, ended, items);
    }

    /** The same after its end; the first end counts. */
    Incident endedAt(Instant at) {
        return new Incident(environment, reason, opened, ended.or(() -> Optional.of(at)), actionItems);
    }
}
