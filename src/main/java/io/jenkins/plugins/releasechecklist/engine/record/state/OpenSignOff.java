package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An item that waits for the signature of a person.
 *
 * @param item its id
 * @param title the line as people read it
 * @param roles the roles that have not signed; at least one
 * @param all whether each of them has to sign; one is enough otherwise
 * @param signers keys of those who signed for another role already: somebody else has to sign for the others
 * @param parts how many parts it has
 * @param doneParts how many of them are done
 * @param since when somebody last said something about the item; empty when nobody did
 * @param incident whether an incident asks for it
 */
public record OpenSignOff(
        String item,
        String title,
        List<String> roles,
        boolean all,
        Set<String> signers,
        int parts,
        int doneParts,
        Optional<Instant> since,
        boolean incident) {
    public OpenSignOff {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(title, "title");
        roles = List.copyOf(roles);
        signers = Set.copyOf(signers);
    }

    /**
     * The signatures that a release waits for, in reading order. While its build runs these are all that it still needs; when
     * the build has ended, those of a release that is out and lacks something (the handoff), and of one that lacks nothing or
     * was rolled back only what an incident asks for (the root cause). A release that was rejected or failed waits for nobody, nor does one
     * whose record is damaged, because nothing can be decided on it.
     */
    public static List<OpenSignOff> of(Release release) {
        if (release.damage().isPresent() || release.opened().isEmpty()) {
            return List.of();
        }
        OpenWork work = new OpenWork(release);
        return release.items().stream()
                .filter(state -> work.isAskedFor(state) && waits(state))
                .map(state -> of(state, work.isOfIncident(state)))
                .toList();
    }

    /**
     * An item that the release can do without waits only once somebody began to sign it or to tick its parts; one that a step works
     * on does not.
     */
    private static boolean waits(ItemState state) {
        return state.item().signOff().isPresent()
                && !state.isDone()
                && state.status() != ItemStatus.RUNNING
                && (state.required() || !state.signatures().isEmpty() || state.doneParts() > 0);
    }

    private static OpenSignOff of(ItemState state, boolean incident) {
        return new OpenSignOff(
                state.item().id(),
                state.item().title(),
                state.item().speakers().stream()
                        .filter(role -> !state.signatures().containsKey(role))
                        .toList(),
                state.item().signOff().orElseThrow().quorum() == Quorum.ALL,
                state.signatures().values().stream()
                        .map(actor -> actor.key().text())
                        .collect(Collectors.toSet()),
                state.parts().size(),
                state.doneParts(),
                state.at(),
                incident);
    }

    /** The same, waiting since the moment where nobody said anything about it yet. */
    public OpenSignOff orSince(Instant moment) {
        return new OpenSignOff(
                item, title, roles, all, signers, parts, doneParts, Optional.of(since.orElse(moment)), incident);
    }

    /** Whether the signature of somebody who holds these roles counts, and is not there yet. */
    public boolean asks(Collection<String> held, UserKey person) {
        return roles.stream().anyMatch(held::contains) && !signers.contains(person.text());
    }
}
