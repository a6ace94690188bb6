package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.BuildEnded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateSettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ReleaseNoted;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ledger of a controller: where the record of every release stood at each Go and at the end of its build. It is a file like a
 * record, with the same chain, so that nobody can change, add or take away a release without all later entries being written anew.
 * Stamps of time-stamp authorities are among its entries, and say since when at the latest it is as it is.
 * Thread-safe.
 */
public final class Ledger {
    /** Beside the ledger: number and hash of its last entry, as the pointer of a build has them of a record. */
    static final String POINTER = "head";

    private static final Set<EventKind> NOTED = EnumSet.of(EventKind.DECISION, EventKind.RECORD);

    private final Path pointer;
    private final ReleaseRecord log;
    private final RecordFormat format;
    /** The numbers of the entries of each record, by the hash of its first event; guarded by this object. */
    private final Map<String, List<Long>> entries = new HashMap<>();

    /** Where its stamps are, by the address of the authority, in order; guarded by this object. */
    private final Map<String, List<Stamp>> stamps = new TreeMap<>();

    /** The last entry that was read or written, for those who do not wait. */
    private volatile RecordHead known = RecordHead.NONE;

    private long read;
    /** The number of the last entry about a release. */
    private long noted;

    private Instant began = Instant.MAX;

    /**
     * @param directory where it lies; its parent has to be there
     * @param clock the time of the entries
     * @param format in which a new one is written
     */
    public Ledger(Path directory, InstantSource clock, RecordFormat format) {
        this.pointer = directory.resolve(POINTER);
        this.log = new ReleaseRecord(() -> directory, clock);
        this.format = format;
        try {
            RecordHead.of(Files.readString(pointer)).ifPresent(log::expect);
        } catch (IOException e) {
            // None yet, as in the ledgers of earlier versions.
        }
    }

    /** Whether a ledger holds such an event: a Go, or the end of a build. */
    public static boolean isNoted(ReleaseEvent event) {
        return event instanceof BuildEnded || event instanceof GateSettled it && it.status() == GateStatus.GO;
    }

    /**
     * Begins the ledger, if there is none yet.
     *
     * @return when its last entry was made: what happened before that may be missing only if a crash came in between
     */
    public synchronized Instant open() throws IOException {
        log.decide(ledger -> ledger.seq() > 0
                ? ReleaseRecord.Change.none(ledger)
                : ReleaseRecord.Change.by(Actor.SYSTEM, ledger, new LedgerOpened(format)));
        load();
        return log.last(EnumSet.allOf(EventKind.class), Long.MAX_VALUE, 1)
                .get(0)
                .at();
    }

    /**
     * Notes what a record has and the ledger lacks. What happened before the ledger began stays out of it.
     *
     * @param late whether that is later than at once
     * @return whether there was anything to note
     */
    public synchronized boolean note(ReleaseRecord record, boolean late) throws IOException {
        open();
        Optional<String> id = record.hash(1);
        if (id.isEmpty() || record.state().opened().isEmpty()) {
            return false;
        }
        long known = 0;
        for (Event entry : of(id.get())) {
            known = Math.max(known, ((ReleaseNoted) entry.data()).event());
        }
        List<EventDraft> drafts = new ArrayList<>();
        for (Event event : record.last(NOTED, Long.MAX_VALUE, Integer.MAX_VALUE)) {
            if (event.seq() > known && isNoted(event.data()) && !event.at().isBefore(began)) {
                drafts.add(new EventDraft(Actor.SYSTEM, entry(record, id.get(), event, late)));
            }
        }
        log.decide(ledger -> new ReleaseRecord.Change<>(drafts, ledger));
        load();
        return !drafts.isEmpty();
    }

    private static ReleaseNoted entry(ReleaseRecord record, String id, Event event, boolean late) throws IOException {
        Release release = record.state();
        Optional<String> gate = event.data() instanceof GateSettled it ? Optional.of(it.gate()) : Optional.empty();
        return new ReleaseNoted(
                id,
                release.opened().map(ReleaseEvent.Opened::build).orElseThrow(),
                release.application(),
                release.version(),
                gate,
                gate.flatMap(release::gate).map(GateState::opening).flatMap(it -> it.environment()),
                event.seq(),
                record.hash(event.seq()).orElseThrow(),
                event.at(),
                late);
    }

