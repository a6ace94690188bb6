package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.ReleaseProjection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * When an incident is over: as soon as all items of its part of the checklist are done that the release needs, or all of them
 * where it needs none.
 */
final class IncidentRule {
    private final ReleaseProjection ahead = new ReleaseProjection();
    private final Instant now;

    /** @param past all events so far */
    IncidentRule(List<Event> past, Instant now) {
        past.forEach(ahead::apply);
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

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

    /** The changes, with the end of the incident and what belongs to that, if nothing is left to be done after them. */
    List<EventDraft> complete(List<EventDraft> drafts, Function<Release, List<ReleaseEvent>> more) {
        List<EventDraft> all = new ArrayList<>(drafts);
        drafts.forEach(this::foresee);
        if (isOver(ahead.snapshot(Optional.empty(), false))) {
            EventDraft end = new EventDraft(drafts.get(drafts.size() - 1).actor(), new ReleaseEvent.IncidentEnded());
            all.add(end);
            foresee(end);
            more.apply(ahead.snapshot(Optional.empty(), false))
                    .forEach(event -> all.add(new EventDraft(Actor.SYSTEM, event)));
        }
        return all;
    }

    private void foresee(EventDraft draft) {
        ahead.apply(new Event(ahead.seq() + 1, now, draft.actor(), draft.data(), HashChain.GENESIS));
    }

    /** Whether nothing is left to be done about the incident of the release. */
    private static boolean isOver(Release release) {
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
