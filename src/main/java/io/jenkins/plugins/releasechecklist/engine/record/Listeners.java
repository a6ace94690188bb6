package io.jenkins.plugins.releasechecklist.engine.record;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Those who are told about every change, in the order of the changes and without any lock held: one thread at a time tells,
 * and whoever appends meanwhile leaves it to that one. So nobody hears of an older state after a newer one. Thread-safe.
 */
final class Listeners {
    private static final Logger LOGGER = Logger.getLogger(Listeners.class.getName());

    private final List<Consumer<Release>> all = new CopyOnWriteArrayList<>();
    private final Queue<Release> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    void add(Consumer<Release> listener) {
        all.add(listener);
    }

    void remove(Consumer<Release> listener) {
        all.remove(listener);
    }

    /** Puts the state in line. Called in the order of the appends, with the lock of the record held. */
    void enqueue(Release state) {
        untold.add(state);
    }

    /** Tells every state that is in line, unless another thread, or this one further up, does that already. */
    void tell() {
        // Looks again after every round: a state may come in line after the last look and before the others can tell
        // again.
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Release state = untold.poll(); state != null; state = untold.poll()) {
                    tell(state);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    /** The event is on disk whatever becomes of a listener, so its failure is nobody's but its own. */
    private void tell(Release state) {
        for (Consumer<Release> listener : all) {
            try {
                listener.accept(state);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> "A listener of a release record failed at event " + state.seq());
            }
        }
    }
}
