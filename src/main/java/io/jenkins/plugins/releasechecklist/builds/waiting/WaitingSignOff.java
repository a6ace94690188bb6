package io.jenkins.plugins.releasechecklist.builds.waiting;

import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An item that waits for a signature.
 *
 * @param item the id of the item
 * @param title the line as people read it
 * @param roles the roles that have not signed
 * @param all whether each of them has to sign; one is enough otherwise
 * @param signers user ids of those who signed for another role already
 * @param parts how many parts it has
 * @param doneParts how many of them are done
 * @param since when it began to wait
 */
public record WaitingSignOff(
        String item,
        String title,
        List<String> roles,
        boolean all,
        Set<String> signers,
        int parts,
        int doneParts,
        Instant since) {
    public WaitingSignOff {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(since, "since");
        roles = List.copyOf(roles);
        signers = Set.copyOf(signers);
    }

    static WaitingSignOff of(OpenSignOff open, Instant otherwise) {
        return new WaitingSignOff(
                open.item(),
                open.title(),
                open.roles(),
                open.all(),
                open.signers(),
                open.parts(),
                open.doneParts(),
                open.since().orElse(otherwise));
    }
}
