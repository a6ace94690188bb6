package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import java.util.Optional;

/**
 * What one run or gate says about an item that it completes.
 *
 * @param seq the number of the event that started it
 */
record Progress(long seq, Items.Standing standing) {

    static Progress of(RunState run) {
        ItemStatus status = run.outcome()
                .map(outcome -> outcome.isPassed() ? ItemStatus.PASSED : ItemStatus.FAILED)
                .orElse(ItemStatus.RUNNING);
        return new Progress(
                run.seq(),
                new Items.Standing(
                        status,
                        Optional.of(Actor.step(run.step())),
                        run.ended().or(() -> Optional.of(run.started())),
                        run.reason()));
    }

    static Progress ofDecision(GateState gate) {
        ItemStatus status =
                switch (gate.status()) {
                    case WAITING -> ItemStatus.WAITING;
                    case GO -> ItemStatus.PASSED;
                    case NO_GO, TIMED_OUT, ABORTED -> ItemStatus.FAILED;
                };
        return new Progress(gate.seq(), standing(gate, status));
    }

    /**
     * The window of a gate: it does not apply where there is none, and is kept when the gate says Go in it. A Go that somebody
     * forces outside the window leaves it out, with the reason.
     */
    static Progress ofWindow(GateState gate) {
        if (gate.opening().policy().schedule().windows().isEmpty()) {
            return new Progress(
                    gate.seq(),
                    Items.Standing.of(ItemStatus.NOT_APPLICABLE, "The environment has no deployment window"));
        }
        ItemStatus status =
                switch (gate.status()) {
                    case WAITING -> ItemStatus.WAITING;
                    case GO -> isOpenAtGo(gate) ? ItemStatus.PASSED : ItemStatus.SKIPPED;
                    case NO_GO, TIMED_OUT, ABORTED -> ItemStatus.PENDING;
                };
        return new Progress(gate.seq(), standing(gate, status));
    }

    private static boolean isOpenAtGo(GateState gate) {
        return gate.settlement()
                .filter(end ->
                        !end.overridden() || gate.opening().policy().schedule().isOpen(end.at()))
                .isPresent();
    }

    private static Items.Standing standing(GateState gate, ItemStatus status) {
        return gate.settlement()
                .map(end -> new Items.Standing(
                        status, Optional.of(end.actor()), Optional.of(end.at()), Optional.of(end.reason())))
                .orElseGet(() -> new Items.Standing(
                        status,
                        Optional.of(Actor.step("releaseGate")),
                        Optional.of(gate.opened()),
                        gate.opening().message()));
    }
}
