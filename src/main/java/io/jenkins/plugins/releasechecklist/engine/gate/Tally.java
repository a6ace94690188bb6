package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the Go votes of a round: different people, each for one approval at a time, in the assignment that reaches most.
 * (A bipartite matching: who holds two roles fills the one that others cannot.)
 */
final class Tally {
    private final List<Approval> approvals;
    private final Instant now;
    private final List<Vote> goes;
    /** For each approval the votes that fill it, by index of the approval. */
    private final List<List<Vote>> given = new ArrayList<>();

    /** @param now a Go that does not count yet takes the place of none that does, and fills what is left */
    Tally(List<Approval> approvals, List<Vote> votes, Instant now) {
        this.approvals = approvals;
        this.now = now;
        this.goes = latestOfEach(votes).stream()
                .filter(vote -> vote.choice() == Choice.GO)
                .sorted(Comparator.comparing(vote -> vote.isDeferredAt(now)))
                .toList();
        approvals.forEach(approval -> given.add(new ArrayList<>()));
        for (Vote vote : goes) {
            if (vote.unattributed()) {
                fillAll(vote);
            } else {
                place(vote, new HashSet<>());
            }
        }
    }

    /** The last word of every person, in the order in which they were said. */
    static List<Vote> latestOfEach(List<Vote> votes) {
        Map<UserKey, Vote> latest = new LinkedHashMap<>();
        for (Vote vote : votes) {
            latest.remove(vote.key());
            latest.put(vote.key(), vote);
        }
        return List.copyOf(latest.values());
    }

    /**
     * The approvals in their order.
     *
     * @param expired Go votes that are too old to count
     */
    List<ApprovalStanding> standings(List<Vote> expired) {
        List<ApprovalStanding> standings = new ArrayList<>();
        for (int i = 0; i < approvals.size(); i++) {
            Approval approval = approvals.get(i);
            Map<Boolean, List<Vote>> byDeferral =
                    given.get(i).stream().collect(Collectors.partitioningBy(vote -> vote.isDeferredAt(now)));
            standings.add(new ApprovalStanding(
                    approval,
                    byDeferral.get(false),
                    byDeferral.get(true),
                    expired.stream().filter(vote -> vote.countsFor(approval)).toList()));
        }
        return standings;
    }

    private void fillAll(Vote vote) {
        given.forEach(votes -> votes.add(vote));
    }

    /** Places the vote, moving earlier ones to other approvals where that makes room (an augmenting path). */
    private boolean place(Vote vote, Set<Integer> visited) {
        for (int i = 0; i < approvals.size(); i++) {
            if (!vote.countsFor(approvals.get(i)) || !visited.add(i)) {
                continue;
            }
            List<Vote> holders = given.get(i);
            if (holders.size() < approvals.get(i).count()) {
                holders.add(vote);
                return true;
            }
            for (int k = 0; k < holders.size(); k++) {
                if (!holders.get(k).unattributed() && place(holders.get(k), visited)) {
                    holders.set(k, vote);
                    return true;
                }
            }
        }
        return false;
    }
}
