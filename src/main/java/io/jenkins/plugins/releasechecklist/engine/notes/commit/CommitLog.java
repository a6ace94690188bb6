package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns commits into the entries of a change log: reverts and merges folded, nothing twice, words linked. */
public final class CommitLog {

    private CommitLog() {}

    /**
     * Makes the entries.
     *
     * <p>A commit and its revert are left out. What has the words of a merge is told by the title of its request: the logs of
     * git have no real merges in Jenkins ({@code --no-merges}), so it is a request that was squashed. It is left out if a commit
     * with that title is in the log; a merge of git without a request says nothing. What has the same id, or the same words in
     * the same group, is one entry by all of its authors.
     *
     * @param commits the newest first
     * @param references what becomes a link, besides addresses
     * @return the newest first
     */
    public static List<Change> changes(List<Commit> commits, List<ReferencePattern> references) {
        Set<String> ids = new LinkedHashSet<>();
        List<Commit> log = commits.stream()
                .filter(commit -> commit.id().map(ids::add).orElse(true))
                .toList();
        List<Optional<MergeCommit>> merges = log.stream().map(MergeCommit::of).toList();
        BitSet left = folded(log, merges);
        left.or(RevertedCommits.of(log, left));
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, String> requests = new HashMap<>();
        for (int i = left.nextClearBit(0); i < log.size(); i = left.nextClearBit(i + 1)) {
            Commit commit = log.get(i);
            (merges.get(i).isPresent() ? merges.get(i).get().told(commit) : Optional.of(commit))
                    .map(told -> Change.of(told, references))
                    .ifPresent(change -> {
                        String key = key(change);
                        String plain = Revert.withoutNumber(key);
                        requests.putIfAbsent(plain, key);
                        // A commit that is merged under its own title: the merge has the number of the request besides.
                        changes.merge(plain.equals(key) ? requests.get(plain) : key, change, CommitLog::together);
                    });
        }
        return List.copyOf(changes.values());
    }

    /** The merges of requests whose title is that of another commit. */
    private static BitSet folded(List<Commit> log, List<Optional<MergeCommit>> merges) {
        Set<String> titles = IntStream.range(0, log.size())
                .filter(i -> merges.get(i).isEmpty())
                .mapToObj(i -> title(log.get(i)))
                .collect(Collectors.toSet());
        return IntStream.range(0, log.size())
                .filter(i -> merges.get(i).isPresent() && titles.contains(title(log.get(i))))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private static String title(Commit commit) {
        return Revert.title(commit).toLowerCase(Locale.ROOT);
    }

    private static String key(Change change) {
        return change.kind() + " " + change.title().text().toLowerCase(Locale.ROOT);
    }

    private static Change together(Change newer, Change older) {
        Set<String> authors = new LinkedHashSet<>(newer.authors());
        authors.addAll(older.authors());
        return new Change(newer.id(), newer.kind(), newer.title(), new ArrayList<>(authors));
    }
}
