package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns commits into the entries of a change log: merges folded, nothing twice, words linked. */
public final class CommitLog {

    private CommitLog() {}

    /**
     * Makes the entries.
     *
     * <p>A merge whose commits are in the log is left out; the log does not tell which commits a merge brought, so it is taken
     * to have brought the one right before it in time, unless that is a merge as well. A merge without its commits stands for
     * them, by the title of its request where there is one. What has the same id, or the same words in the same group, is
     * one entry by all of its authors.
     *
     * @param commits the newest first
     * @param references what becomes a link, besides addresses
     * @return the newest first
     */
    public static List<Change> changes(List<Commit> commits, List<ReferencePattern> references) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            boolean isNew = commit.id().map(ids::add).orElse(true);
            if (isNew) {
                entry(commit, i + 1 < commits.size() ? Optional.of(commits.get(i + 1)) : Optional.empty(), references)
                        .ifPresent(change -> changes.merge(key(change), change, CommitLog::together));
            }
        }
        return List.copyOf(changes.values());
    }

    private static Optional<Change> entry(Commit commit, Optional<Commit> before, List<ReferencePattern> references) {
        Optional<MergeCommit> merge = MergeCommit.of(commit);
        if (merge.isEmpty()) {
            return Optional.of(Change.of(commit, references));
        }
        boolean folded =
                before.filter(earlier -> MergeCommit.of(earlier).isEmpty()).isPresent();
        if (folded) {
            return Optional.empty();
        }
        String title = merge.get().request().orElseGet(commit::subject);
        return Optional.of(Change.of(new Commit(commit.id(), title, commit.author()), references));
    }

    private static String key(Change change) {
        return change.kind() + " " + change.title().text().toLowerCase(Locale.ROOT);
    }

    private static Change together(Change newer, Change older) {
        List<String> authors = new ArrayList<>(new LinkedHashSet<>(concat(newer.authors(), older.authors())));
        return new Change(newer.id(), newer.kind(), newer.title(), authors);
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
