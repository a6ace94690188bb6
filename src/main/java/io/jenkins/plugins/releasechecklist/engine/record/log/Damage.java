package io.jenkins.plugins.releasechecklist.engine.record.log;

/**
 * Where a log stops being believable.
 *
 * @param event the number of the first event that is damaged
 * @param reason what is wrong with it
 * @param newer whether nothing is wrong with it, except that a newer version wrote it and this one does not understand it
 */
public record Damage(long event, String reason, boolean newer) {
    /** An event that is not what was written. */
    public Damage(long event, String reason) {
        this(event, reason, false);
    }

    /** The damage as people read it. */
    public String text() {
        return "record " + (newer ? "not understood" : "damaged") + " at event " + event + ": " + reason;
    }
}