    /** The entries about a record, in order. */
    public synchronized List<Event> of(ReleaseRecord record) throws IOException {
        load();
        Optional<String> id = record.hash(1);
        return id.isEmpty() ? List.of() : of(id.get());
    }

    /** What evidence about a record tells of the ledger. Refuses a damaged one. */
    public synchronized Excerpt excerpt(ReleaseRecord record) throws IOException {
        RecordHead head = head();
        List<Event> entries = of(record);
        List<Event> covering = new ArrayList<>();
        if (!entries.isEmpty()) {
            long last = entries.get(entries.size() - 1).seq();
            for (List<Stamp> all : stamps.values()) {
                Optional<Stamp> first =
                        all.stream().filter(stamp -> stamp.entry() >= last).findFirst();
                if (first.isPresent()) {
                    covering.addAll(log.last(NOTED, first.get().seq() + 1, 1));
                }
            }
        }
        return new Excerpt(head, lines(entries), lines(covering));
    }

    private static List<String> lines(List<Event> events) {
        return events.stream()
                .map(event -> new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * A part of a ledger.
     *
     * @param head its last entry
     * @param lines those about a record, as they stand there
     * @param stamps the first stamp of each authority that covers them all
     */
    public record Excerpt(RecordHead head, List<String> lines, List<String> stamps) {
        public Excerpt {
            lines = List.copyOf(lines);
            stamps = List.copyOf(stamps);
        }
    }

    /** What an authority has to stamp; empty when its last stamp covers all releases. Refuses a damaged ledger. */
    public synchronized Optional<Unstamped> unstamped(String authority) throws IOException {
        RecordHead head = head();
        load();
        List<Stamp> before = stamps.getOrDefault(authority, List.of());
        Optional<Stamp> last = before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
        return last.map(Stamp::entry).orElse(0L) < noted
                ? Optional.of(new Unstamped(head, last.map(Stamp::at)))
                : Optional.empty();
    }

    /**
     * What an authority has to stamp.
     *
     * @param head the last entry
     * @param stamped when the authority stamped the ledger last, by the clock of the ledger
     */
    public record Unstamped(RecordHead head, Optional<Instant> stamped) {}

    /** Keeps a stamp of an entry. */
    public synchronized void stamp(LedgerStamped stamp) throws IOException {
        log.decide(ledger -> ReleaseRecord.Change.by(Actor.SYSTEM, ledger, stamp));
        load();
    }

    private record Stamp(long entry, long seq, Instant at) {}

    private List<Event> of(String id) throws IOException {
        List<Event> found = new ArrayList<>();
        for (long seq : entries.getOrDefault(id, List.of())) {
            found.addAll(log.last(NOTED, seq + 1, 1));
        }
        return found;
    }

    /** The last entry, which names all before it; {@link RecordHead#NONE} of a ledger that has not begun. Refuses a damaged one. */
    public synchronized RecordHead head() throws IOException {
        Optional<Damage> damage = log.verifyUnlessKnown();
        if (damage.isPresent()) {
            throw new RecordDamagedException(damage.get());
        }
        return log.head();
    }

    /** The last entry as far as this process knows, without a look at the disk and without waiting for whoever writes. */
    public RecordHead known() {
        return known;
    }

    /** The events that came since the last look. */
    private void load() throws IOException {
        for (Event event : log.events(read)) {
            read = event.seq();
            if (event.data() instanceof ReleaseNoted it) {
                entries.computeIfAbsent(it.record(), id -> new ArrayList<>(1)).add(event.seq());
                noted = event.seq();
            } else if (event.data() instanceof LedgerStamped it) {
                stamps.computeIfAbsent(it.authority(), address -> new ArrayList<>())
                        .add(new Stamp(it.entry(), event.seq(), event.at()));
            } else if (event.data() instanceof LedgerOpened) {
                began = event.at();
            }
        }
        RecordHead head = log.head();
        if (!head.equals(known)) {
            known = head;
            Path fresh = Files.writeString(pointer.resolveSibling(POINTER + ".new"), head.text());
            Files.move(fresh, pointer, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
