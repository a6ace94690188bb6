package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When people hear again of a gate that waits.
 *
 * @param after how long after the opening each reminder goes to the roles that have not voted; sorted, without repetition
 * @param escalation when another role hears of it
 */
public record Reminders(List<Duration> after, Optional<Escalation> escalation) {
    /** Nobody is reminded. */
    public static final Reminders NONE = new Reminders(List.of(), Optional.empty());

    public Reminders {
        after = after.stream().sorted().distinct().toList();
        after.forEach(time -> requirePositive(time, "a reminder"));
    }

    /** The reminders of both; the earlier escalation. */
    Reminders and(Reminders other) {
        return new Reminders(
                Stream.concat(after.stream(), other.after.stream()).toList(),
                Stream.concat(escalation.stream(), other.escalation.stream())
                        .min((one, two) -> one.after().compareTo(two.after())));
    }

    private static void requirePositive(Duration time, String what) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("Expected " + what + " after more than zero, found " + time);
        }
    }

    /**
     * Another role hears that nobody decides.
     *
     * @param after how long after the opening
     * @param role the role whose channel hears of it
     */
    public record Escalation(Duration after, String role) {
        public Escalation {
            requirePositive(after, "an escalation");
            Ids.require(role, "the role of an escalation");
        }
    }
}
