package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last word that a person or a step said about an item itself. It holds until a step that completes the item runs
 * again after it.
 *
 * @param seq the number of the event
 * @param status empty when signatures are still missing or the item was opened again
 * @param signatures who signed for which role since the item was last opened
 */
record ItemStatement(
        long seq,
        Optional<ItemStatus> status,
        boolean waived,
        Optional<Actor> actor,
        Optional<Instant> at,
        Optional<String> note,
        List<String> evidence,
        Map<String, Actor> signatures,
        boolean inherited) {

    static ItemStatement inherited(long seq, Inherited from) {
        return new ItemStatement(
                seq,
                Optional.of(from.status()),
                from.waived(),
                from.actor(),
                from.at(),
                from.note(),
                from.evidence(),
                Map.of(),
                true);
    }

    static ItemStatement marked(Event event, ReleaseEvent.ItemMarked mark) {
        return new ItemStatement(
                event.seq(),
                Optional.of(mark.status()),
                false,
                Optional.of(event.actor()),
                Optional.of(event.at()),
                mark.note(),
                mark.evidence(),
                Map.of(),
                false);
    }

    static ItemStatement signed(Event event, ReleaseEvent.ItemSigned sign, Optional<ItemStatement> before) {
        Map<String, Actor> signatures = new LinkedHashMap<>();
        if (sign.action() == ItemAction.COMPLETE) {
            before.ifPresent(word -> signatures.putAll(word.signatures()));
            sign.roles().forEach(role -> signatures.put(role, event.actor()));
        }
        Optional<ItemStatus> status =
                switch (sign.action()) {
                    case COMPLETE, REOPEN -> Optional.empty();
                    case FAIL -> Optional.of(ItemStatus.FAILED);
                    case NOT_APPLICABLE -> Optional.of(ItemStatus.NOT_APPLICABLE);
                    case WAIVE -> Optional.of(ItemStatus.SKIPPED);
                };
        return new ItemStatement(
                event.seq(),
                status,
                sign.action() == ItemAction.WAIVE,
                Optional.of(event.actor()),
                Optional.of(event.at()),
                sign.note(),
                sign.evidence(),
                signatures,
                false);
    }

    /** After the end of the build nothing runs any more. */
    ItemStatement closed(Event event, String reason) {
        if (!status.equals(Optional.of(ItemStatus.RUNNING))) {
            return this;
        }
        return new ItemStatement(
                event.seq(),
                Optional.of(ItemStatus.FAILED),
                false,
                Optional.of(event.actor()),
                Optional.of(event.at()),
                Optional.of(reason),
                evidence,
                signatures,
                false);
    }
}
