package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Those who are told about every change, in the order of the changes and without any lock held: one thread at a time tells,
 * and whoever appends meanwhile leaves it to that one. So nobody hears of an older state after a newer one. Thread-safe.
 */
final class Listeners {
    private static final Logger LOGGER = Logger.getLogger(Listeners.class.getName());

    private final List<BiConsumer<Release, List<Event>>> all = new CopyOnWriteArrayList<>();
    private final Queue<News> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    void add(BiConsumer<Release, List<Event>> listener) {
        // Whoever came last hears first: a step that waits for a decision, before those who keep lists for as long as
        // the
        // build is there.
        all.add(0, listener);
    }

    void remove(BiConsumer<Release, List<Event>> listener) {
        all.remove(listener);
    }

    /** Puts the state in line. Called in the order of the appends, with the lock of the record held. */
    void enqueue(Release state, List<Event> events) {
        untold.add(new News(state, events));
    }

    /** Tells every state that is in line, unless another thread, or this one further up, does that already. */
    void tell() {
        // Looks again after every round: a state may come in line after the last look and before the others can tell
        // again.
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (News news = untold.poll(); news != null; news = untold.poll()) {
                    tell(news);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    /** The event is on disk whatever becomes of a listener, so its failure is nobody's but its own. */
    private void tell(News news) {
        for (BiConsumer<Release, List<Event>> listener : all) {
            try {
                listener.accept(news.state(), news.events());
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "A listener of a release record failed at event "
                                + news.state().seq());
            }
        }
    }

    private record News(Release state, List<Event> events) {}
}
