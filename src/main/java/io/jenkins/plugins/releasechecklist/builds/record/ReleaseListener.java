package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Extension point: hears of every event of every release, after it is on disk. Called on a background thread, as the system
 * user, with no lock held, for each build in the order of its events. What a listener throws is logged and reaches neither the
 * build nor other listeners; a slow one delays only what the listeners of the same build hear next. Events that are written
 * while Jenkins goes down may not be told: who has to know everything reads the record.
 *
 * @since the first release
 */
public abstract class ReleaseListener implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(ReleaseListener.class.getName());

    /**
     * Something happened.
     *
     * @param run the build whose record it is
     * @param event what happened
     * @param release the release as it stood after the change that the event belongs to
     */
    public abstract void onEvent(Run<?, ?> run, Event event, Release release);

    /** All listeners of all plugins. */
    public static ExtensionList<ReleaseListener> all() {
        return ExtensionList.lookup(ReleaseListener.class);
    }

    /** Tells all of them, unless Jenkins is gone meanwhile. */
    static void tell(Run<?, ?> run, Event event, Release release) {
        if (Jenkins.getInstanceOrNull() == null) {
            return;
        }
        for (ReleaseListener listener : all()) {
            try {
                listener.onEvent(run, event, release);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(
                        Level.WARNING,
                        e,
                        () -> "The release listener " + listener.getClass().getName() + " failed at event "
                                + event.seq() + " of " + run);
            }
        }
    }
}
