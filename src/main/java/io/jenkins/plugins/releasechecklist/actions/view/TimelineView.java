package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.engine.record.Event;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happened, the latest first.
 *
 * @param entries one for each event; samples, and cases of test reports, that follow each other are one entry
 * @param left how many older entries are left out of the page; the record has them all
 */
public record TimelineView(List<EntryView> entries, int left) implements Part {
    /** How many entries a page shows. A browser has to lay them out again at every change. */
    static final int MOST = 500;

    private static final int RECENT = 12;

    public TimelineView {
        entries = List.copyOf(entries);
    }

    /** The entries that are read first. */
    public List<EntryView> recent() {
        return entries.subList(0, Math.min(RECENT, entries.size()));
    }

    /** The entries before those. */
    public List<EntryView> older() {
        return entries.subList(Math.min(RECENT, entries.size()), entries.size());
    }

    /** The sentence about the latest event; empty when nothing happened yet. */
    public String latest() {
        return entries.isEmpty() ? "" : entries.get(0).text();
    }

    static TimelineView of(Release release, List<Event> events, Moments moments) {
        Sentences sentences = new Sentences(release);
        List<EntryView> entries = new ArrayList<>();
        int begin = 0;
        while (begin < events.size()) {
            int end = begin + 1;
            while (end < events.size() && GroupSentences.belong(events.get(begin), events.get(end))) {
                end++;
            }
            Event last = events.get(end - 1);
            Sentence sentence = GroupSentences.of(events.subList(begin, end)).orElseGet(() -> sentences.of(last));
            entries.add(sentence.entry(last.seq(), moments.of(last.at())));
            begin = end;
        }
        Collections.reverse(entries);
        int shown = Math.min(entries.size(), MOST);
        return new TimelineView(entries.subList(0, shown), entries.size() - shown);
    }
}
