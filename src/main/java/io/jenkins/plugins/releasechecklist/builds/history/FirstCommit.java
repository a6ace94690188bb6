package io.jenkins.plugins.releasechecklist.builds.history;

import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.StreamSupport;
import jenkins.scm.RunWithSCM;

/** The oldest commit that a build released: from there, its lead time runs. */
final class FirstCommit {
    private FirstCommit() {}

    /** When it was made; nothing where the build has no change log, or its source control does not tell. */
    static Optional<Instant> of(Run<?, ?> run) {
        if (!(run instanceof RunWithSCM<?, ?> built)) {
            return Optional.empty();
        }
        return built.getChangeSets().stream()
                .flatMap(set -> StreamSupport.stream(set.spliterator(), false))
                .map(ChangeLogSet.Entry::getTimestamp)
                .filter(millis -> millis > 0)
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }
}
