package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a release waits for: first the people at its gates, then missing signatures, then its steps, then what is still open. */
public final class WaitingList {
    private WaitingList() {}

    public static List<String> of(Release release, Function<GateState, GateSnapshot> gates, UtcTimeFormat moments) {
        List<String> found = new ArrayList<>();
        for (GateState gate : release.waitingGates()) {
            for (UnmetCondition waiting : gates.apply(gate).standing().waitingFor()) {
                found.add(Messages.WaitingList_gate(Wording.gate(gate), Wording.waiting(waiting, moments)));
            }
        }
        release.items().stream().filter(WaitingList::lacksSignature).forEach(item -> found.add(signature(item)));
        if (found.isEmpty()) {
            release.runs().stream()
                    .filter(RunState::isRunning)
                    .forEach(run -> found.add(Messages.WaitingList_run(run.name())));
        }
        if (found.isEmpty() && release.ended().isPresent() && release.status().isReleased()) {
            release.neededItems().stream()
                    .filter(item -> !item.isDone())
                    .forEach(item -> found.add(Messages.WaitingList_item(
                            item.item().title(),
                            String.join(Messages.ItemView_or(), item.item().speakers()))));
        }
        return found;
    }

    private static boolean lacksSignature(ItemState item) {
        return item.status() == ItemStatus.WAITING && !item.signatures().isEmpty();
    }

    private static String signature(ItemState item) {
        String missing = String.join(
                Messages.ItemView_and(),
                item.item().speakers().stream()
                        .filter(role -> !item.signatures().containsKey(role))
                        .toList());
        return Messages.WaitingList_signature(item.item().title(), missing);
    }
}
