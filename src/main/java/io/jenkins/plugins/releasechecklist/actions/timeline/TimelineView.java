package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What happened, the latest first: one page of it. Only the events that it shows are read.
 *
 * @param filter which events it shows
 * @param filters all filters
 * @param entries one for each event; samples, and cases of test reports, that follow each other are one entry
 * @param latest whether the latest events are on this page
 * @param earlier how many events are before those of this page
 * @param before the first event of this page: the page before ends before it
 */
public record TimelineView(
        TimelineFilter filter,
        List<TimelineFilter> filters,
        List<EntryView> entries,
        boolean latest,
        long earlier,
        long before)
        implements PageFragment {
    /** How many entries a page shows. */
    static final int ENTRIES = 25;

    public TimelineView {
        filters = List.copyOf(filters);
        entries = List.copyOf(entries);
    }

    public static TimelineView of(Release release, ReleaseRecord record, PageQuery query, UtcTimeFormat moments)
            throws IOException {
        Sentences sentences = new Sentences(release);
        List<List<Event>> groups = TimelineBuilder.read(record, query.filter().kinds(), query.before(), ENTRIES);
        long first = groups.isEmpty() ? 0 : groups.get(groups.size() - 1).get(0).seq();
        return new TimelineView(
                query.filter(),
                Arrays.asList(TimelineFilter.values()),
                groups.stream()
                        .map(group -> tell(group, sentences)
                                .entry(last(group).seq(), moments.of(last(group).at())))
                        .toList(),
                query.isLatest(),
                record.count(query.filter().kinds(), first),
                first);
    }

    /** What happened since, in at most two sentences; empty when the reader knows nothing yet, or everything. */
    public static String news(Release release, ReleaseRecord record, long since) throws IOException {
        if (since <= 0 || since >= release.seq()) {
            return "";
        }
        Sentences sentences = new Sentences(release);
        List<List<Event>> groups =
                TimelineBuilder.read(record, TimelineFilter.EVERYTHING.kinds(), Long.MAX_VALUE, 2).stream()
                        .filter(group -> last(group).seq() > since)
                        .toList();
        long untold =
                groups.isEmpty() ? 0 : groups.get(groups.size() - 1).get(0).seq() - 1 - since;
        String latest = groups.isEmpty() ? "" : tell(groups.get(0), sentences).text();
        if (groups.size() < 2) {
            return latest;
        }
        String before = tell(groups.get(1), sentences).text();
        return Messages.TimelineView_news(before, latest, Math.max(0, untold));
    }

    private static Sentence tell(List<Event> group, Sentences sentences) {
        return GroupSentences.of(group).orElseGet(() -> sentences.of(last(group)));
    }

    private static Event last(List<Event> group) {
        return group.get(group.size() - 1);
    }
}
