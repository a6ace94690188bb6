package io.jenkins.plugins.releasechecklist.engine.history;

import java.util.List;
import java.util.Optional;

/**
 * What can be rolled back in an environment, and to what.
 *
 * @param environment its name
 * @param from the release that is taken back: what runs there, or the attempt after that which went wrong
 * @param targets the releases that were good there and still are, the newest first, never none; the first one is the last known-good
 */
public record RollbackChoice(String environment, ReleaseLine from, List<ReleaseLine> targets) {
    /** The most that people are offered. */
    private static final int MOST = 10;

    public RollbackChoice {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("Expected a release to go back to in " + environment + ", found none");
        }
    }

    static Optional<RollbackChoice> of(EnvironmentStatus status, ReleaseIndex index) {
        String name = status.environment();
        Optional<ReleaseLine> from = status.failed()
                .filter(attempt -> isLeft(attempt, status))
                .map(EnvironmentStatus.Attempt::build)
                .or(() -> status.running().map(EnvironmentStatus.Arrival::build))
                .flatMap(index::find);
        List<ReleaseLine> targets = index.lines().stream()
                .filter(line -> !from.equals(Optional.of(line)))
                .filter(line -> line.isGoodFor(from.flatMap(ReleaseLine::job), name))
                .limit(MOST)
                .toList();
        return from.filter(line -> !targets.isEmpty()).map(line -> new RollbackChoice(name, line, targets));
    }

    /** Whether something of the attempt may still be there: nobody took it back, and nothing came there after it. */
    private static boolean isLeft(EnvironmentStatus.Attempt attempt, EnvironmentStatus status) {
        return attempt.line().rolledBack().isEmpty()
                && status.running()
                        .filter(now -> now.since().isAfter(attempt.at()))
                        .isEmpty();
    }

    /** The target that a build released. */
    public Optional<ReleaseLine> target(BuildKey build) {
        return targets.stream().filter(line -> line.key().equals(build)).findFirst();
    }
}
