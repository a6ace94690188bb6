package io.jenkins.plugins.releasechecklist.engine.record.log;

/**
 * Where a log stops being believable.
 *
 * @param event the number of the first event that is damaged
 * @param reason what is wrong with it
 */
public record Damage(long event, String reason) {
    /** The damage as people read it. */
    public String text() {
        return "record damaged at event " + event + ": " + reason;
    }
}
