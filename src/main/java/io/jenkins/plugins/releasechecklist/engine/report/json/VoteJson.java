package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A vote.
 *
 * @param voter the user id
 * @param name the name as others know it
 * @param roles the roles that the person held when voting
 * @param role the one that the vote was meant for; null when the person named none
 * @param choice one of the names of {@code Choice}
 * @param comment why; null when nothing was said
 * @param at when (ISO-8601, UTC)
 * @param unattributed whether nobody could know who it was
 * @param authentication one of the names of {@code AuthenticationMethod}
 * @param from when a deferred Go begins to count (ISO-8601, UTC); null for others
 * @param item the id of the item of which changes are requested; null where none are
 */
public record VoteJson(
        String voter,
        String name,
        List<String> roles,
        Optional<String> role,
        String choice,
        Optional<String> comment,
        String at,
        boolean unattributed,
        String authentication,
        Optional<String> from,
        Optional<String> item) {
    public static VoteJson of(Vote vote) {
        return new VoteJson(
                vote.voter(),
                vote.name(),
                vote.roles(),
                vote.role(),
                vote.choice().name(),
                vote.comment(),
                vote.at().toString(),
                vote.unattributed(),
                vote.authentication().name(),
                vote.from().map(Instant::toString),
                vote.item());
    }
}
