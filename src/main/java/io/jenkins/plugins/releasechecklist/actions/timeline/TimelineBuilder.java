package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads the events of a record from the latest to the first, and no more of them than are told. */
final class TimelineBuilder {
    /** The most events that are read at once, because a single entry can tell thousands. */
    private static final int MOST_EVENTS = 1000;

    private static final int MORE = 100;

    private TimelineBuilder() {}

    /**
     * Events that are told together, the latest first; in each group they are in order. The last group may begin with a later event
     * than it would if more were read.
     *
     * @param before only events before this number
     * @param most how many groups
     */
    static List<List<Event>> read(ReleaseRecord record, Set<EventKind> kinds, long before, int most)
            throws IOException {
        List<List<Event>> groups = new ArrayList<>();
        long next = before;
        int budget = MOST_EVENTS;
        int chunk = most + 1;
        while (budget > 0 && groups.size() <= most) {
            List<Event> events = record.last(kinds, next, Math.min(chunk, budget));
            if (events.isEmpty()) {
                break;
            }
            for (int at = events.size() - 1; at >= 0; at--) {
                add(groups, events.get(at));
            }
            next = events.get(0).seq();
            budget -= events.size();
            chunk = MORE;
        }
        groups.forEach(Collections::reverse);
        return groups.subList(0, Math.min(most, groups.size()));
    }

    private static void add(List<List<Event>> groups, Event earlier) {
        List<Event> group = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
        if (!group.isEmpty() && GroupSentences.belong(earlier, group.get(group.size() - 1))) {
            group.add(earlier);
        } else {
            groups.add(new ArrayList<>(List.of(earlier)));
        }
    }
}
