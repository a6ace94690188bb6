package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where release indexes lie. Earlier versions kept one for each branch; it becomes part of that of the project. */
final class IndexFiles {
    private IndexFiles() {}

    static ReleaseIndexFile of(HistoryScope scope) {
        return new ReleaseIndexFile(directory(scope.owner()));
    }

    private static Path directory(Item item) {
        return item.getRootDir().toPath().resolve(RecordPointer.DIRECTORY);
    }

    static Path file(Item item) {
        return directory(item).resolve(ReleaseIndex.FILE);
    }

    static boolean exists(HistoryScope scope) {
        return Files.exists(file(scope.owner())) || scope.isShared() && Files.exists(file(scope.job()));
    }

    /** What the index holds, with that of the indexes that the jobs still have for themselves; empty where there is none. */
    static Optional<ReleaseIndexFile.Content> read(HistoryScope scope) throws IOException {
        Optional<ReleaseIndexFile.Content> shared = of(scope).read();
        List<Job<?, ?>> separate = separate(scope);
        if (separate.isEmpty()) {
            return shared;
        }
        Map<BuildKey, ReleaseLine> lines = new LinkedHashMap<>();
        shared.ifPresent(content -> lines.putAll(content.lines()));
        boolean damaged = shared.filter(ReleaseIndexFile.Content::damaged).isPresent();
        for (Job<?, ?> job : separate) {
            ReleaseIndexFile.Content own =
                    new ReleaseIndexFile(directory(job)).read().orElseThrow();
            damaged |= own.damaged();
            own.lines().values().stream()
                    .map(line -> line.renamed(any -> Optional.of(job.getName())))
                    .forEach(line -> lines.put(line.key(), line));
        }
        return Optional.of(new ReleaseIndexFile.Content(lines, lines.size(), damaged));
    }

    /** The jobs that share an index and have one for themselves all the same: an earlier version of the plugin wrote it. */
    static List<Job<?, ?>> separate(HistoryScope scope) {
        return scope.isShared()
                ? scope.jobs().values().stream()
                        .filter(job -> Files.exists(file(job)))
                        .toList()
                : List.of();
    }

    /** Replaces the index, and what jobs have for themselves. After a crash in between, that is taken once more. */
    static void replace(HistoryScope scope, Collection<ReleaseLine> lines) throws IOException {
        List<Job<?, ?>> separate = new ArrayList<>(separate(scope));
        ReleaseIndexFile file = of(scope);
        if (!lines.isEmpty() || file.stamp().isPresent()) {
            file.replace(lines);
        }
        for (Job<?, ?> job : separate) {
            Files.deleteIfExists(file(job));
        }
    }
}
