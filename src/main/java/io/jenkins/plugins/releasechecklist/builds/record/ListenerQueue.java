package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells the listeners about the events of one build, one after the other and on a thread of its own. Thread-safe. */
final class ListenerQueue {
    private static final Logger LOGGER = Logger.getLogger(ListenerQueue.class.getName());

    private final Run<?, ?> run;
    private final Queue<Told> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    ListenerQueue(Run<?, ?> run) {
        this.run = run;
    }

    /** Puts the events in line. */
    void add(Release release, List<Event> events) {
        if (!ReleaseListener.all().isEmpty()) {
            events.forEach(event -> untold.add(new Told(event, release)));
            BackgroundWork.submit(this::tellAll);
        }
    }

    private void tellAll() {
        // Looks again after every round, as an event may come in line after the last look.
        while (!untold.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Told next = untold.poll(); next != null; next = untold.poll()) {
                    tell(next);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    private void tell(Told next) {
        for (ReleaseListener listener : ReleaseListener.all()) {
            try {
                listener.onEvent(run, next.event(), next.release());
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "The release listener " + listener.getClass().getName() + " failed at event "
                                + next.event().seq() + " of " + run);
            }
        }
    }

    private record Told(Event event, Release release) {}
}
