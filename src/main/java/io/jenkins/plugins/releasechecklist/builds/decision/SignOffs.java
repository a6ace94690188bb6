package io.jenkins.plugins.releasechecklist.builds.decision;

import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people may say about items. Everything is checked here except the permissions of Jenkins. Possible after the end of
 * the build as well: a handoff happens later.
 */
public final class SignOffs {
    private final ReleaseRecord record;

    public SignOffs(ReleaseRecord record) {
        this.record = record;
    }

    /**
     * Signs an item.
     *
     * @param note what the person says; must be there to waive an item
     * @param evidence addresses, {@code http} or {@code https}
     * @param role the role for which the person signs, when holding several
     * @param actionItems for {@code action-items}: the whole list, in place of what was listed before; nothing for others
     */
    public ItemState sign(
            Approver approver,
            String itemId,
            ItemAction action,
            Optional<String> note,
            List<String> evidence,
            Optional<String> role,
            List<ActionItem> actionItems)
            throws Refusal, IOException {
        Optional<String> words = note.map(String::strip).filter(text -> !text.isEmpty());
        for (String address : evidence) {
            checkAddress(address);
        }
        if (action == ItemAction.WAIVE && words.isEmpty()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_reasonMissing(itemId));
        }
        Release after = record.decide(state -> {
                    ItemState item = item(state, itemId);
                    checkPossible(item, action);
                    List<String> roles = action == ItemAction.WAIVE ? List.of() : roles(approver, item, action, role);
                    if (action == ItemAction.COMPLETE) {
                        checkComplete(state, item, words, actionItems);
                    }
                    List<ReleaseEvent> events = new ArrayList<>();
                    if (!actionItems.isEmpty()) {
                        events.add(new ReleaseEvent.ActionItemsRecorded(actionItems));
                    }
                    events.add(new ReleaseEvent.ItemSigned(itemId, action, roles, words, evidence));
                    return Change.by(approver.actor(), state, events.toArray(ReleaseEvent[]::new));
                })
                .state();
        return after.item(itemId).orElseThrow();
    }

    /**
     * Says of a part of an item whether it is done. Those may who may sign the item. To say what is known already changes nothing.
     */
    public ItemState tick(Approver approver, String itemId, String partId, boolean done) throws Refusal, IOException {
        Release after = record.decide(state -> {
                    ItemState item = item(state, itemId);
                    PartState part = item.parts().stream()
                            .filter(one -> one.part().id().equals(partId))
                            .findFirst()
                            .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, noSuchPart(item, partId)));
                    checkNotDone(item);
                    checkHeld(approver, item, held(approver, item, Optional.empty()));
                    return part.done() == done
                            ? Change.none(state)
                            : Change.by(approver.actor(), state, new ReleaseEvent.PartTicked(itemId, partId, done));
                })
                .state();
        return after.item(itemId).orElseThrow();
    }

    private static ItemState item(Release release, String id) throws Refusal {
        return release.item(id)
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, Messages.SignOffs_noSuchItem(id)));
    }

    private static String noSuchPart(ItemState item, String found) {
        String known = String.join(
                ", ", item.parts().stream().map(part -> part.part().id()).toList());
        return known.isEmpty()
                ? Messages.SignOffs_noParts(item.item().id())
                : Messages.SignOffs_noSuchPart(item.item().id(), found, known);
    }

    /** What has to be there before somebody may say that the item is done. */
    private static void checkComplete(
            Release release, ItemState item, Optional<String> words, List<ActionItem> actionItems) throws Refusal {
        String id = item.item().id();
        if (!item.openParts().isEmpty()) {
            List<String> open =
                    item.openParts().stream().map(part -> part.part().title()).toList();
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_openParts(id, String.join("; ", open)));
        }
        if (id.equals(ItemIds.ROOT_CAUSE) && words.isEmpty()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_rootCauseMissing(id));
        }
        if (id.equals(ItemIds.ACTION_ITEMS)) {
            boolean listed = release.incident()
                    .filter(incident -> !incident.actionItems().isEmpty())
                    .isPresent();
            if (actionItems.isEmpty() && !listed) {
                throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_actionItemsMissing(id));
            }
        }
    }

    private static void checkPossible(ItemState item, ItemAction action) throws Refusal {
        String id = item.item().id();
        switch (action) {
            case COMPLETE -> {
                if (item.item().signOff().isEmpty()) {
                    throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_notSigned(id));
                }
                checkNotDone(item);
            }
            case NOT_APPLICABLE -> {
                if (item.required() && !item.item().ifApplicable()) {
                    throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_required(id));
                }
                checkNotDone(item);
            }
            case FAIL, WAIVE -> checkNotDone(item);
            case REOPEN -> {
                if (item.status() == ItemStatus.PENDING) {
                    throw new Refusal(Refusal.Kind.CONFLICT, Messages.SignOffs_open(id));
                }
            }
        }
    }

    private static void checkNotDone(ItemState item) throws Refusal {
        if (item.isDone()) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, Messages.SignOffs_done(item.item().id(), item.status()));
        }
    }

    /** The roles for which the signature counts: where all roles have to sign, one person signs for one of them. */
    private static List<String> roles(Approver approver, ItemState item, ItemAction action, Optional<String> role)
            throws Refusal {
        List<String> held = held(approver, item, role);
        checkHeld(approver, item, held);
        if (approver.unattributed()) {
            return held;
        }
        boolean allNeeded = item.item()
                .signOff()
                .map(SignOff::quorum)
                .filter(quorum -> quorum == Quorum.ALL)
                .isPresent();
        return allNeeded && action == ItemAction.COMPLETE ? List.of(nextRole(approver, item, held)) : held;
    }

    /** Of the roles that may speak for the item, those that the person holds; all of them where nobody knows who it is. */
    private static List<String> held(Approver approver, ItemState item, Optional<String> role) {
        return item.item().speakers().stream()
                .filter(name -> approver.unattributed() || approver.roles().contains(name))
                .filter(name ->
                        approver.unattributed() || role.isEmpty() || role.get().equals(name))
                .toList();
    }

    /** Whether the person may speak for the item. */
    static boolean maySign(Approver approver, ItemState item) {
        return !held(approver, item, Optional.empty()).isEmpty();
    }

    static void checkMaySign(Approver approver, ItemState item) throws Refusal {
        checkHeld(approver, item, held(approver, item, Optional.empty()));
    }

    private static void checkHeld(Approver approver, ItemState item, List<String> held) throws Refusal {
        if (held.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    Messages.SignOffs_wrongRole(
                            item.item().id(),
                            String.join(" or ", item.item().speakers()),
                            approver.id(),
                            approver.roles().isEmpty()
                                    ? Messages.SignOffs_noRole()
                                    : String.join(", ", approver.roles())));
        }
    }

    private static String nextRole(Approver approver, ItemState item, List<String> held) throws Refusal {
        Roles people = Roles.configured();
        boolean signed = item.signatures().values().stream()
                .anyMatch(signer -> people.key(signer.id(), signer.identity()).equals(approver.key()));
        Optional<String> next = held.stream()
                .filter(role -> !item.signatures().containsKey(role))
                .findFirst();
        if (signed || next.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    Messages.SignOffs_otherRole(item.item().id()));
        }
        return next.get();
    }

    private static void checkAddress(String address) throws Refusal {
        if (!WebAddress.is(address)) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_badAddress(address));
        }
    }
}
