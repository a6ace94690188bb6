package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventLog;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordLock;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.ReleaseProjection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The record of one release: the one way to change it and the one way to read it. Thread-safe, also where several objects
 * stand for the same directory. An append is on disk before the method returns, whether the thread is interrupted or not;
 * listeners are called after that, in the order of the appends and outside the lock, by the thread that appended or by one
 * that is telling them already.
 */
public final class ReleaseRecord {
    private final Supplier<Path> directory;
    private final EventLog log;
    private final InstantSource clock;
    private final Listeners listeners = new Listeners();
    private volatile Function<Release, List<ReleaseEvent>> withEndOfIncident = release -> List.of();
    private volatile Consumer<Damage> onDamage = damage -> {};
    private Optional<Damage> told = Optional.empty();
    /** Guards the fields of this object; taken before the {@link RecordLock}, which guards the file. */
    private final Object own = new Object();

    private ReleaseProjection fold = new ReleaseProjection();
    private Optional<RecordLock> lock = Optional.empty();
    private boolean loaded;
    private Optional<Release> snapshot = Optional.empty();

    /**
     * @param directory tells where the record is now, on the default file system; asked anew at every access, because jobs are
     *     renamed and moved. Its parent has to be there, the directory itself is created by the first append
     * @param clock the time of the events
     */
    public ReleaseRecord(Supplier<Path> directory, InstantSource clock) {
        this(directory, clock, file -> new RandomAccessFile(file, "rw"));
    }

    public ReleaseRecord(Supplier<Path> directory, InstantSource clock, RecordFile.Opener opener) {
        this.directory = directory;
        this.log = new EventLog(new RecordFile(directory, opener));
        this.clock = clock;
    }

    /** Whether the directory holds a record, damaged or not. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(RecordFile.NAME));
    }

    /**
     * Calls the listener after every append through this object, with the state that it made. What it throws is logged and
     * reaches nobody else. The answer ends that.
     */
    public Runnable listen(Consumer<Release> listener) {
        return follow((release, events) -> listener.accept(release));
    }

