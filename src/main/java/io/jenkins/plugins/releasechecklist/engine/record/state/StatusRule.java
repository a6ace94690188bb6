package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The status of a release as it follows from its items, its gates and the end of its build. What happens in the environment that
 * the release is for decides: a No-go or a rollback anywhere else does not take back what went out. Of several environments that it is
 * for, each counts.
 *
 * @param started the environment for which the build was started; empty where it goes all the way
 */
record StatusRule(
        Checklist checklist,
        List<ItemState> items,
        List<GateState> gates,
        List<RunState> runs,
        PreFlight preFlight,
        Optional<String> ended,
        Optional<String> started) {
    static final String VERIFICATION = "postDeployVerify";
    static final String ROLLBACK = "rollbackRelease";

    ReleaseStatus status() {
        Reach reach = reach();
        if (!reach.back().isEmpty() && reach.back().size() == targets().size()) {
            return ReleaseStatus.ROLLED_BACK;
        }
        if (gates.stream().anyMatch(GateState::isWaiting)
                || runs.stream().anyMatch(run -> run.openQuestion().isPresent())) {
            return ReleaseStatus.WAITING_FOR_DECISION;
        }
        if (isRejected()) {
            return ReleaseStatus.REJECTED;
        }
        if (!reach.back().isEmpty()) {
            return ReleaseStatus.ROLLED_BACK;
        }
        if (needed().anyMatch(item -> item.status() == ItemStatus.FAILED)) {
            return ReleaseStatus.FAILED;
        }
        if (reach.isOut() && isVerifying()) {
            return ReleaseStatus.DEPLOYED;
        }
        if (reach.isOut()) {
            return needed().allMatch(item -> item.isDone() && !item.waived())
                    ? ReleaseStatus.RELEASED
                    : ReleaseStatus.RELEASED_WITH_OPEN_ITEMS;
        }
        return ended.filter(result -> !isGood(result)).isPresent() ? ReleaseStatus.FAILED : ReleaseStatus.IN_PROGRESS;
    }

    Reach reach() {
        List<Item> release = checklist.itemsNamed(checklist.releasedBy(), started);
        return new Reach(
                items.stream().filter(state -> release.contains(state.item())).toList(),
                checklist.targetsFor(started),
                targets().stream().filter(this::isRolledBack).toList());
    }

    /** The environments that the release is for or, where the checklist names none, the one that it reached last. */
    private List<String> targets() {
        List<String> named = checklist.targetsFor(started);
        return named.isEmpty() ? lastReached().stream().toList() : named;
    }

    /** Whether a build with this result did what it was for. */
    static boolean isGood(String result) {
        return List.of("SUCCESS", "UNSTABLE").contains(result);
    }

    /** The items that the release itself needs; those of an incident have their own end. */
    private Stream<ItemState> needed() {
        List<String> incident = checklist.sections().stream()
                .filter(Section::incident)
                .map(Section::id)
                .toList();
        return items.stream().filter(item -> item.required() && !incident.contains(item.section()));
    }

    /** Whether a gate refused the release, in its latest round, and nothing that came later says that it may go out. */
    private boolean isRejected() {
        Map<String, GateState> latest = new LinkedHashMap<>();
        gates.forEach(gate -> {
            // The order is that of the latest rounds.
            latest.remove(gate.id());
            latest.put(gate.id(), gate);
        });
        List<GateState> all = List.copyOf(latest.values());
        return IntStream.range(0, all.size())
                .filter(i ->
                        all.get(i).status() == GateStatus.NO_GO || all.get(i).status() == GateStatus.TIMED_OUT)
                .anyMatch(i -> !isOverruled(all.get(i), all.subList(i + 1, all.size())));
    }

    /**
     * A gate of the environment that releases has the last word. A No-go at another one does not count when the release went out
     * all the same, or may go out by a later Go. Where the checklist names no such environment, every later Go counts.
     */
    private boolean isOverruled(GateState refusing, List<GateState> later) {
        List<String> targets = checklist.targetsFor(started);
        if (refusing.opening().environment().filter(targets::contains).isPresent()) {
            return false;
        }
        return !targets.isEmpty() && reach().isOut()
                || later.stream()
                        .filter(gate -> gate.status() == GateStatus.GO)
                        .anyMatch(gate -> targets.isEmpty()
                                || gate.opening()
                                        .environment()
                                        .filter(targets::contains)
                                        .isPresent());
    }

    /** Whether the last attempt to roll back passed there, and no verification of the release after it. */
    private boolean isRolledBack(String target) {
        return runs.stream()
                .filter(run -> run.environment().equals(Optional.of(target)) && !preFlight.contains(run))
                .filter(run -> run.step().equals(ROLLBACK) || run.step().equals(VERIFICATION) && run.isPassed())
                .reduce((earlier, later) -> later)
                .filter(run -> run.step().equals(ROLLBACK) && run.isPassed())
                .isPresent();
    }

    /**
     * Whether the build still has to say whether what it deployed works: it verifies that right now, or has not yet done so although
     * the checklist asks for it.
     */
    private boolean isVerifying() {
        return ended.isEmpty() && targets().stream().anyMatch(this::isVerifying);
    }

    private boolean isVerifying(String target) {
        return needed().anyMatch(item -> !item.isDone()
                        && item.item().completedBy().stream()
                                .anyMatch(way -> way instanceof Completion.ByStep step
                                        && step.covers(VERIFICATION, Optional.of(target))))
                || runs.stream()
                        .anyMatch(run -> run.isRunning()
                                && run.step().equals(VERIFICATION)
                                && run.environment().equals(Optional.of(target))
                                && !preFlight.contains(run));
    }

    /** The environment that came last: releases go the same way through their environments, and end where their users are. */
    private Optional<String> lastReached() {
        return runs.stream()
                .flatMap(run -> run.environment().stream())
                .distinct()
                .reduce((earlier, later) -> later);
    }
}
