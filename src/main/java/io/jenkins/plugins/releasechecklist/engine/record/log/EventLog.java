package io.jenkins.plugins.releasechecklist.engine.record.log;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The log in its file: one event a line, only ever appended to. Not thread-safe; {@link ReleaseRecord} holds the lock. */
public final class EventLog {
    /** How long readers go without the whole hash chain being read again. */
    private static final Duration TRUST = Duration.ofMinutes(10);

    /** File systems tell times so coarsely: of two changes that follow each other sooner, the second may not show. */
    private static final Duration COARSE = Duration.ofMillis(100);

    private final RecordFile file;
    /** All whole lines; what follows them is a torn tail. */
    private final LogIndex index = new LogIndex();
    /** Bytes of the file as we know it. */
    private long size;

    private Optional<RecordFile.Stamp> stamp = Optional.empty();
    /** Hash of the last line: what the next event has to name. */
    private String head = HashChain.GENESIS;

    private Optional<Damage> damage = Optional.empty();
    /** The file of which the whole hash chain was found to be good last, and what was appended to it since. */
    private Optional<Verified> verified = Optional.empty();

    public EventLog(RecordFile file) {
        this.file = file;
    }

    /**
     * Reads the whole file once and hands over every event up to the first damage. Only one or two lines are hashed.
     *
     * @param known what is known of the record, from earlier
     */
    public void load(Optional<RecordLock.Known> known, Consumer<Event> sink) throws IOException {
        stamp = file.stamp();
        byte[] bytes = file.read();
        index.clear();
        size = bytes.length;
        damage = Optional.empty();
        List<byte[]> lines = HashChain.lines(bytes);
        for (byte[] line : lines) {
            Optional<Event> event = damage.isPresent() ? Optional.empty() : decode(line, known);
            index.add(line, event.map(Event::data).map(EventKind::of).orElse(EventKind.RECORD));
            event.ifPresent(sink);
        }
        int count = index.count();
        head = count == 0 ? HashChain.GENESIS : Sha256.hex(lines.get(count - 1));
        if (damage.filter(Damage::newer).isPresent()) {
            damage = HashChain.of(bytes).damage().or(() -> damage);
        }
        if (damage.isEmpty()
                && lines.isEmpty()
                && bytes.length > 0
                && new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\r') >= 0) {
            damage = Optional.of(new Damage(1, "the line ends were changed to CR: was the file converted?"));
        }
        if (damage.isEmpty() && known.filter(it -> count < it.head().seq()).isPresent()) {
            damage = Optional.of(new Damage(
                    count + 1L,
                    "it was there, and the record now ends " + (count == 0 ? "before it" : "after " + count)));
        }
    }

    /** Whether somebody else changed the file since it was loaded or last appended to. */
    public boolean isStale() throws IOException {
        return !file.stamp().equals(stamp);
    }

    public boolean isTorn() {
        return size > index.end();
    }

    public Optional<Damage> damage() {
        return damage;
    }

    /** The last whole line. */
    public RecordHead head() {
        return new RecordHead(index.count(), head);
    }

    /** The hash of the line of an event, which the next event names. */
    public String hash(long seq) throws IOException {
        return seq == index.count() ? head : Sha256.hex(file.read(index.start(seq), index.start(seq + 1) - 1));
    }

    /** Hashes every line and compares it with what the next one says about it. Only a log with a damage is decoded for it. */
    public Optional<Damage> verify() throws IOException {
        try (InputStream log = file.stream()) {
            if (HashChain.holds(log, head())) {
                return Optional.empty();
            }
        }
        HashChain found = HashChain.of(file.read());
        if (found.damage().isPresent()) {
            return found.damage();
        }
        return found.seq() == index.count() && found.head().equals(head)
                ? Optional.empty()
                : Optional.of(new Damage(Math.max(1, found.seq()), "it is not the event that was written last"));
    }

    /**
     * The same at less cost. What was verified once stays so while the file system says that nobody but us changed the file:
     * its size, its times and its identity are those that we left. As a broken disk changes none of these, that holds for
     * {@link #TRUST} only.
     */
    public Optional<Damage> verifyUnlessKnown(Instant now) throws IOException {
        Optional<RecordFile.Stamp> present = file.stamp();
        if (verified.filter(it -> it.holds(present, now)).isPresent()) {
            return Optional.empty();
        }
        Optional<Damage> found = verify();
        verified = found.isEmpty() && present.equals(stamp)
                ? Optional.of(new Verified(present, now, false))
                : Optional.empty();
        return found;
    }

    /** The events after the given number, read again from the file. */
    public List<Event> read(long after) throws IOException {
        return after >= last() ? List.of() : List.copyOf(read(new LogIndex.Range(Math.max(0, after) + 1, last())));
    }

