package io.jenkins.plugins.releasechecklist.engine.history;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.UngatedDeployment;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the release index says about an environment of a release. Components are only ever added, as {@code Optional} or list, so
 * that every old index stays readable.
 *
 * @param name its name
 * @param deployed when the release was there at the latest: the item that says so passed, or a test of it began that shows
 *     it; empty when nobody knows of a deployment
 * @param verified when the latest verification there came to its verdict
 * @param verdict that verdict, one of the names of {@code Verdict}
 * @param good whether its verifications there passed, in the judgement of the steps that ran them, and it was not rolled back
 *     there afterwards
 * @param tests how the smoke tests there ended, the last attempt of each: {@code PASSED} or {@code FAILED}; empty before that
 * @param failed when the deployment there failed, if the last attempt did
 * @param rolledBack what was brought back there; empty when that was overtaken by a verification that passed
 * @param withoutGo when it was seen that the release was deployed there without a Go; empty when it was not
 */
public record EnvironmentLine(
        String name,
        Optional<Instant> deployed,
        Optional<Instant> verified,
        Optional<String> verdict,
        boolean good,
        Optional<String> tests,
        Optional<Instant> failed,
        Optional<RolledBack> rolledBack,
        Optional<Instant> withoutGo) {
    private static final String VERIFICATION = "postDeployVerify";
    private static final String ROLLBACK = "rollbackRelease";
    private static final Set<String> SMOKE_TESTS = Set.of("smokeTest", "withSmokeTest");

    public EnvironmentLine {
        name = EnvironmentName.canonical(name);
    }

    /** Whether the release failed there, or did not stay. */
    boolean isWrong() {
        return rolledBack.isPresent()
                || failed.isPresent()
                || !good && verdict.filter("FAIL"::equals).isPresent();
    }

    /** The same after another build brought back an earlier release there. */
    EnvironmentLine takenBack(RolledBack by) {
        return rolledBack.isPresent() ? this : with(false, Optional.of(by));
    }

    /** The same where jobs are called otherwise. */
    EnvironmentLine renamed(UnaryOperator<Optional<String>> names) {
        return with(
                good, rolledBack.map(to -> new RolledBack(to.version(), to.build(), to.at(), names.apply(to.job()))));
    }

    private EnvironmentLine with(boolean stillGood, Optional<RolledBack> by) {
        return new EnvironmentLine(name, deployed, verified, verdict, stillGood, tests, failed, by, withoutGo);
    }

    /** The environments of which the release has something to say, in the order in which it got there. */
    static List<EnvironmentLine> of(Release release, Optional<String> job) {
        Stream<String> deployed = release.items().stream()
                .filter(item -> item.status() == ItemStatus.PASSED || item.status() == ItemStatus.FAILED)
                .filter(item -> !item.inherited())
                .flatMap(item -> item.item().deployedTo().stream());
        Stream<String> worked = release.runs().stream()
                .flatMap(run -> run.environment().stream())
                .distinct()
                .filter(name -> !release.tests(name).isEmpty()
                        || release.runs().stream().anyMatch(run -> run.step().equals(ROLLBACK) && isIn(run, name)));
        Stream<String> ungated =
                release.ungated().stream().map(one -> one.told().environment());
        return Stream.of(worked, deployed, ungated)
                .flatMap(names -> names)
                .distinct()
                .map(name -> of(release, name, job))
                .toList();
    }

    private static EnvironmentLine of(Release release, String name, Optional<String> job) {
        List<RunState> tests = release.tests(name);
        Optional<RunState> verification = tests.stream()
                .filter(run ->
                        run.step().equals(VERIFICATION) && run.judgement().isPresent())
                .reduce((earlier, later) -> later);
        Stream<Instant> items = changes(release, name, ItemStatus.PASSED);
        Optional<RunState> rollback = rollback(release, name);
        return new EnvironmentLine(
                name,
                Stream.concat(items, arrivals(release, name, tests)).min(Comparator.naturalOrder()),
                verification.flatMap(RunState::ended),
                verification
                        .flatMap(RunState::judgement)
                        .map(Judgement::verdict)
                        .map(Enum::name),
                release.passed(VERIFICATION, name) && rollback.isEmpty(),
                smokeTests(tests),
                changes(release, name, ItemStatus.FAILED).max(Comparator.naturalOrder()),
                rollback.flatMap(run -> RolledBack.by(run, job)),
                release.ungated().stream()
                        .filter(one -> one.told().environment().equals(name))
                        .map(UngatedDeployment::at)
                        .findFirst());
    }

    /** When tests began that show that the release was there: where the checklist has an item for that, those that mark it. */
    private static Stream<Instant> arrivals(Release release, String name, List<RunState> tests) {
        List<Item> deployments = release.checklist().items().stream()
                .filter(item -> item.deployedTo().contains(name))
                .toList();
        return tests.stream()
                .filter(run -> deployments.isEmpty()
                        || deployments.stream()
                                .flatMap(item -> item.impliedBy().stream())
                                .anyMatch(way -> way instanceof Completion.ByStep by
                                        && by.covers(run.step(), run.environment())))
                .map(RunState::started);
    }

    /** When the items that say so came to this status. */
    private static Stream<Instant> changes(Release release, String name, ItemStatus status) {
        return release.items().stream()
                .filter(item -> item.status() == status && !item.inherited())
                .filter(item -> item.item().deployedTo().contains(name))
                .flatMap(item -> item.at().stream());
    }

    private static Optional<String> smokeTests(List<RunState> tests) {
        List<RunState> ended = RunState.latestOfEachName(tests.stream()
                .filter(run -> SMOKE_TESTS.contains(run.step()) && !run.isRunning())
                .toList());
        boolean passed = ended.stream().allMatch(RunState::isPassed);
        return ended.isEmpty() ? Optional.empty() : Optional.of((passed ? Outcome.PASSED : Outcome.FAILED).name());
    }

    /** The rollback there, unless a verification passed after it. */
    private static Optional<RunState> rollback(Release release, String name) {
        return release.runs().stream()
                .filter(run -> isIn(run, name) && run.isPassed() && !release.isPreFlight(run))
                .filter(run -> run.step().equals(VERIFICATION) || run.step().equals(ROLLBACK))
                .reduce((earlier, later) -> later)
                .filter(run -> run.step().equals(ROLLBACK));
    }

    private static boolean isIn(RunState run, String environment) {
        return run.environment().equals(Optional.of(environment));
    }

    /**
     * A rollback that passed.
     *
     * @param version the version that runs there again
     * @param build the build that had released it
     * @param at when it was there again
     * @param job in the index of several jobs, the one that has the build
     */
    public record RolledBack(String version, int build, Instant at, Optional<String> job) {
        public RolledBack {
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(at, "at");
        }

        private static Optional<RolledBack> by(RunState run, Optional<String> own) {
            return run.target()
                    .map(to -> new RolledBack(
                            to.version(),
                            to.build().number(),
                            run.ended().orElse(run.started()),
                            BuildKey.of(own, to.build()).job()));
        }
    }
}
