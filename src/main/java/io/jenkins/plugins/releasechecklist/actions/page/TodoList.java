package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What of a release waits for one person: gates first, then items in reading order. */
final class TodoList {
    private TodoList() {}

    /** What waits for the viewer, in a release whose record can be believed. */
    static List<TodoView> of(Release release, Function<GateState, GateSnapshot> gates, Viewer viewer) {
        if (!viewer.mayApprove()) {
            return List.of();
        }
        List<TodoView> found = new ArrayList<>();
        release.waitingGates().stream()
                .filter(gate -> gates.apply(gate).asks(gate, viewer.approver()))
                .forEach(gate -> found.add(
                        todo(Messages.TodoList_gate(Wording.gate(gate)), "gate-" + gate.id(), "thumbs-up-outline")));
        OpenSignOff.of(release).stream()
                .filter(open -> asks(open, viewer))
                .forEach(open -> found.add(todo(release, open, viewer)));
        return found;
    }

    private static TodoView todo(Release release, OpenSignOff open, Viewer viewer) {
        if (open.doneParts() < open.parts()) {
            String text = Messages.TodoList_parts(open.title(), open.doneParts(), open.parts());
            return todo(text, "item-" + open.item(), "checkbox-outline");
        }
        boolean notes = open.item().equals(ItemIds.RELEASE_NOTES) && NotesEditing.isOpenTo(viewer.approver(), release);
        return notes
                ? todo(Messages.TodoList_notes(open.title()), "notes", "create-outline")
                : todo(Messages.TodoList_item(open.title()), "item-" + open.item(), "create-outline");
    }

    private static boolean asks(OpenSignOff open, Viewer viewer) {
        return viewer.approver().unattributed()
                || open.roles().stream().anyMatch(viewer.approver().roles()::contains)
                        && !open.signers().contains(viewer.approver().id());
    }

    private static TodoView todo(String text, String anchor, String symbol) {
        return new TodoView(text, anchor, "symbol-" + symbol + " plugin-ionicons-api");
    }
}