    /** The last events of these kinds before the given one, at most so many, in order. Nothing else is read from the file. */
    public List<Event> last(Set<EventKind> kinds, long before, int most) throws IOException {
        List<Event> events = new ArrayList<>();
        for (LogIndex.Range range : index.last(kinds, Math.min(before, last() + 1), most)) {
            events.addAll(read(range));
        }
        return List.copyOf(events);
    }

    /** How many of the events before the given one are of these kinds. */
    public long count(Set<EventKind> kinds, long before) {
        return index.count(kinds, Math.min(before, last() + 1));
    }

    private List<Event> read(LogIndex.Range range) throws IOException {
        List<Event> events = new ArrayList<>();
        for (byte[] line : HashChain.lines(file.read(index.start(range.first()), index.start(range.last() + 1)))) {
            events.add(EventCodec.read(line));
        }
        return events;
    }

    /** The last event that can be believed. */
    private long last() {
        return damage.map(found -> Math.min(index.count(), found.event() - 1)).orElse((long) index.count());
    }

    /**
     * Appends what happened and returns when it is on disk. A torn tail is cut off first.
     *
     * @return the events as they will be read again, so that what follows from them now follows from them for ever
     * @throws IllegalArgumentException when one of them is not whole, so that it could not be read again; nothing is written
     */
    public List<Event> append(List<EventDraft> drafts, InstantSource clock) throws IOException {
        List<Event> events = new ArrayList<>();
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String prev = head;
        for (EventDraft draft : drafts) {
            long seq = index.count() + events.size() + 1L;
            byte[] line = EventCodec.encode(
                    new Event(seq, clock.instant().truncatedTo(ChronoUnit.MILLIS), draft.actor(), draft.data(), prev));
            events.add(readAgain(line));
            prev = Sha256.hex(line);
            lines.add(line);
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        boolean trusted = verified.filter(it -> it.file().equals(stamp)).isPresent();
        file.write(index.end(), size, bytes.toByteArray());
        for (int at = 0; at < lines.size(); at++) {
            index.add(lines.get(at), EventKind.of(events.get(at).data()));
        }
        size = index.end();
        head = prev;
        stamp = stampNow();
        verified = verified.filter(it -> trusted).map(it -> new Verified(stamp, it.at(), true));
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

    private Optional<Event> decode(byte[] line, Optional<RecordLock.Known> known) {
        long expected = index.count() + 1L;
        try {
            Event event = EventCodec.read(line);
            damage = event.seq() == expected
                    ? known.flatMap(it -> change(line, expected, it)).or(() -> newer(event))
                    : Optional.of(HashChain.wrongNumber(expected, event));
            return damage.isPresent() ? Optional.empty() : Optional.of(event);
        } catch (IOException e) {
            damage = Optional.of(new Damage(expected, e.getMessage()));
        }
        return Optional.empty();
    }

    private static Optional<Damage> newer(Event event) {
        if (event.data() instanceof ReleaseEvent.Unrecognised) {
            return Optional.of(new Damage(
                    event.seq(),
                    "a newer version of Release Checklist wrote it (" + EventCodec.type(event.data())
                            + "): use that version or a later one",
                    true));
        }
        Optional<RecordFormat> format = event.data() instanceof ReleaseEvent.Opened opened
                ? opened.format()
                : event.data() instanceof ReleaseEvent.LedgerOpened ledger
                        ? Optional.of(ledger.format())
                        : Optional.empty();
        return format.flatMap(RecordFormat::problem).map(problem -> new Damage(event.seq(), problem, true));
    }

    /** A chain does not tell when its end was changed. Whoever saw that end before does, and knows who appends to it. */
    private static Optional<Damage> change(byte[] line, long seq, RecordLock.Known known) {
        if (seq > known.head().seq() && known.last()) {
            return Optional.of(new Damage(seq, "this Jenkins did not write it: something else adds to the record"));
        }
        return seq != known.head().seq() || Sha256.hex(line).equals(known.head().hash())
                ? Optional.empty()
                : Optional.of(new Damage(seq, "it is not the event that was written"));
    }

    /**
     * A file whose hash chain is good.
     *
     * @param file what the file system says about it
     * @param at when the whole chain was read
     * @param ours whether we wrote to it last, and know what: what follows from that is decided by what we know
     */
    private record Verified(Optional<RecordFile.Stamp> file, Instant at, boolean ours) {
        boolean holds(Optional<RecordFile.Stamp> present, Instant now) {
            return file.isPresent()
                    && file.equals(present)
                    && now.isBefore(at.plus(TRUST))
                    && (ours || file.get().last().isBefore(now.minus(COARSE)));
        }
    }
}
