package io.jenkins.plugins.releasechecklist.engine.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The log in its file: one event a line, only ever appended to. Not thread-safe; {@link ReleaseRecord} holds the lock. */
final class EventLog {
    private final RecordFile file;
    /** Where each whole line starts. */
    private long[] starts = new long[64];

    private int count;
    /** Bytes of all whole lines; what follows them is a torn tail. */
    private long whole;
    /** Bytes of the file as we know it. */
    private long size;

    private Optional<RecordFile.Stamp> stamp = Optional.empty();
    /** Hash of the last line: what the next event has to name. */
    private String head = HashChain.GENESIS;

    private Optional<Damage> damage = Optional.empty();
    /** Where the log ended when it was last known to be good: what it has to hold for ever. */
    private End known = new End(0, HashChain.GENESIS);

    EventLog(RecordFile file) {
        this.file = file;
    }

    /** Reads the whole file once and hands over every event up to the first damage. Only one or two lines are hashed. */
    void load(Consumer<Event> sink) throws IOException {
        stamp = file.stamp();
        byte[] bytes = file.read();
        count = 0;
        whole = 0;
        size = bytes.length;
        damage = Optional.empty();
        List<byte[]> lines = Lines.of(bytes);
        for (byte[] line : lines) {
            Optional<Event> event = damage.isPresent() ? Optional.empty() : decode(line);
            remember(line);
            event.ifPresent(sink);
        }
        head = count == 0 ? HashChain.GENESIS : HashChain.hash(lines.get(count - 1));
        if (damage.isEmpty() && count < known.seq()) {
            damage = Optional.of(new Damage(
                    count + 1L,
                    "it was there, and the record now ends " + (count == 0 ? "before it" : "after " + count)));
        }
        if (damage.isEmpty()) {
            known = new End(count, head);
        }
    }

    /** Whether somebody else changed the file since it was loaded or last appended to. */
    boolean isStale() throws IOException {
        return !file.stamp().equals(stamp);
    }

    boolean isTorn() {
        return size > whole;
    }

    Optional<Damage> damage() {
        return damage;
    }

    /** Hashes every line and compares it with what the next one says about it. */
    Optional<Damage> verify() throws IOException {
        String expected = HashChain.GENESIS;
        long seq = 0;
        for (byte[] line : Lines.of(file.read())) {
            seq++;
            Optional<Damage> found = verify(line, seq, expected);
            if (found.isPresent()) {
                return found;
            }
            expected = HashChain.hash(line);
        }
        return seq == count && expected.equals(head)
                ? Optional.empty()
                : Optional.of(new Damage(Math.max(1, seq), "it is not the event that was written last"));
    }

    /** The events after the given number, read again from the file. */
    List<Event> read(long after) throws IOException {
        long last = damage.map(found -> Math.min(count, found.event() - 1)).orElse((long) count);
        if (after >= last) {
            return List.of();
        }
        long from = starts[Math.toIntExact(Math.max(0, after))];
        long to = last < count ? starts[Math.toIntExact(last)] : whole;
        List<Event> events = new ArrayList<>();
        for (byte[] line : Lines.of(file.read(from, to))) {
            events.add(EventCodec.decode(line));
        }
        return List.copyOf(events);
    }

    /**
     * Appends what happened and returns when it is on disk. A torn tail is cut off first.
     *
     * @return the events as they will be read again, so that what follows from them now follows from them for ever
     * @throws IllegalArgumentException when one of them is not whole, so that it could not be read again; nothing is written
     */
    List<Event> append(List<ReleaseRecord.Draft> drafts, InstantSource clock) throws IOException {
        List<Event> events = new ArrayList<>();
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String prev = head;
        for (ReleaseRecord.Draft draft : drafts) {
            long seq = count + events.size() + 1L;
            byte[] line = EventCodec.encode(
                    new Event(seq, clock.instant().truncatedTo(ChronoUnit.MILLIS), draft.actor(), draft.data(), prev));
            events.add(readAgain(line));
            prev = HashChain.hash(line);
            lines.add(line);
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        file.write(whole, size, bytes.toByteArray());
        lines.forEach(this::remember);
        size = whole;
        head = prev;
        known = new End(count, head);
        stamp = stampNow();
        return events;
    }

    /** Nothing where the file system does not answer: what was appended is on disk, and the next look reads it again. */
    private Optional<RecordFile.Stamp> stampNow() {
        try {
            return file.stamp();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Event readAgain(byte[] line) {
        try {
            return EventCodec.decode(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("This cannot be recorded: " + e.getMessage(), e);
        }
    }

    private Optional<Event> decode(byte[] line) {
        long expected = count + 1L;
        try {
            Event event = EventCodec.decode(line);
            damage = event.seq() == expected ? change(line, expected) : Optional.of(wrongNumber(expected, event));
            return damage.isPresent() ? Optional.empty() : Optional.of(event);
        } catch (IOException e) {
            damage = Optional.of(new Damage(expected, e.getMessage()));
        }
        return Optional.empty();
    }

    private static Optional<Damage> verify(byte[] line, long seq, String expected) {
        try {
            Event event = EventCodec.decode(line);
            if (event.seq() != seq) {
                return Optional.of(wrongNumber(seq, event));
            }
            return event.prev().equals(expected)
                    ? Optional.empty()
                    : Optional.of(
                            new Damage(Math.max(1, seq - 1), "its hash is not the one that the next event names"));
        } catch (IOException e) {
            return Optional.of(new Damage(seq, e.getMessage()));
        }
    }

    private static Damage wrongNumber(long expected, Event found) {
        return new Damage(expected, "expected number " + expected + ", found " + found.seq());
    }

    /** A chain does not tell when its end was changed. Whoever saw that end before does. */
    private Optional<Damage> change(byte[] line, long seq) {
        return seq != known.seq() || HashChain.hash(line).equals(known.hash())
                ? Optional.empty()
                : Optional.of(new Damage(seq, "it is not the event that was written"));
    }

    private void remember(byte[] line) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = whole;
        whole += line.length + 1L;
    }

    /**
     * An end of the log.
     *
     * @param seq the number of the last event
     * @param hash the hash of its line
     */
    private record End(long seq, String hash) {}
}
