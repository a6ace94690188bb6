package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;

/**
 * The incident of a release.
 *
 * @param environment where it is; null when nobody said it
 * @param reason what happened
 * @param opened when it was opened, in UTC (ISO-8601)
 * @param ended when it ended; null while it is open
 * @param rootCause what was said about it; null while nothing was
 * @param actionItems what is to be done
 */
public record IncidentJson(
        Optional<String> environment,
        String reason,
        String opened,
        Optional<String> ended,
        Optional<String> rootCause,
        List<ActionItem> actionItems) {
    public static IncidentJson of(Release release, Incident incident) {
        return new IncidentJson(
                incident.environment(),
                incident.reason(),
                incident.opened().toString(),
                incident.ended().map(Object::toString),
                release.item(ItemIds.ROOT_CAUSE)
                        .filter(ItemState::isDone)
                        .flatMap(ItemState::note)
                        .map(Phrase::text),
                incident.actionItems());
    }
}
