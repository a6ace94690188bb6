package io.jenkins.plugins.releasechecklist.builds;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.record.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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
     */
    public ItemState sign(
            Approver approver,
            String itemId,
            ItemAction action,
            Optional<String> note,
            List<String> evidence,
            Optional<String> role)
            throws Refusal, IOException {
        Optional<String> words = note.map(String::strip).filter(text -> !text.isEmpty());
        for (String address : evidence) {
            checkAddress(address);
        }
        if (action == ItemAction.WAIVE && words.isEmpty()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_reasonMissing(itemId));
        }
        Release after = record.decide(state -> {
                    ItemState item = state.item(itemId)
                            .orElseThrow(
                                    () -> new Refusal(Refusal.Kind.NOT_FOUND, Messages.SignOffs_noSuchItem(itemId)));
                    checkPossible(item, action);
                    List<String> roles = action == ItemAction.WAIVE ? List.of() : roles(approver, item, action, role);
                    return Change.by(
                            approver.actor(),
                            state,
                            new ReleaseEvent.ItemSigned(itemId, action, roles, words, evidence));
                })
                .state();
        return after.item(itemId).orElseThrow();
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
        List<String> speakers = item.item().speakers();
        if (approver.unattributed()) {
            return speakers;
        }
        List<String> held = speakers.stream()
                .filter(approver.roles()::contains)
                .filter(name -> role.isEmpty() || role.get().equals(name))
                .toList();
        if (held.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    Messages.SignOffs_wrongRole(
                            item.item().id(),
                            String.join(" or ", speakers),
                            approver.id(),
                            approver.roles().isEmpty()
                                    ? Messages.SignOffs_noRole()
                                    : String.join(", ", approver.roles())));
        }
        boolean allNeeded = item.item()
                .signOff()
                .map(SignOff::quorum)
                .filter(quorum -> quorum == Quorum.ALL)
                .isPresent();
        return allNeeded && action == ItemAction.COMPLETE ? List.of(nextRole(approver, item, held)) : held;
    }

    private static String nextRole(Approver approver, ItemState item, List<String> held) throws Refusal {
        boolean signed =
                item.signatures().values().stream().anyMatch(actor -> actor.id().equals(approver.id()));
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
        try {
            String scheme = URI.create(address).getScheme();
            if (scheme != null && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_badAddress(address));
        }
        throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.SignOffs_badAddress(address));
    }
}
