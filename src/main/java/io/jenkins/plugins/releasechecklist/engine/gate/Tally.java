package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the Go votes of a round: different people, each for one approval at a time, in the assignment that reaches most.
 * (A bipartite matching: who holds two roles fills the one that others cannot.)
 */
final class Tally {
    private final List<Approval> approvals;
    private final List<Vote> goes;
    /** For each approval the votes that fill it, by index of the approval. */
    private final List<List<Vote>> given = new ArrayList<>();

    Tally(List<Approval> approvals, List<Vote> votes) {
        this.approvals = approvals;
        this.goes = latestOfEach(votes).stream()
                .filter(vote -> vote.choice() == Choice.GO)
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
            standings.add(new ApprovalStanding(
                    approval,
                    given.get(i),
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
