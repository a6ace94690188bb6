package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.Locale;

/** How often the page of a release asks for news. */
public enum PollInterval {
    /** The build runs. */
    BUSY,
    /** The build has ended, and something is still open: signatures, or messages that have to be sent. */
    SLOW,
    /**
     * The build has ended and the release waits for nothing: it is out with all its items, or it was rejected, failed, or rolled back
     * with its incident over; or its record is damaged. Whoever comes back to the page still gets what happened meanwhile, such as an
     * item that somebody opened again.
     */
    OVER;

    static PollInterval of(Release release) {
        if (release.ended().isEmpty()) {
            return BUSY;
        }
        return OpenSignOff.of(release).isEmpty() && release.openDeliveries().isEmpty() ? OVER : SLOW;
    }

    /** What the script calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
