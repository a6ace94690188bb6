package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The smoke tests and verifications that tested something else than the release: what ran in their environment before the release was
 * deployed there, or after it was gone again. They complete nothing that comes after the deployment, and are no news of the release.
 *
 * <p>The order of the events tells. An attempt to deploy begins with the first {@code withChecklistItem} for the item that stands for
 * the deployment to the environment. Where nobody works on such an item, it begins when a gate for the environment says Go, or when
 * {@code checklistItem} says that the release is deployed, whichever comes first. Where a gate was opened and none of it happened, no
 * attempt begins; where no gate was opened either, nobody can tell, and tests count.
 *
 * <p>An attempt ends when the deployment fails or is rolled back. A test after that belongs to the next attempt. Without one, after a
 * rollback a verification counts, since somebody may have deployed again, and a smoke test does not; after a failed deployment, only a
 * verification counts that saw the version of the release.
 *
 * @param checklist in force
 * @param tests the ids of their runs
 */
record PreFlight(Checklist checklist, Set<String> tests) {
    private static final Set<String> TESTS = Set.of("smokeTest", "withSmokeTest", StatusRule.VERIFICATION);
    private static final String WORK = "withChecklistItem";

    static PreFlight of(Checklist checklist, Optional<String> version, List<RunState> runs, List<GateState> gates) {
        Map<String, Attempts> attempts = new HashMap<>();
        return new PreFlight(
                checklist,
                runs.stream()
                        .filter(PreFlight::isTest)
                        .filter(run -> !attempts.computeIfAbsent(
                                        run.environment().orElseThrow(),
                                        environment -> Attempts.in(environment, checklist, runs, gates))
                                .around(run)
                                .tests(run, version))
                        .map(RunState::run)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static boolean isTest(RunState run) {
        return TESTS.contains(run.step()) && run.environment().isPresent();
    }

    /** Whether the run is about the deployment to the environment. */
    static boolean isDeployment(RunState run, Checklist checklist, String environment) {
        return run.item()
                .flatMap(checklist::item)
                .filter(item -> item.deployedTo().contains(environment))
                .isPresent();
    }

    /** Whether the run is one of them. */
    boolean contains(RunState run) {
        return tests.contains(run.run());
    }

    /**
     * Whether the run, which could complete the item, is too early for it: the item comes after the deployment, by the order of
     * the checklist.
     */
    boolean isTooEarly(RunState run, Item item) {
        return contains(run)
                && position(deployment -> deployment
                                .deployedTo()
                                .contains(run.environment().orElseThrow()))
                        < position(item::equals);
    }

    /** Of the first such item; behind all others where there is none. */
    private int position(Predicate<Item> which) {
        List<Item> items = checklist.items();
        return IntStream.range(0, items.size())
                .filter(i -> which.test(items.get(i)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * The attempts to deploy to one environment.
     *
     * @param deployments the runs that are about it
     * @param ends the runs that ended an attempt
     * @param gates the gates for the environment
     */
    private record Attempts(List<RunState> deployments, List<RunState> ends, List<GateState> gates) {
        static Attempts in(String environment, Checklist checklist, List<RunState> runs, List<GateState> gates) {
            List<RunState> deployments = runs.stream()
                    .filter(run -> isDeployment(run, checklist, environment))
                    .toList();
            Stream<RunState> failed =
                    deployments.stream().filter(run -> run.step().equals(WORK) && !run.isRunning() && !run.isPassed());
            Stream<RunState> rollbacks = runs.stream()
                    .filter(run -> run.step().equals(StatusRule.ROLLBACK)
                            && run.environment().filter(environment::equals).isPresent()
                            && (run.isRunning() || run.isPassed()));
            return new Attempts(
                    deployments,
                    Stream.concat(failed, rollbacks).toList(),
                    gates.stream()
                            .filter(gate -> gate.opening()
                                    .environment()
                                    .filter(environment::equals)
                                    .isPresent())
                            .toList());
        }

        Attempt around(RunState test) {
            Optional<RunState> last =
                    ends.stream().filter(run -> end(run) < test.seq()).max(Comparator.comparing(Attempts::end));
            long after = last.map(Attempts::end).orElse(0L);
            long until = ends.stream()
                    .mapToLong(Attempts::end)
                    .filter(end -> end > test.seq())
                    .min()
                    .orElse(Long.MAX_VALUE);
            Optional<Long> work = first(starts(deployments, WORK), after, until);
            Optional<Long> said = first(
                    LongStream.concat(
                            deployments.stream().mapToLong(RunState::seq),
                            gates.stream()
                                    .filter(gate -> gate.status() == GateStatus.GO)
                                    .flatMap(gate -> gate.settlement().stream())
                                    .mapToLong(GateState.Settlement::seq)),
                    after,
                    until);
            boolean refused = gates.stream().anyMatch(gate -> gate.seq() > after && gate.seq() < until);
            return new Attempt(
                    last,
                    work.or(() -> said).or(() -> Optional.of(Long.MAX_VALUE).filter(never -> refused)));
        }

        private static LongStream starts(List<RunState> runs, String step) {
            return runs.stream().filter(run -> run.step().equals(step)).mapToLong(RunState::seq);
        }

        private static Optional<Long> first(LongStream numbers, long after, long until) {
            return numbers.filter(seq -> after < seq && seq < until).boxed().min(Comparator.naturalOrder());
        }

        /** A rollback takes the release away when it begins, so that what its block tests is what it brings back. */
        private static long end(RunState run) {
            return run.step().equals(StatusRule.ROLLBACK) ? run.seq() : run.endSeq();
        }
    }

    /**
     * The attempt to deploy that a test belongs to.
     *
     * @param last what ended the one before; empty for the first one
     * @param begins the number of the event that began it; empty when nothing tells
     */
    private record Attempt(Optional<RunState> last, Optional<Long> begins) {
        /** Whether the test is one of the release that this attempt deploys. */
        boolean tests(RunState test, Optional<String> version) {
            if (begins.isPresent() || last.isEmpty()) {
                return begins.orElse(0L) < test.seq();
            }
            if (!test.step().equals(StatusRule.VERIFICATION)) {
                return false;
            }
            return last.get().step().equals(StatusRule.ROLLBACK)
                    ? !last.get().isRunning() && last.get().endSeq() < test.seq()
                    : version.isPresent()
                            && test.judgement().flatMap(Judgement::version).equals(version);
        }
    }
}
