package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Finds the commits that cancel each other out: a revert, and what it reverts if that is in the same log. The revert of a revert
 * leaves what that one had reverted. For one log; not for several threads.
 */
final class RevertedCommits {

    private final List<Commit> commits;
    private final List<String> titles;
    private final List<String> numbers;
    private final List<Optional<MergeCommit>> merges;
    private final BitSet cancelled = new BitSet();

    private RevertedCommits(List<Commit> commits) {
        this.commits = commits;
        this.titles = commits.stream().map(Revert::title).toList();
        this.numbers = commits.stream().map(Revert::requestNumber).toList();
        this.merges = commits.stream().map(MergeCommit::of).toList();
    }

    /**
     * Finds them.
     *
     * @param commits the newest first
     * @param folded the merges whose commits are there, by index: those revert, and the merges say it once more
     * @return their indices
     */
    static BitSet of(List<Commit> commits, BitSet folded) {
        RevertedCommits log = new RevertedCommits(commits);
        for (int i = 0; i < commits.size(); i++) {
            int at = i;
            if (!log.cancelled.get(at) && !folded.get(at)) {
                Revert.of(commits.get(at))
                        .filter(revert -> log.cancel(revert, at))
                        .ifPresent(revert -> log.cancelled.set(at));
            }
        }
        return log.cancelled;
    }

    /** Cancels what is reverted, as far as it is there; returns whether all of it was. */
    private boolean cancel(Revert revert, int at) {
        IntPredicate sameTitle =
                i -> revert.title().filter(titles.get(i)::equalsIgnoreCase).isPresent();
        if (revert.isExact()) {
            boolean all = true;
            for (String hash : revert.hashes()) {
                all &= cancelOne(0, i -> i != at && Revert.isAt(commits.get(i), hash), revert);
            }
            return all || cancelOne(at + 1, i -> commits.get(i).id().isEmpty() && sameTitle.test(i), revert);
        }
        return revert.number()
                        .filter(number -> cancelOne(at + 1, i -> numbers.get(i).equals(number), revert))
                        .isPresent()
                || cancelOne(at + 1, sameTitle, revert);
    }

    private boolean cancelOne(int from, IntPredicate isReverted, Revert revert) {
        for (int i = from; i < commits.size(); i++) {
            if (!cancelled.get(i) && isReverted.test(i)) {
                cancelled.set(i);
                if (merges.get(i).filter(MergeCommit::sure).isPresent()) {
                    cancelMerged(i, revert);
                }
                return true;
            }
        }
        return false;
    }

    /** What a reverted merge had brought: all since the commit that its branch was at, or else the commit of its title. */
    private void cancelMerged(int merge, Revert revert) {
        for (int i = merge + 1; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            if (revert.beforeMerge().filter(hash -> Revert.isAt(commit, hash)).isPresent()) {
                return;
            }
            if (revert.beforeMerge().isPresent() || titles.get(i).equalsIgnoreCase(titles.get(merge))) {
                cancelled.set(i);
            }
        }
    }
}
