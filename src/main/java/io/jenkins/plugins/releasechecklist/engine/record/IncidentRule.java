package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;

/**
 * When an incident is over: as soon as all items of its part of the checklist are done that the release needs, or all of them
 * where it needs none.
 */
final class IncidentRule {
    private IncidentRule() {}

    /** Whether such changes can end the incident of the release, if it has one. */
    static boolean mayEnd(Release before, List<EventDraft> drafts) {
        return before.incident().filter(incident -> incident.ended().isEmpty()).isPresent()
                && drafts.stream().map(EventDraft::data).anyMatch(IncidentRule::mayComplete);
    }

    private static boolean mayComplete(ReleaseEvent data) {
        return data instanceof ReleaseEvent.ItemSigned
                || data instanceof ReleaseEvent.ItemMarked
                || data instanceof ReleaseEvent.RunFinished
                || data instanceof ReleaseEvent.GateSettled;
    }

    /** Whether nothing is left to be done about the incident of the release. */
    static boolean isOver(Release release) {
        List<String> sections = release.checklist().sections().stream()
                .filter(Section::incident)
                .map(Section::id)
                .toList();
        List<ItemState> all = release.items().stream()
                .filter(item -> sections.contains(item.section()))
                .toList();
        List<ItemState> needed = all.stream().filter(ItemState::required).toList();
        List<ItemState> deciding = needed.isEmpty() ? all : needed;
        return !deciding.isEmpty() && deciding.stream().allMatch(ItemState::isDone);
    }
}
