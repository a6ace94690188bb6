package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.page.PageView.PageSource;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.NotesEditing;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What waits for the viewer, and what the guide expects of them.
 *
 * @param source what the page is made of
 * @param viewer the viewer
 * @param sound whether the record can be believed; nothing can be done otherwise
 * @param waiting how much waits for the viewer now
 * @param todo as much of it as is shown: gates first, then items in reading order
 */
public record YourPartView(PageSource source, Viewer viewer, boolean sound, int waiting, List<Todo> todo) {
    private static final int MOST = 6;

    public YourPartView {
        todo = List.copyOf(todo);
    }

    static YourPartView of(PageSource source, Viewer viewer, boolean sound) {
        List<Supplier<Todo>> waiting = sound && viewer.mayApprove() ? todo(source, viewer) : List.of();
        int shown = waiting.size() > MOST ? MOST - 1 : waiting.size();
        return new YourPartView(
                source,
                viewer,
                sound,
                waiting.size(),
                waiting.stream().limit(shown).map(Supplier::get).toList());
    }

    /** The roles that the viewer holds and the guide speaks of. */
    public String roles() {
        return Wording.roles(own().flatMap(one -> one.roles().stream())
                .filter(viewer.approver().roles()::contains)
                .distinct()
                .toList());
    }

    /** What the guide expects of the viewer, one sentence each. */
    public List<String> duties() {
        return own().flatMap(one -> one.duties().stream()).distinct().toList();
    }

    private Stream<Responsibility> own() {
        return source.release().checklist().responsibilities().stream()
                .filter(one -> one.roles().stream().anyMatch(viewer.approver().roles()::contains));
    }

    /** How much of it is not shown. */
    public int more() {
        return waiting - todo.size();
    }

    /** Whether logging in might help. */
    public boolean login() {
        return !viewer.signedIn() && !viewer.approver().unattributed();
    }

    /** Why there is nothing to do; empty when there is something. */
    public String nothing() {
        if (waiting > 0) {
            return "";
        }
        if (!sound) {
            return source.damage().filter(Damage::newer).isPresent()
                    ? Messages.YourPartView_newer()
                    : Messages.YourPartView_damaged();
        }
        if (viewer.approver().unattributed()) {
            return Messages.YourPartView_nothing();
        }
        if (!viewer.signedIn()) {
            return Messages.YourPartView_anonymous();
        }
        if (viewer.approver().roles().isEmpty()) {
            return Messages.YourPartView_noRole();
        }
        return viewer.mayApprove() ? Messages.YourPartView_nothing() : Messages.YourPartView_noPermission();
    }

    private static List<Supplier<Todo>> todo(PageSource source, Viewer viewer) {
        Release release = source.release();
        Stream<Supplier<Todo>> questions = release.askingRuns().stream()
                .filter(run -> source.answers().asks(viewer.approver(), release, run))
                .map(run -> () -> new Todo(
                        Messages.TodoList_question(Wording.run(run)), "run-" + run.run(), "help-circle-outline"));
        Stream<Supplier<Todo>> decisions = release.waitingGates().stream()
                .filter(gate -> source.gates().apply(gate).asks(gate, viewer.approver()))
                .map(gate -> () ->
                        new Todo(Messages.TodoList_gate(Wording.gate(gate)), "gate-" + gate.id(), "thumbs-up-outline"));
        Stream<Supplier<Todo>> signOffs = OpenSignOff.of(release).stream()
                .filter(open -> viewer.approver().unattributed()
                        || open.asks(
                                viewer.approver().roles(), viewer.approver().key()))
                .map(open -> () -> todo(release, open, viewer));
        return Stream.of(decisions, questions, signOffs).flatMap(todo -> todo).toList();
    }

    private static Todo todo(Release release, OpenSignOff open, Viewer viewer) {
        if (open.doneParts() < open.parts()) {
            String text = Messages.TodoList_parts(open.title(), open.doneParts(), open.parts());
            return new Todo(text, "item-" + open.item(), "checkbox-outline");
        }
        boolean notes = open.item().equals(ItemIds.RELEASE_NOTES) && NotesEditing.isOpenTo(viewer.approver(), release);
        return notes
                ? new Todo(Messages.TodoList_notes(open.title()), "notes", "create-outline")
                : new Todo(Messages.TodoList_item(open.title()), "item-" + open.item(), "create-outline");
    }

    /**
     * Something that waits for the viewer.
     *
     * @param text what is to be done
     * @param anchor the part of the page where it is done
     * @param symbol its Ionicon
     */
    public record Todo(String text, String anchor, String symbol) {}
}
