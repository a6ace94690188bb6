package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The incident of a release.
 *
 * @param environment where it is
 * @param why what happened
 * @param opened when its part of the checklist appeared
 * @param ended when the last item of that part was done; empty while one is open
 * @param actionItems what is to be done so that it does not happen again
 */
public record Incident(
        Optional<String> environment,
        Phrase why,
        Instant opened,
        Optional<Instant> ended,
        List<ActionItem> actionItems) {
    public Incident {
        actionItems = List.copyOf(actionItems);
    }

    /** What happened, in English. */
    public String reason() {
        return why.text();
    }

    /** The incident after the event. While one is open, it stays the same one; the first end counts. */
    static Optional<Incident> after(Event event, Optional<Incident> before) {
        if (event.data() instanceof ReleaseEvent.IncidentOpened it) {
            return before.filter(known -> known.ended().isEmpty())
                    .or(() -> Optional.of(
                            new Incident(it.environment(), it.why(), event.at(), Optional.empty(), List.of())));
        }
        if (event.data() instanceof ReleaseEvent.ActionItemsRecorded it) {
            return before.map(known -> known.with(known.ended(), it.items()));
        }
        return event.data() instanceof ReleaseEvent.IncidentEnded
                ? before.map(known -> known.with(known.ended().or(() -> Optional.of(event.at())), known.actionItems()))
                : before;
    }

    private Incident with(Optional<Instant> end, List<ActionItem> items) {
        return new Incident(environment, why, opened, end, items);
    }
}