    /**
     * Calls the listener after every append through this object, with the state that it made and the events that it appended.
     * Whoever came last is called first. What it throws is logged and reaches nobody else. The answer ends that.
     */
    public Runnable follow(BiConsumer<Release, List<Event>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Has more events written together with the end of an incident, such as who is to be told of it.
     *
     * @param more what follows from the release with the end of its incident; called with the record's lock held: no waiting,
     *     no network
     */
    public void atEndOfIncident(Function<Release, List<ReleaseEvent>> more) {
        withEndOfIncident = more;
    }

    /**
     * Says what the record has to hold, as somebody noted it when it was written. What this process knows of the record itself comes
     * first. Events may follow, unless there is none yet.
     *
     * @param head an earlier {@link #head()}; {@link RecordHead#NONE} of a record that nobody has written to
     */
    public void expect(RecordHead head) {
        synchronized (own) {
            RecordLock there = lock();
            synchronized (there) {
                if (head.equals(RecordHead.NONE) || there.known().isEmpty()) {
                    there.know(new RecordLock.Known(head, head.equals(RecordHead.NONE)));
                    loaded = false;
                }
            }
        }
    }

    /** The last event that was written; {@link RecordHead#NONE} before the first, and before anybody looked. */
    public RecordHead head() {
        return lock().known().map(RecordLock.Known::head).orElse(RecordHead.NONE);
    }

    /** Calls once for each damage that is found. Called with the record's lock held: no waiting, no network. */
    public void onDamage(Consumer<Damage> listener) {
        onDamage = listener;
    }

    /** The release as it stands. Of a damaged record: as it stood before the damage, which {@link Release#damage()} tells. */
    public Release state() throws IOException {
        return loaded(this::picture);
    }

    /** The release as it stood after event number {@code seq}; as it stands where there is no later event. */
    public Release state(long seq) throws IOException {
        return loaded(() -> {
            Release now = picture();
            return seq >= now.seq() ? now : upTo(seq).snapshot(Optional.empty(), false);
        });
    }

    /** The events after number {@code after}, in order; 0 for all. Of a damaged record: those before the damage. */
    public List<Event> events(long after) throws IOException {
        return loaded(() -> log.read(after));
    }

    /**
     * The last events of these kinds before number {@code before}, at most {@code most}, in order. Only these are read. Of a damaged
     * record: of those before the damage.
     */
    public List<Event> last(Set<EventKind> kinds, long before, int most) throws IOException {
        return loaded(() -> log.last(kinds, before, most));
    }

    /** How many events of these kinds there are before number {@code before}. */
    public long count(Set<EventKind> kinds, long before) throws IOException {
        return loaded(() -> log.count(kinds, before));
    }

    /** The hash of the line of event number {@code seq}, which the next event names; empty when there is no such event. */
    public Optional<String> hash(long seq) throws IOException {
        return loaded(() -> seq < 1 || seq > log.head().seq() ? Optional.empty() : Optional.of(log.hash(seq)));
    }

    /**
     * The same as {@link #verify()} for those who only look: while the file system says that nobody else changed the file, the whole
     * chain is read every ten minutes at most.
     */
    public Optional<Damage> verifyUnlessKnown() throws IOException {
        return loaded(this::damageUnlessKnown);
    }

    /** Checks the hash chain of the whole file; empty when the record is what was written. */
    public Optional<Damage> verify() throws IOException {
        return loaded(this::damage);
    }

    /** The release together with its head, and the hash chain of the whole file checked: as one, nothing is appended in between. */
    public RecordVerification examine() throws IOException {
        return loaded(() -> {
            Optional<Damage> damage = damage();
            Release release = damage.equals(log.damage()) ? picture() : before(damage.orElseThrow());
            List<Event> last = release.seq() == 0 ? List.of() : log.read(release.seq() - 1);
            return new RecordVerification(
                    release,
                    damage,
                    log.head().hash(),
                    last.stream().map(Event::at).findFirst());
        });
    }

    /** Appends events as they are, and gives the state after them. Refuses a damaged record by a {@link RecordDamagedException}. */
    public Release append(Actor actor, ReleaseEvent... events) throws IOException {
        List<EventDraft> drafts = new ArrayList<>();
        for (ReleaseEvent event : events) {
            drafts.add(new EventDraft(actor, event));
        }
        return update(state -> new Change<>(drafts, state)).state();
    }

    /**
     * Looks at the state and appends what follows from it, as one: nothing else is appended in between. Refuses a damaged
     * record by a {@link RecordDamagedException}.
     */
    public <T, E extends Exception> Updated<T> update(Deciding<T, E> deciding) throws IOException, E {
        return change(deciding, false);
    }

    /**
     * The same for what must not be done on a forged record: votes, sign-offs, the settling of gates, the beginning of a step. The
     * hash chain is checked before, unless it was and nobody but us changed the file since.
     */
    public <T, E extends Exception> Updated<T> decide(Deciding<T, E> deciding) throws IOException, E {
        return change(deciding, true);
    }

    private <T, E extends Exception> Updated<T> change(Deciding<T, E> deciding, boolean verify) throws IOException, E {
        Updated<T> updated;
        synchronized (own) {
            RecordLock there = lock();
            synchronized (there) {
                load(there);
                Release before = picture();
                Optional<Damage> damage = verify ? damageUnlessKnown() : before.damage();
                if (damage.isPresent()) {
                    throw new RecordDamagedException(damage.get());
                }
                Change<T> change = deciding.decide(before);
                if (!change.drafts().isEmpty()) {
                    List<Event> appended = append(there, complete(before, change.drafts()));
                    appended.forEach(fold::apply);
                    snapshot = Optional.empty();
                    listeners.enqueue(picture(), appended);
                }
                updated = new Updated<>(picture(), change.answer());
            }
        }
        listeners.tell();
        return updated;
    }

    /** What a full disk leaves behind may be a whole event of ours, which nobody was told of. */
    private List<Event> append(RecordLock there, List<EventDraft> drafts) throws IOException {
        try {
            List<Event> appended = List.copyOf(log.append(drafts, clock));
            there.know(new RecordLock.Known(log.head(), true));
            return appended;
        } catch (FileSystemException e) {
            // Nothing was written, so that what may be there is a stranger's.
            throw e;
        } catch (IOException e) {
            there.know(new RecordLock.Known(log.head(), false));
            throw e;
        }
    }

    /** What completes the last item of an incident ends it: both are on disk, or neither is. */
    private List<EventDraft> complete(Release before, List<EventDraft> drafts) throws IOException {
        return IncidentRule.mayEnd(before, drafts)
                ? new IncidentRule(log.read(0), clock.instant()).complete(drafts, withEndOfIncident)
                : drafts;
    }

    /** The release without what cannot be believed. */
    private Release before(Damage damage) throws IOException {
        return upTo(damage.event() - 1).snapshot(Optional.of(damage), log.isTorn());
    }

    private ReleaseProjection upTo(long seq) throws IOException {
        ReleaseProjection events = new ReleaseProjection();
        log.last(EnumSet.allOf(EventKind.class), seq + 1, Integer.MAX_VALUE).forEach(events::apply);
        return events;
    }

    private Optional<Damage> damage() throws IOException {
        return told(log.damage().isPresent() ? log.damage() : log.verify());
    }

    private Optional<Damage> damageUnlessKnown() throws IOException {
        return told(log.damage().isPresent() ? log.damage() : log.verifyUnlessKnown(clock.instant()));
    }

    private Optional<Damage> told(Optional<Damage> found) {
        if (found.isPresent() && !found.equals(told)) {
            told = found;
            onDamage.accept(found.get());
        }
        return found;
    }

    private Release picture() {
        if (snapshot.isEmpty()) {
            snapshot = Optional.of(fold.snapshot(log.damage(), log.isTorn()));
        }
        return snapshot.get();
    }

    /** The lock of the directory in which the record is now. What is known about the record moves with it. */
    private RecordLock lock() {
        synchronized (own) {
            RecordLock there = RecordLock.of(directory.get());
            synchronized (there) {
                if (there.known().isEmpty()) {
                    lock.flatMap(RecordLock::known).ifPresent(there::know);
                }
            }
            lock = Optional.of(there);
            return there;
        }
    }

    private void load(RecordLock there) throws IOException {
        if (!loaded || log.isStale()) {
            ReleaseProjection fresh = new ReleaseProjection();
            // Not before everything was read: should that fail half way, the next look reads it again.
            loaded = false;
            log.load(there.known(), fresh::apply);
            if (told(log.damage()).isEmpty()) {
                there.know(new RecordLock.Known(log.head(), true));
            }
            fold = fresh;
            loaded = true;
            snapshot = Optional.empty();
        }
    }

    private <T> T loaded(Reading<T> reading) throws IOException {
        synchronized (own) {
            RecordLock there = lock();
            synchronized (there) {
                load(there);
                return reading.read();
            }
        }
    }

    /** Reads something of what is loaded, while the lock is held. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Looks at a state and says what follows from it. Called with the record's lock held: no waiting, no network.
     *
     * @param <T> what the caller wants to know
     * @param <E> why nothing follows, when that is an error
     */
    @FunctionalInterface
    public interface Deciding<T, E extends Exception> {
        Change<T> decide(Release state) throws E;
    }

    /**
     * What follows from a state.
     *
     * @param drafts the events to append, possibly none
     * @param answer what the caller wants to know
     */
    public record Change<T>(List<EventDraft> drafts, T answer) {
        public Change {
            drafts = List.copyOf(drafts);
        }

        /** Nothing to append. */
        public static <T> Change<T> none(T answer) {
            return new Change<>(List.of(), answer);
        }

        /** Events of one actor. */
        public static <T> Change<T> by(Actor actor, T answer, ReleaseEvent... events) {
            List<EventDraft> drafts = new ArrayList<>();
            for (ReleaseEvent event : events) {
                drafts.add(new EventDraft(actor, event));
            }
            return new Change<>(drafts, answer);
        }
    }

    /** The state after a change, and the caller's answer. */
    public record Updated<T>(Release state, T answer) {}
}
