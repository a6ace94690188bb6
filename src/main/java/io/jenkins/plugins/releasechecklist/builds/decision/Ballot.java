package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RequestedChanges;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a person wants to say at a gate.
 *
 * @param choice what
 * @param comment why; must be there for a No-go and for a request for changes
 * @param role the role for which it is meant, when the person holds several
 * @param from when a Go begins to count, at most {@link Vote#LONGEST_DEFERRAL} ahead; empty: at once
 * @param item the id of the item that has to be done again; must be there for a request for changes, and for nothing else
 */
public record Ballot(
        Choice choice, Optional<String> comment, Optional<String> role, Optional<Instant> from, Optional<String> item) {
    public Ballot {
        comment = comment.map(String::strip).filter(text -> !text.isEmpty());
        from = from.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** A word that counts at once, and is about no item. */
    public Ballot(Choice choice, Optional<String> comment, Optional<String> role) {
        this(choice, comment, role, Optional.empty(), Optional.empty());
    }

    /** Refuses what is not complete. */
    void check() throws Refusal {
        if (Vote.needsComment(choice) && comment.isEmpty()) {
            throw refused(
                    choice == Choice.NO_GO ? Messages.Decisions_commentMissing() : Messages.Ballot_commentMissing());
        }
        if (from.isPresent() && choice != Choice.GO) {
            throw refused(Messages.Ballot_notDeferred());
        }
        if (item.isPresent() && choice != Choice.REQUEST_CHANGES) {
            throw refused(Messages.Ballot_noItem());
        }
    }

    /** The vote of this person at this moment, whether or not it may be cast. */
    public Vote by(Approver approver, Instant now) {
        return new Vote(
                approver.id(),
                approver.name(),
                approver.roles(),
                role,
                choice,
                comment,
                now.truncatedTo(ChronoUnit.MILLIS),
                approver.unattributed(),
                Optional.of(approver.identity()),
                from,
                item);
    }

    /** Refuses what cannot be said at the gate as it stands. */
    void check(Release state, GateState gate, GateSnapshot now, Approver approver, Instant at) throws Refusal {
        if (from.isPresent()) {
            checkTime(from.get(), now.change().map(gate::with).orElse(gate), at);
        }
        if (choice == Choice.REQUEST_CHANGES) {
            checkItem(new RequestedChanges(state, gate).possible());
        }
        checkNew(gate, now, approver, at);
    }

    private static void checkTime(Instant from, GateState gate, Instant now) throws Refusal {
        if (!from.isAfter(now.truncatedTo(ChronoUnit.MILLIS))) {
            throw refused(Messages.Ballot_past(from, now.truncatedTo(ChronoUnit.SECONDS)));
        }
        if (from.isAfter(now.plus(Vote.LONGEST_DEFERRAL))) {
            throw refused(Messages.Ballot_tooFar(Durations.format(Vote.LONGEST_DEFERRAL), from));
        }
        Optional<Instant> deadline = gate.round().deadline();
        if (deadline.isPresent() && !from.isBefore(deadline.get())) {
            throw refused(Messages.Ballot_afterTimeout(deadline.get(), from));
        }
    }

    private void checkItem(List<Item> possible) throws Refusal {
        List<String> known = possible.stream().map(Item::id).toList();
        if (item.filter(known::contains).isEmpty()) {
            String expected = String.join(", ", known);
            throw refused(item.map(found -> Messages.Ballot_notRepeatable(found, expected))
                    .orElseGet(() -> Messages.Ballot_itemMissing(expected)));
        }
    }

    /** Saying the same again changes nothing, unless it was too long ago to count. */
    private void checkNew(GateState gate, GateSnapshot now, Approver approver, Instant at) throws Refusal {
        Optional<Vote> before = gate.votes().stream()
                .filter(earlier -> earlier.key().equals(approver.key()))
                .reduce((earlier, later) -> later);
        if (choice == Choice.WITHDRAW) {
            if (before.filter(earlier -> earlier.choice() != Choice.WITHDRAW).isEmpty()) {
                throw new Refusal(Refusal.Kind.CONFLICT, Messages.Ballot_nothingSaid(approver.name()));
            }
        } else if (before.filter(earlier -> isSame(earlier, now, at)).isPresent()) {
            Instant said = before.get().at();
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    choice == Choice.REQUEST_CHANGES
                            ? Messages.Ballot_requestedAlready(approver.name(), item.orElseThrow(), said)
                            : Messages.Decisions_votedAlready(
                                    approver.name(), choice == Choice.GO ? "Go" : "No-go", said));
        }
    }

    private boolean isSame(Vote earlier, GateSnapshot now, Instant at) {
        return earlier.choice() == choice
                && earlier.role().equals(role)
                && earlier.from().filter(at::isBefore).equals(from)
                && earlier.item().equals(item)
                && !now.standing().isExpired(earlier)
                && (choice != Choice.REQUEST_CHANGES || now.isOpenRequestOf(earlier.key()));
    }

    private static Refusal refused(String why) {
        return new Refusal(Refusal.Kind.BAD_REQUEST, why);
    }
}
