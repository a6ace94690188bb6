package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a gate can never see done, because it comes after the gate or is nowhere: the gate would wait for ever. The order of
 * the checklist counts, with the item that means that the release is out as its turning point. In doubt an item is possible: what
 * people sign, what any step may do at any time.
 *
 * @param checklist in the words of the team
 * @param plan the plan in force
 */
public record GateOrder(Checklist checklist, Plan plan) {
    /** Finds the order of a plan that follows its own checklist. */
    public static GateOrder of(Plan plan) {
        return new GateOrder(plan.checklist().inTeamsWords(), plan);
    }

    /** The items that a name in {@code requires} can stand for in a release of some type. */
    public List<Item> demandedBy(String name, String environment) {
        return checklist.itemsNamed(name, Optional.of(environment)).stream()
                .filter(item -> item.isCalled(name) || !item.requiredFor().isEmpty())
                .toList();
    }

    /** Those of the items that a gate in front of the environment can never see done. */
    public List<Item> outOfReach(String environment, List<Item> required) {
        return outOfReach(environment, required, Set.of()).toList();
    }

    /** Whether somebody or something can do the item again while a gate in front of the environment is closed. */
    public boolean isRepeatable(Item item, String environment) {
        return !item.isDecidedByGate()
                && (item.signOff().isPresent()
                        || item.completedBy().isEmpty() && item.isToldBySteps(true)
                        || item.completedBy().stream()
                                .anyMatch(way -> way instanceof Completion.ByStep
                                        && isPossible(item, way, Set.of(environment))));
    }

    private Stream<Item> outOfReach(String environment, List<Item> required, Set<String> waiting) {
        Set<String> closed = new HashSet<>(waiting);
        closed.add(environment);
        return required.stream()
                .filter(item ->
                        item.completedBy().stream().noneMatch(way -> way.isDecidedByGateIn(Optional.of(environment))))
                .filter(item -> !isPossible(item, closed));
    }

    /** Whether the item can be done while the gates of these environments are closed. Without any way, any step may mark it. */
    private boolean isPossible(Item item, Set<String> closed) {
        List<Completion> ways = ways(item);
        return item.signOff().isPresent()
                || ways.isEmpty()
                || ways.stream().anyMatch(way -> isPossible(item, way, closed));
    }

    private boolean isPossible(Item item, Completion way, Set<String> closed) {
        if (way instanceof Completion.ByPlan part) {
            return isThere(part.part());
        }
        if (closed.stream().anyMatch(gate -> isAfter(item, way, gate))) {
            return false;
        }
        Optional<String> gate = gateOf(way);
        return gate.isEmpty()
                || !closed.contains(gate.get())
                        && outOfReach(gate.get(), demandedByPlan(gate.get()), closed)
                                .findAny()
                                .isEmpty();
    }

    private List<Item> demandedByPlan(String environment) {
        return Optional.ofNullable(plan.environments().get(environment)).flatMap(EnvironmentPlan::gate).stream()
                .map(GatePolicy::requires)
                .flatMap(List::stream)
                .flatMap(name -> demandedBy(name, environment).stream())
                .toList();
    }

    /** Whether the item is done this way only once the gate in front of the environment is open. */
    private boolean isAfter(Item item, Completion way, String environment) {
        List<Item> items = checklist.items();
        List<Item> release = releaseItems(environment);
        int turn = items.indexOf(release.get(0));
        boolean late = items.indexOf(item) >= turn;
        boolean early = items.subList(0, turn + 1).stream()
                .flatMap(one -> ways(one).stream())
                .anyMatch(one -> one.where().equals(Optional.of(environment)));
        if (!late || !early) {
            return false;
        }
        Optional<String> where = way.where();
        return release.contains(item)
                || where.filter(environment::equals).isPresent()
                || where.isPresent()
                        && release.stream()
                                .flatMap(one -> ways(one).stream())
                                .anyMatch(one -> one.where().equals(where));
    }

    /** The items by which the release is out; of copies, for one of their environments only its own. */
    private List<Item> releaseItems(String environment) {
        return checklist.itemsNamed(checklist.releasedBy(), Optional.of(environment));
    }

    /** Notes can still come from a step. */
    private boolean isThere(PlanPart part) {
        return switch (part) {
            case NOTES -> true;
            case ROLLBACK -> plan.rollback().isPresent();
            case CHECKS ->
                plan.environments().values().stream()
                        .anyMatch(environment -> !environment.checks().isEmpty());
        };
    }

    private static List<Completion> ways(Item item) {
        return Stream.concat(item.completedBy().stream(), item.impliedBy().stream())
                .toList();
    }

    /** The environment whose gate decides about an item that is completed so. */
    private static Optional<String> gateOf(Completion way) {
        return way instanceof Completion.ByStep step && !step.step().equals("releaseGate")
                ? Optional.empty()
                : way.where();
    }
}
