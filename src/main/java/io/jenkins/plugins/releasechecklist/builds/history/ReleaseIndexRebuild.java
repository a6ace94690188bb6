package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Job;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes a release index anew, from the records of the builds. Builds without a record are not loaded for it. Lines of an earlier index
 * that can still be read are kept where the build cannot be: those of discarded builds, and of jobs that are gone.
 */
final class ReleaseIndexRebuild {
    private static final Logger LOGGER = Logger.getLogger(ReleaseIndexRebuild.class.getName());

    private ReleaseIndexRebuild() {}

    /** @param known the lines of an earlier index */
    static Collection<ReleaseLine> of(HistoryScope scope, Map<BuildKey, ReleaseLine> known) throws IOException {
        Map<BuildKey, ReleaseLine> lines = new LinkedHashMap<>();
        known.forEach((build, line) -> lines.put(build, isThere(scope, build) ? line : line.gone()));
        for (Job<?, ?> job : scope.jobs().values()) {
            for (int number : RecordPointer.builds(job)) {
                if (ReleaseRecord.exists(RecordPointer.directory(job, number))) {
                    BuildKey build = new HistoryScope(scope.owner(), job).key(number);
                    line(job, number, Optional.ofNullable(known.get(build))).ifPresent(line -> lines.put(build, line));
                }
            }
        }
        // One line is what every job begins with.
        if (lines.size() > 1) {
            LOGGER.info(() -> "The release index of " + scope.owner().getFullName() + " was made anew: " + lines.size()
                    + " builds with a release");
        }
        return lines.values();
    }

    private static boolean isThere(HistoryScope scope, BuildKey build) {
        return scope.job(build)
                .filter(job -> Files.isDirectory(RecordPointer.directory(job, build.number())))
                .isPresent();
    }

    private static Optional<ReleaseLine> line(Job<?, ?> job, int number, Optional<ReleaseLine> known) {
        Run<?, ?> run = job.getBuildByNumber(number);
        RecordPointer pointer = run == null ? null : run.getAction(RecordPointer.class);
        if (pointer == null) {
            return Optional.empty();
        }
        try {
            Release release = pointer.record().state();
            if (release.opened().isEmpty() || release.damage().isPresent()) {
                return Optional.empty();
            }
            return Optional.of(RecordPointer.line(run, release)
                    .withFirstCommit(firstCommit(run).or(() -> known.flatMap(ReleaseLine::firstCommitAt))));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + run);
            return Optional.empty();
        }
    }

    /** When the oldest commit of the build was made, from which its lead time runs; empty where no change log tells it. */
    static Optional<Instant> firstCommit(Run<?, ?> run) {
        return ReleaseHistory.commits(run).stream()
                .map(ChangeLogSet.Entry::getTimestamp)
                .filter(millis -> millis > 0)
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }
}
