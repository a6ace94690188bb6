package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Duration;
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
 * @param choice what the person says
 * @param comment why; always there for a No-go and for a request for changes
 * @param at when
 * @param unattributed whether nobody could know who it was (a Jenkins without a security realm): it counts for every role
 * @param identity who the voter is for the security realm; empty in old records
 * @param from when a deferred Go begins to count; empty for a Go that counts at once, and for everything else
 * @param item the id of the item that has to be done again; only, and always, there for a request for changes
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
        Optional<Identity> identity,
        Optional<Instant> from,
        Optional<String> item) {
    /** A Go counts from a time on that is at most so far away. */
    public static final Duration LONGEST_DEFERRAL = Duration.ofDays(7);

    /** A vote that counts at once, of which only the id of the voter is known. */
    public Vote(
            String voter,
            String name,
            List<String> roles,
            Optional<String> role,
            Choice choice,
            Optional<String> comment,
            Instant at,
            boolean unattributed) {
        this(
                voter,
                name,
                roles,
                role,
                choice,
                comment,
                at,
                unattributed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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
        if (needsComment(choice) && comment.filter(text -> !text.isBlank()).isEmpty()) {
            throw new IllegalArgumentException((choice == Choice.NO_GO ? "A No-go" : "A request for changes")
                    + " needs a comment that says why, found none");
        }
        if (from.isPresent() && (choice != Choice.GO || !from.get().isAfter(at))) {
            throw new IllegalArgumentException(
                    "Expected a Go to count from a time after " + at + ", found " + choice + " from " + from.get());
        }
        if (item.isPresent() != (choice == Choice.REQUEST_CHANGES)) {
            throw new IllegalArgumentException("Expected an item for a request for changes alone, found " + choice
                    + " for " + item.orElse("none"));
        }
    }

    /** Whether nobody may say so without a reason. */
    public static boolean needsComment(Choice choice) {
        return choice == Choice.NO_GO || choice == Choice.REQUEST_CHANGES;
    }

    /** When it begins to count. */
    public Instant since() {
        return from.orElse(at);
    }

    /** Whether it is a Go that does not count yet. */
    public boolean isDeferredAt(Instant now) {
        return from.filter(now::isBefore).isPresent();
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
        return new Vote(voter, name, roles, role, choice, comment, at, unattributed, Optional.of(known), from, item);
    }

    /** Whether the vote can count for the approval. */
    public boolean countsFor(Approval approval) {
        return unattributed
                || approval.anyOf().stream().anyMatch(role.map(List::of).orElse(roles)::contains);
    }
}
