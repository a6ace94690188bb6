package io.jenkins.plugins.releasechecklist.engine.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The record of one release: the one way to change it and the one way to read it. Thread-safe. An append is on disk before
 * the method returns; listeners are called after that, outside the lock, by the thread that appended.
 */
public final class ReleaseRecord {
    private final Object lock = new Object();
    private final EventLog log;
    private final InstantSource clock;
    private final List<Consumer<Release>> listeners = new CopyOnWriteArrayList<>();
    private Fold fold = new Fold();
    private boolean loaded;
    private Optional<Release> snapshot = Optional.empty();

    /**
     * @param directory tells where the record is now; asked anew at every access, because jobs are renamed and moved. Its
     *     parent has to be there, the directory itself is created by the first append
     * @param clock the time of the events
     */
    public ReleaseRecord(Supplier<Path> directory, InstantSource clock) {
        this.log = new EventLog(directory);
        this.clock = clock;
    }

    /** Whether the directory holds a record, damaged or not. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(EventLog.FILE));
    }

    /**
     * Calls the listener after every append, with a state that holds it.
     *
     * @return ends that
     */
    public Runnable listen(Consumer<Release> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The release as it stands. Of a damaged record: as it stood before the damage, which {@link Release#damage()} tells. */
    public Release state() throws IOException {
        synchronized (lock) {
            return current();
        }
    }

    /** The events after number {@code after}, in order; 0 for all. */
    public List<Event> events(long after) throws IOException {
        synchronized (lock) {
            current();
            return log.read(after);
        }
    }

    /** Checks the hash chain of the whole file; empty when the record is what was written. */
    public Optional<Damage> verify() throws IOException {
        synchronized (lock) {
            return current().damage().or(this::verified);
        }
    }

    /**
     * Appends events as they are.
     *
     * @return the state after them
     * @throws RecordDamagedException when the record is damaged
     */
    public Release append(Actor actor, ReleaseEvent... events) throws IOException {
        List<Draft> drafts = new ArrayList<>();
        for (ReleaseEvent event : events) {
            drafts.add(new Draft(actor, event));
        }
        return update(state -> new Change<>(drafts, state)).state();
    }

    /**
     * Looks at the state and appends what follows from it, as one: nothing else is appended in between.
     *
     * @throws RecordDamagedException when the record is damaged
     */
    public <T, E extends Exception> Updated<T> update(Deciding<T, E> deciding) throws IOException, E {
        return change(deciding, false);
    }

    /**
     * The same for what must not be decided on a forged record: votes, sign-offs, the settling of gates. The hash chain is
     * checked before.
     *
     * @throws RecordDamagedException when the record is damaged
     */
    public <T, E extends Exception> Updated<T> decide(Deciding<T, E> deciding) throws IOException, E {
        return change(deciding, true);
    }

    private <T, E extends Exception> Updated<T> change(Deciding<T, E> deciding, boolean verify) throws IOException, E {
        Release after;
        Change<T> change;
        synchronized (lock) {
            Release before = current();
            Optional<Damage> damage = before.damage();
            if (damage.isEmpty() && verify) {
                damage = verified();
            }
            if (damage.isPresent()) {
                throw new RecordDamagedException(damage.get());
            }
            change = deciding.decide(before);
            if (change.drafts().isEmpty()) {
                return new Updated<>(before, change.answer());
            }
            write(change.drafts());
            after = current();
        }
        listeners.forEach(listener -> listener.accept(after));
        return new Updated<>(after, change.answer());
    }

    private void write(List<Draft> drafts) throws IOException {
        List<Event> events = new ArrayList<>();
        String prev = log.head();
        long seq = log.lastSeq();
        for (Draft draft : drafts) {
            seq++;
            Event event = new Event(seq, clock.instant().truncatedTo(ChronoUnit.MILLIS), draft.actor(), draft.data(), prev);
            prev = HashChain.hash(EventCodec.encode(event));
            events.add(event);
        }
        log.append(events);
        events.forEach(fold::apply);
        snapshot = Optional.empty();
    }

    private Release current() throws IOException {
        if (!loaded || log.isStale()) {
            Fold fresh = new Fold();
            log.load(fresh::apply);
            fold = fresh;
            loaded = true;
            snapshot = Optional.empty();
        }
        if (snapshot.isEmpty()) {
            snapshot = Optional.of(fold.snapshot(log.damage(), log.isTorn()));
        }
        return snapshot.get();
    }

    private Optional<Damage> verified() {
        try {
            return log.verify();
        } catch (IOException e) {
            return Optional.of(new Damage(1, "it cannot be read: " + e.getMessage()));
        }
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

    /** An event that is not written yet. */
    public record Draft(Actor actor, ReleaseEvent data) {}

    /**
     * What follows from a state.
     *
     * @param drafts the events to append, possibly none
     * @param answer what the caller wants to know
     */
    public record Change<T>(List<Draft> drafts, T answer) {
        public Change {
            drafts = List.copyOf(drafts);
        }

        /** Nothing to append. */
        public static <T> Change<T> none(T answer) {
            return new Change<>(List.of(), answer);
        }

        /** Events of one actor. */
        public static <T> Change<T> by(Actor actor, T answer, ReleaseEvent... events) {
            List<Draft> drafts = new ArrayList<>();
            for (ReleaseEvent event : events) {
                drafts.add(new Draft(actor, event));
            }
            return new Change<>(drafts, answer);
        }
    }

    /** The state after a change, and the caller's answer. */
    public record Updated<T>(Release state, T answer) {}
}
