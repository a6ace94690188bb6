package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.util.List;

/**
 * What a viewer may say about an item. It only decides which buttons are there: whether something is possible is decided by
 * {@code SignOffs} when somebody does it. Items that only steps complete offer no buttons to contradict them, although the
 * API would let their owners do so.
 *
 * @param complete whether the item can be signed off
 * @param fail whether it can be marked as failed
 * @param notApplicable whether it can be declared not applicable
 * @param waive whether it can be left out although it is required
 * @param reopen whether it can be opened again
 * @param tick whether its parts can be ticked
 * @param roles the roles to choose from; empty when there is no choice
 * @param as the roles for which the viewer signs; empty where nobody knows who that is
 * @param others the roles that have to sign besides; empty where one signature is enough
 * @param needsNote whether the item is signed with a note
 * @param takesActionItems whether it is signed with a list of action items
 */
public record SignFormView(
        boolean complete,
        boolean fail,
        boolean notApplicable,
        boolean waive,
        boolean reopen,
        boolean tick,
        List<String> roles,
        String as,
        String others,
        boolean needsNote,
        boolean takesActionItems) {
    /** Nothing can be said. */
    static final SignFormView NONE =
            new SignFormView(false, false, false, false, false, false, List.of(), "", "", false, false);

    public SignFormView {
        roles = List.copyOf(roles);
    }

    /** The name of the form, the same for all items about which the same can be said. */
    public String name() {
        return "signing-" + Integer.toHexString(hashCode());
    }

    /** Whether there is anything to do at all. */
    public boolean any() {
        return complete || fail || notApplicable || waive || reopen;
    }

    /** Whether the form offers nothing but opening the item again. */
    public boolean reopenOnly() {
        return reopen && !complete && !fail && !notApplicable && !waive;
    }

    static SignFormView of(ItemState state, Viewer viewer) {
        if (!viewer.mayApprove() && !viewer.mayOverride()) {
            return NONE;
        }
        boolean open = !state.isDone();
        List<String> held = state.item().speakers().stream()
                .filter(viewer.approver().roles()::contains)
                .toList();
        boolean speaks = viewer.mayApprove() && (viewer.approver().unattributed() || !held.isEmpty());
        List<String> unsigned = Wording.needsAll(state)
                ? held.stream()
                        .filter(role -> !state.signatures().containsKey(role))
                        .toList()
                : held;
        boolean signs = viewer.approver().unattributed()
                || !unsigned.isEmpty() && !(Wording.needsAll(state) && hasSigned(state, viewer));
        boolean byHand = state.item().signOff().isPresent() || isSaidByPerson(state) && !isDecidedByGate(state);
        return new SignFormView(
                speaks
                        && open
                        && signs
                        && state.item().signOff().isPresent()
                        && state.openParts().isEmpty(),
                speaks && open && byHand && state.status() != ItemStatus.FAILED,
                speaks && open && (!state.required() || state.item().ifApplicable()),
                viewer.mayOverride() && open && state.required(),
                speaks && byHand && state.status() != ItemStatus.PENDING,
                speaks && open && !state.parts().isEmpty(),
                unsigned.size() > 1 ? unsigned : List.of(),
                viewer.approver().unattributed() ? "" : Wording.roles(unsigned),
                Wording.needsAll(state) ? others(state, unsigned) : "",
                state.item().id().equals(ItemIds.ROOT_CAUSE),
                state.item().id().equals(ItemIds.ACTION_ITEMS));
    }

    private static String others(ItemState state, List<String> mine) {
        return Wording.allOf(state.item().speakers().stream()
                .filter(role -> !state.signatures().containsKey(role))
                .filter(role -> mine.size() > 1 || !mine.contains(role))
                .toList());
    }

    private static boolean isDecidedByGate(ItemState state) {
        return state.item().completedBy().stream()
                .anyMatch(way ->
                        way instanceof Completion.ByStep step && step.step().equals("releaseGate"));
    }

    private static boolean isSaidByPerson(ItemState state) {
        return state.actor().filter(actor -> actor.kind() == Actor.Kind.USER).isPresent();
    }

    private static boolean hasSigned(ItemState state, Viewer viewer) {
        return state.signatures().values().stream()
                .anyMatch(actor -> actor.id().equals(viewer.approver().id()));
    }
}
