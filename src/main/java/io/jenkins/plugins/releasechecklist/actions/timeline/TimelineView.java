package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happened, the latest first: one page of it. Only the events that it shows are read.
 *
 * @param filter which events it shows
 * @param entries one for each event; samples, and cases of test reports, that follow each other are one entry, and so is what became of
 *     a message
 * @param latest whether the latest events are on this page
 * @param earlier how many events are before those of this page
 * @param before the first event of this page: the page before ends before it
 * @param at what the addresses of its pages have to say of the moment that is shown; empty for now
 */
public record TimelineView(
        TimelineFilter filter, List<TimelineEntry> entries, boolean latest, long earlier, long before, String at) {
    /** How many entries a page shows. */
    static final int ENTRIES = 25;

    /** The most events that are read at once, because a single entry can tell thousands. */
    private static final int MOST_EVENTS = 1000;

    private static final int MORE = 100;

    public TimelineView {
        entries = List.copyOf(entries);
    }

    /** The entries by day, for a reader. */
    public Map<String, List<TimelineEntry>> days(UtcTimeFormat moments) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> moments.day(entry.at()), LinkedHashMap::new, Collectors.toList()));
    }

    /** All filters. */
    public List<TimelineFilter> filters() {
        return List.of(TimelineFilter.values());
    }

    public static TimelineView of(Release release, ReleaseRecord record, PageQuery query) throws IOException {
        Sentences sentences = new Sentences(release);
        List<List<Event>> groups = read(record, query.filter().kinds, query.before(), ENTRIES);
        long first =
                groups.stream().mapToLong(group -> group.get(0).seq()).min().orElse(0);
        return new TimelineView(
                query.filter(),
                groups.stream()
                        .map(group -> new TimelineEntry(
                                last(group).seq(),
                                last(group).at(),
                                sentences.of(group),
                                Wording.authentication(last(group).actor().authentication())))
                        .toList(),
                query.isLatest(),
                record.count(query.filter().kinds, first),
                first,
                query.at() == 0 ? "" : "&at=" + query.at());
    }

    /** What happened since, in at most two sentences; empty when the reader knows nothing yet, or everything. */
    public static String news(Release release, ReleaseRecord record, long since) throws IOException {
        if (since <= 0 || since >= release.seq()) {
            return "";
        }
        Sentences sentences = new Sentences(release);
        List<List<Event>> groups = read(record, TimelineFilter.EVERYTHING.kinds, Long.MAX_VALUE, 2).stream()
                .filter(group -> last(group).seq() > since)
                .toList();
        if (groups.size() < 2) {
            return groups.isEmpty() ? "" : sentences.of(groups.get(0)).text();
        }
        long told = groups.stream()
                .flatMap(List::stream)
                .filter(event -> event.seq() > since)
                .count();
        return Messages.TimelineView_news(
                sentences.of(groups.get(1)).text(), sentences.of(groups.get(0)).text(), release.seq() - since - told);
    }

    private static <T> T last(List<T> group) {
        return group.get(group.size() - 1);
    }

    /**
     * Events that are told together, the latest first; in each group they are in order. The last group may begin with a later event
     * than it would if more were read.
     *
     * @param before only events before this number
     * @param most how many groups
     */
    private static List<List<Event>> read(ReleaseRecord record, Set<EventKind> kinds, long before, int most)
            throws IOException {
        List<List<Event>> groups = new ArrayList<>();
        long next = before;
        int budget = MOST_EVENTS;
        int chunk = most + 1;
        boolean full = false;
        while (budget > 0 && !full) {
            List<Event> events = record.last(kinds, next, Math.min(chunk, budget));
            if (events.isEmpty()) {
                break;
            }
            for (int at = events.size() - 1; at >= 0 && !full; at--) {
                full = !add(groups, events.get(at), most);
            }
            next = events.get(0).seq();
            budget -= events.size();
            chunk = MORE;
        }
        groups.forEach(Collections::reverse);
        return groups;
    }

    /** @return whether there was room for it */
    private static boolean add(List<List<Event>> groups, Event earlier, int most) {
        Optional<List<Event>> group = groups.stream()
                .filter(known -> known == last(groups)
                                && Sentences.belong(earlier.data(), last(known).data())
                        || Sentences.prepares(earlier.data(), last(known).data()))
                .reduce((later, before) -> before);
        group.ifPresent(known -> known.add(earlier));
        return group.isPresent() || groups.size() < most && groups.add(new ArrayList<>(List.of(earlier)));
    }

    /**
     * One entry.
     *
     * @param seq the number of the event, or of the last one where several are told together
     * @param at when it happened
     * @param what what happened, as a sentence with symbol and colour
     * @param authentication how the person behind it proved who it is; empty when that is not known, or nobody is behind it
     */
    public record TimelineEntry(long seq, Instant at, StatusView what, String authentication) {
        /** The sentence. */
        String text() {
            return what.text();
        }
    }

    /** Which events the timeline shows. */
    public enum TimelineFilter {
        EVERYTHING("everything", EnumSet.allOf(EventKind.class), Messages::TimelineFilter_everything),
        DECISIONS("decisions", EnumSet.of(EventKind.DECISION), Messages::TimelineFilter_decisions),
        SIGN_OFFS("sign-offs", EnumSet.of(EventKind.SIGN_OFF), Messages::TimelineFilter_signOffs),
        RUNS("runs", EnumSet.of(EventKind.RUN), Messages::TimelineFilter_runs),
        MESSAGES("messages", EnumSet.of(EventKind.MESSAGE), Messages::TimelineFilter_messages);

        private final String id;
        private final Set<EventKind> kinds;
        private final Supplier<String> text;

        TimelineFilter(String id, Set<EventKind> kinds, Supplier<String> text) {
            this.id = id;
            this.kinds = kinds;
            this.text = text;
        }

        /** The filter of an address; everything where it names none. */
        static TimelineFilter named(String id) {
            return Arrays.stream(values())
                    .filter(filter -> filter.id.equals(id))
                    .findFirst()
                    .orElse(EVERYTHING);
        }

        /** What an address calls it. */
        public String id() {
            return id;
        }

        /** What people call it. */
        public String text() {
            return text.get();
        }
    }

    /**
     * What an address asks of the page.
     *
     * @param filter which events the timeline shows
     * @param before the timeline shows events before this number only; {@link Long#MAX_VALUE} for the latest
     * @param since the last event that the reader knows; 0 when the page is opened
     * @param at the event after which the release is shown; 0 for now
     */
    public record PageQuery(TimelineFilter filter, long before, long since, long at) {
        /** The page as it is opened. */
        public static final PageQuery LATEST = of(null, null, null);

        /** The parameters of an address, each null when it is not there; what cannot be understood counts as not there. */
        public static PageQuery of(String show, String before, String since) {
            return new PageQuery(TimelineFilter.named(show), number(before, Long.MAX_VALUE), number(since, 0), 0);
        }

        /** The same of the release after an event; of the last one where there is no such event. */
        public PageQuery at(String number, Release now) {
            long event = Math.min(number(number, 0), now.seq());
            return event == 0 ? this : new PageQuery(filter, Math.min(before, event + 1), since, event);
        }

        private static long number(String text, long otherwise) {
            return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
        }

        /** Whether the timeline shows the latest events. */
        boolean isLatest() {
            return before == (at == 0 ? Long.MAX_VALUE : at + 1);
        }
    }
}
