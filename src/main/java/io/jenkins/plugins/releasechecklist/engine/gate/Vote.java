package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one person said about a gate.
 *
 * @param voter the user id
 * @param name the name as others know it
 * @param roles the roles that the person held when voting
 * @param role the one of them that the vote is meant for, when the person said so
 * @param choice Go or No-go
 * @param comment why; always there for a No-go
 * @param at when
 * @param unattributed whether nobody could know who it was (a Jenkins without a security realm): it counts for every role
 * @param identity who the voter is for the security realm; empty in old records
 */
public record Vote(
        String voter,
        String name,
        List<String> roles,
        Optional<String> role,
        Choice choice,
        Optional<String> comment,
        Instant at,
        boolean unattributed,
        Optional<Identity> identity) {
    /** A vote of which only the id of the voter is known. */
    public Vote(
            String voter,
            String name,
            List<String> roles,
            Optional<String> role,
            Choice choice,
            Optional<String> comment,
            Instant at,
            boolean unattributed) {
        this(voter, name, roles, role, choice, comment, at, unattributed, Optional.empty());
    }

    public Vote {
        roles = List.copyOf(roles);
        if (voter.isBlank()) {
            throw new IllegalArgumentException("A vote needs the id of the voter, found blank text");
        }
        if (!unattributed && !role.map(roles::contains).orElse(true)) {
            throw new IllegalArgumentException(
                    "Expected a vote for one of the roles of " + voter + " " + roles + ", found '" + role.get() + "'");
        }
        if (choice == Choice.NO_GO && comment.filter(text -> !text.isBlank()).isEmpty()) {
            throw new IllegalArgumentException("A No-go needs a comment that says why, found none");
        }
    }

    /** Tells the voter apart from others, whatever the spelling of the id. */
    public UserKey key() {
        return identity.map(Identity::key).orElseGet(() -> UserKey.ofId(voter));
    }

    /** How the voter proved who it is. */
    public AuthenticationMethod authentication() {
        return identity.map(Identity::authentication).orElse(AuthenticationMethod.UNKNOWN);
    }

    /** The same vote, of somebody whose identity is known. */
    public Vote with(Identity known) {
        return new Vote(voter, name, roles, role, choice, comment, at, unattributed, Optional.of(known));
    }

    /** Whether the vote can count for the approval. */
    public boolean countsFor(Approval approval) {
        return unattributed
                || approval.anyOf().stream().anyMatch(role.map(List::of).orElse(roles)::contains);
    }
}
