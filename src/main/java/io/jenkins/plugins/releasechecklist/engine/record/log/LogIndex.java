package io.jenkins.plugins.releasechecklist.engine.record.log;

import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Where each whole line of a log starts, and what it is about. Events are counted from 1. Not thread-safe. */
final class LogIndex {
    private static final EventKind[] KINDS = EventKind.values();

    private long[] starts = new long[64];
    private byte[] kinds = new byte[64];
    private int count;
    private long end;

    /** Forgets everything. */
    void clear() {
        count = 0;
        end = 0;
    }

    /** The next line, without its line break. */
    void add(byte[] line, EventKind kind) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        starts[count] = end;
        kinds[count++] = (byte) kind.ordinal();
        end += line.length + 1L;
    }

    /** How many lines there are. */
    int count() {
        return count;
    }

    /** Bytes of all lines. */
    long end() {
        return end;
    }

    /** Where the line of the event starts; the end of all lines for the event after the last one. */
    long start(long seq) {
        return seq > count ? end : starts[Math.toIntExact(seq - 1)];
    }

    /** How many of the events before the given one are of these kinds. */
    long count(Set<EventKind> wanted, long before) {
        long found = 0;
        for (long seq = Math.min(before - 1, count); seq >= 1; seq--) {
            found += isOf(wanted, seq) ? 1 : 0;
        }
        return found;
    }

    /** The last events of these kinds before the given one, at most so many: as ranges of events that follow each other, in order. */
    List<Range> last(Set<EventKind> wanted, long before, int most) {
        List<Range> ranges = new ArrayList<>();
        int found = 0;
        for (long seq = Math.min(before - 1, count); seq >= 1 && found < most; seq--) {
            if (isOf(wanted, seq)) {
                found++;
                if (!ranges.isEmpty() && ranges.get(0).first() == seq + 1) {
                    ranges.set(0, new Range(seq, ranges.get(0).last()));
                } else {
                    ranges.add(0, new Range(seq, seq));
                }
            }
        }
        return ranges;
    }

    private boolean isOf(Set<EventKind> wanted, long seq) {
        return wanted.contains(KINDS[kinds[Math.toIntExact(seq - 1)]]);
    }

    /**
     * Events that follow each other.
     *
     * @param first the number of the first
     * @param last the number of the last
     */
    record Range(long first, long last) {}
}
