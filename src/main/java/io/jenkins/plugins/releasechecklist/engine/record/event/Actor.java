package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * Who caused an event.
 *
 * @param kind a person, a step of the Pipeline, or the plugin itself
 * @param id the user id, the name of the step, or {@code system}
 * @param name as people read it
 */
public record Actor(Kind kind, String id, String name) {
    /** The plugin itself: closing what a finished build left open, for example. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system", "Release Checklist");

    /** The kinds of actors. */
    public enum Kind {
        USER,
        STEP,
        SYSTEM
    }

    public static Actor user(String id, String name) {
        return new Actor(Kind.USER, id, name);
    }

    public static Actor step(String step) {
        return new Actor(Kind.STEP, step, step);
    }
}
