package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Tone;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One item of the checklist.
 *
 * @param id unique in the checklist
 * @param title the line of the guide
 * @param status where it stands
 * @param required whether this release cannot do without it
 * @param owners the roles that answer for it
 * @param who who brought it to its status; empty when nobody did
 * @param when when that was
 * @param note what was said; empty when nothing was
 * @param evidence links
 * @param marks what is special about it, in one or two words each
 * @param signatures who signed for which role, where all roles have to sign
 * @param parts its parts, in the order of the list
 * @param progress how many of them are done, in words; empty when there are none
 * @param actionItems what is to be done after an incident, where the item is about that
 * @param form what the viewer may do
 */
public record ItemView(
        String id,
        String title,
        StatusView status,
        boolean required,
        String owners,
        String who,
        MomentView when,
        String note,
        List<LinkView> evidence,
        List<MarkView> marks,
        List<String> signatures,
        List<ItemPartView> parts,
        String progress,
        List<ActionItemView> actionItems,
        SignFormView form)
        implements PageFragment {
    private static final int EMPTY_ROWS = 3;

    public ItemView {
        evidence = List.copyOf(evidence);
        marks = List.copyOf(marks);
        signatures = List.copyOf(signatures);
        parts = List.copyOf(parts);
        actionItems = List.copyOf(actionItems);
    }

    /** Whether the item is signed with a list of action items. */
    public boolean takesActionItems() {
        return id.equals(ItemIds.ACTION_ITEMS);
    }

    /** Whether the item is signed with a note. */
    public boolean needsNote() {
        return id.equals(ItemIds.ROOT_CAUSE);
    }

    /** The action items as rows of a form: those that are listed, and some to be filled in. */
    public List<ActionItemView> rows() {
        List<ActionItemView> rows = new ArrayList<>(actionItems);
        rows.addAll(Collections.nCopies(EMPTY_ROWS, ActionItemView.EMPTY));
        return rows;
    }

    /**
     * The item for a viewer.
     *
     * @param incident the incident of the release
     * @param open whether the record takes sign-offs
     */
    static ItemView of(
            ItemState state, Optional<Incident> incident, Viewer viewer, UtcTimeFormat moments, boolean open) {
        return new ItemView(
                state.item().id(),
                state.item().title(),
                StatusView.of(state.status()),
                state.required(),
                owners(state),
                state.actor().map(Actor::name).orElse(""),
                moments.of(state.at()),
                state.note().orElse(""),
                state.evidence().stream()
                        .map(address -> LinkView.to(address, address))
                        .toList(),
                marks(state),
                signatures(state),
                state.parts().stream()
                        .map(part -> ItemPartView.of(part, moments))
                        .toList(),
                state.parts().isEmpty()
                        ? ""
                        : Messages.ItemView_parts(
                                state.doneParts(), state.parts().size()),
                incident.filter(known -> state.item().id().equals(ItemIds.ACTION_ITEMS)).stream()
                        .flatMap(known -> known.actionItems().stream())
                        .map(ActionItemView::of)
                        .toList(),
                open ? SignFormView.of(state, viewer) : SignFormView.NONE);
    }

    private static String owners(ItemState state) {
        return needsAll(state)
                ? String.join(Messages.ItemView_and(), state.item().speakers())
                : String.join(Messages.ItemView_or(), state.item().owners());
    }

    private static List<MarkView> marks(ItemState state) {
        List<MarkView> marks = new ArrayList<>();
        if (!state.required()) {
            marks.add(new MarkView(Messages.ItemView_optional(), Tone.QUIET.cssClass()));
        }
        if (state.waived()) {
            marks.add(new MarkView(Messages.ItemView_waived(), Tone.CAREFUL.cssClass()));
        }
        if (state.inherited()) {
            marks.add(new MarkView(Messages.ItemView_inherited(), Tone.ACTIVE.cssClass()));
        }
        return marks;
    }

    private static List<String> signatures(ItemState state) {
        if (!needsAll(state) || state.signatures().isEmpty()) {
            return List.of();
        }
        return state.item().speakers().stream()
                .map(role -> state.signatures().containsKey(role)
                        ? Messages.ItemView_signed(
                                role, state.signatures().get(role).name())
                        : Messages.ItemView_unsigned(role))
                .toList();
    }

    private static boolean needsAll(ItemState state) {
        return state.item()
                .signOff()
                .map(SignOff::quorum)
                .filter(quorum -> quorum == Quorum.ALL)
                .isPresent();
    }

    /**
     * A small label.
     *
     * @param text one or two words
     * @param colour the class that sets the colour
     */
    public record MarkView(String text, String colour) {}
}
