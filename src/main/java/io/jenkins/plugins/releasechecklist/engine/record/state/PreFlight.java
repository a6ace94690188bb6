package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The smoke tests and verifications that ran before the release was deployed to their environment. They tell how the release does
 * that runs there, and nothing of this one.
 *
 * @param checklist in force
 * @param tests the ids of their runs
 */
record PreFlight(Checklist checklist, Set<String> tests) {
    private static final Set<String> TESTS = Set.of("smokeTest", "withSmokeTest", "postDeployVerify");

    /**
     * Finds them. A deployment begins with the first run that works on the item of it. Where there is none, it begins with the
     * first Go for the environment. Where no gate is about the environment either, nobody can tell, and every test counts as one
     * of the release.
     */
    static PreFlight of(Checklist checklist, List<RunState> runs, List<GateState> gates) {
        Map<String, Long> begins = new HashMap<>();
        return new PreFlight(
                checklist,
                runs.stream()
                        .filter(PreFlight::isTest)
                        .filter(run -> run.seq()
                                < begins.computeIfAbsent(
                                        run.environment().get(), name -> beginning(checklist, name, runs, gates)))
                        .map(RunState::run)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The number of the event with which a deployment to the environment began at the earliest. */
    private static long beginning(Checklist checklist, String environment, List<RunState> runs, List<GateState> gates) {
        Optional<Long> worked = runs.stream()
                .filter(run -> run.item()
                        .flatMap(checklist::item)
                        .filter(item -> item.deployedTo().contains(environment))
                        .isPresent())
                .map(RunState::seq)
                .findFirst();
        if (worked.isPresent()) {
            return worked.get();
        }
        List<GateState> own = gates.stream()
                .filter(gate -> gate.opening().environment().equals(Optional.of(environment)))
                .toList();
        return own.stream()
                .filter(gate -> gate.status() == GateStatus.GO)
                .flatMap(gate -> gate.settlement().stream())
                .map(GateState.Settlement::seq)
                .findFirst()
                .orElse(own.isEmpty() ? 0 : Long.MAX_VALUE);
    }

    static boolean isTest(RunState run) {
        return TESTS.contains(run.step()) && run.environment().isPresent();
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
}
