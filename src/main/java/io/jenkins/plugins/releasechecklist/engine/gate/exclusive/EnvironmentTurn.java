package io.jenkins.plugins.releasechecklist.engine.gate.exclusive;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a release stands among those that want an environment that takes one at a time.
 *
 * @param environment what people call it
 * @param known whether it is known who is there; right after the start of Jenkins it is not
 * @param holders who has to leave first; several where the rule came when they were there already
 * @param ahead who waits and comes first, in this order
 * @param behind who waits and comes later, in this order
 * @param deadlock why waiting leads nowhere; empty where it does
 */
public record EnvironmentTurn(
        String environment,
        boolean known,
        List<Occupant> holders,
        List<Occupant> ahead,
        List<Occupant> behind,
        Optional<Phrase> deadlock) {
    public EnvironmentTurn {
        holders = List.copyOf(holders);
        ahead = List.copyOf(ahead);
        behind = List.copyOf(behind);
    }

    /** Whether it is the release's turn. */
    public boolean isFree() {
        return known && holders.isEmpty() && ahead.isEmpty();
    }

    /** What it waits for, in words. */
    public Phrase phrase() {
        if (!known) {
            return Phrase.of("gate.exclusive.unknown", environment);
        }
        Phrase waits = Phrase.of("gate.exclusive.waits", environment);
        for (Occupant holder : holders) {
            waits = Phrase.of("gate.exclusive.heldBy", waits, holder.build(), holder.since());
        }
        return ahead.isEmpty() ? waits : Phrase.of("gate.exclusive.ahead", waits, names(ahead));
    }

    /** The same in English. */
    public String text() {
        return phrase().text();
    }

    /** The builds, in their order. */
    public static String names(List<Occupant> builds) {
        return builds.stream().map(Occupant::build).collect(Collectors.joining(", "));
    }

    /**
     * A build that is in an environment, or waits for it.
     *
     * @param build its job and number, such as {@code shop/main #12}
     * @param url its address below the root of Jenkins, with a slash at the end
     * @param gate the id of the gate
     * @param since when it came there, or since when it has waited
     */
    public record Occupant(String build, String url, String gate, Instant since) {}
}
