package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import java.util.Optional;

/**
 * Who caused an event.
 *
 * @param kind a person, a step of the Pipeline, or the plugin itself
 * @param id the user id, the name of the step, or {@code system}
 * @param name as people read it
 * @param identity who a person is for the security realm; empty in old records, and for others
 */
public record Actor(Kind kind, String id, String name, Optional<Identity> identity) {
    /** The plugin itself: closing what a finished build left open, for example. */
    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system", "Release Checklist", Optional.empty());

    /** The kinds of actors. */
    public enum Kind {
        USER,
        STEP,
        SYSTEM
    }

    public static Actor user(String id, String name) {
        return new Actor(Kind.USER, id, name, Optional.empty());
    }

    public static Actor user(String id, String name, Identity identity) {
        return new Actor(Kind.USER, id, name, Optional.of(identity));
    }

    public static Actor step(String step) {
        return new Actor(Kind.STEP, step, step, Optional.empty());
    }

    /** Whether it is somebody who did not say who it is. */
    public boolean isAnonymous() {
        return kind == Kind.USER && id.equals("anonymous");
    }

    /** How a person proved who it is. */
    public AuthenticationMethod authentication() {
        return identity.map(Identity::authentication).orElse(AuthenticationMethod.UNKNOWN);
    }

    /** Tells a person apart from others, whatever the spelling of the id. */
    public UserKey key() {
        return identity.map(Identity::key).orElseGet(() -> UserKey.ofId(id));
    }
}
