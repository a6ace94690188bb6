package io.jenkins.plugins.releasechecklist.builds;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the release index says about an environment of a release.
 *
 * @param name its name
 * @param deployed when the release was there at the latest: the item that says so passed, or a test of it began; empty when
 *     nobody knows of a deployment
 * @param verified when the latest verification there came to its verdict
 * @param verdict that verdict, one of the names of {@code Verdict}
 * @param good whether its verifications there passed, in the judgement of the steps that ran them, and it was not rolled back
 *     there afterwards
 */
public record EnvironmentLine(
        String name, Optional<Instant> deployed, Optional<Instant> verified, Optional<String> verdict, boolean good) {
    private static final String VERIFICATION = "postDeployVerify";
    private static final String ROLLBACK = "rollbackRelease";
    private static final Set<String> TESTS = Set.of("smokeTest", "withSmokeTest", VERIFICATION);

    public EnvironmentLine {
        Objects.requireNonNull(name, "name");
    }

    /** The environments of which the release has something to say, in the order in which it got there. */
    static List<EnvironmentLine> of(Release release) {
        Stream<String> deployed = release.items().stream()
                .filter(item -> item.status() == ItemStatus.PASSED)
                .flatMap(EnvironmentLine::deployedTo);
        Stream<String> worked = release.runs().stream()
                .filter(run -> TESTS.contains(run.step()) || run.step().equals(ROLLBACK))
                .flatMap(run -> run.environment().stream());
        return Stream.concat(worked, deployed)
                .distinct()
                .map(name -> of(release, name))
                .toList();
    }

    private static EnvironmentLine of(Release release, String name) {
        List<RunState> tests = release.runs().stream()
                .filter(run -> TESTS.contains(run.step()) && isIn(run, name))
                .toList();
        Optional<RunState> verification = tests.stream()
                .filter(run ->
                        run.step().equals(VERIFICATION) && run.judgement().isPresent())
                .reduce((earlier, later) -> later);
        Stream<Instant> items = release.items().stream()
                .filter(item -> item.status() == ItemStatus.PASSED)
                .filter(item -> deployedTo(item).anyMatch(name::equals))
                .flatMap(item -> item.at().stream());
        return new EnvironmentLine(
                name,
                Stream.concat(items, tests.stream().map(RunState::started)).min(Comparator.naturalOrder()),
                verification.flatMap(RunState::ended),
                verification
                        .flatMap(RunState::judgement)
                        .map(Judgement::verdict)
                        .map(Enum::name),
                release.passed(VERIFICATION, name) && !isRolledBack(release, name));
    }

    /** A step that comes after a deployment and marks the item of it tells where that deployment goes. */
    private static Stream<String> deployedTo(ItemState item) {
        return item.item().impliedBy().stream()
                .flatMap(way -> way instanceof Completion.ByStep step ? step.environment().stream() : Stream.empty());
    }

    private static boolean isRolledBack(Release release, String name) {
        List<RunState> last = release.runs().stream()
                .filter(run -> isIn(run, name) && run.isPassed())
                .filter(run -> run.step().equals(VERIFICATION) || run.step().equals(ROLLBACK))
                .toList();
        return !last.isEmpty() && last.get(last.size() - 1).step().equals(ROLLBACK);
    }

    private static boolean isIn(RunState run, String environment) {
        return run.environment().equals(Optional.of(environment));
    }
}
