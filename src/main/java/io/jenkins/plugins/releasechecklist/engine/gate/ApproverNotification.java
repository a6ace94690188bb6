package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Instant;
import java.util.Locale;

/**
 * A call for a decision: the people of a role are told that a gate waits for them.
 *
 * @param kind why they are called
 * @param role whose people
 * @param number tells calls of one kind and role apart, and is the same after a restart
 * @param due since when
 */
public record ApproverNotification(Kind kind, String role, int number, Instant due) {
    /** What is the same at every look at one round of a gate, and different for every other call. */
    public String key() {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + number;
    }

    /** Why people are called. */
    public enum Kind {
        /** The gate was opened. */
        OPENED,
        /** It waits for long already. */
        REMINDER,
        /** A Go became too old to count. */
        EXPIRED,
        /** Somebody asks for changes of an item of theirs. */
        CHANGES,
        /** Those who should decide do not. */
        ESCALATION
    }
}
