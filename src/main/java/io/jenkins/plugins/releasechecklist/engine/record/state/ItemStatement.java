package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was said about an item: by a person or a step about the item itself, by a run or a gate that completes it, or by the plan.
 *
 * @param seq the number of the event. Of a run or a gate that failed, the number of its end, because that is a word against the item;
 *     otherwise that of its start, because a success does not overrule what a person said while it worked
 * @param status empty when signatures are still missing or the item was opened again
 * @param signatures who signed for which role since the item was last opened
 * @param reopened the number of the event that opened the item again, before which nothing counts; 0 when none did
 */
record ItemStatement(
        long seq,
        Optional<ItemStatus> status,
        boolean waived,
        Optional<Actor> actor,
        Optional<Instant> at,
        Optional<Phrase> note,
        List<String> evidence,
        Map<String, Actor> signatures,
        boolean inherited,
        long reopened) {
    /** Nobody said anything. */
    static final ItemStatement NONE = of(0, ItemStatus.PENDING, Optional.empty(), Optional.empty(), Optional.empty());

    private static ItemStatement of(
            long seq, ItemStatus status, Optional<Actor> actor, Optional<Instant> at, Optional<Phrase> note) {
        return new ItemStatement(seq, Optional.of(status), false, actor, at, note, List.of(), Map.of(), false, 0);
    }

    /** Nobody did anything: it follows from what was planned. */
    static ItemStatement planned(long seq, ItemStatus status, Phrase note) {
        return of(seq, status, Optional.empty(), Optional.empty(), Optional.of(note));
    }

    /** Whether what people signed is enough is judged anew: this release may ask for other roles. */
    static ItemStatement inherited(long seq, Inherited from) {
        Map<String, Actor> signatures = new LinkedHashMap<>();
        from.signatures().forEach(signed -> signatures.put(signed.role(), signed.by()));
        return new ItemStatement(
                seq,
                Optional.of(from.status()).filter(status -> status != ItemStatus.PASSED || signatures.isEmpty()),
                from.waived(),
                from.actor(),
                from.at(),
                from.note().map(Phrase::plain),
                from.evidence(),
                signatures,
                true,
                0);
    }

    /** Of another release, what was inherited only tells who may know more. It is older than everything else. */
    ItemStatement asHint(Phrase from, Phrase objection) {
        Phrase who = actor.map(one -> Phrase.plain(one.name())).orElseGet(() -> Phrase.of("record.state.somebody"));
        return planned(0, ItemStatus.PENDING, Phrase.of("record.state.doneBy", who, from, objection));
    }

    static ItemStatement marked(Event event, ReleaseEvent.ItemMarked mark, Optional<ItemStatement> before) {
        return said(
                event,
                Optional.of(mark.status()),
                false,
                mark.note().map(Phrase::plain),
                mark.evidence(),
                Map.of(),
                reopened(before));
    }

    private static long reopened(Optional<ItemStatement> before) {
        return before.map(ItemStatement::reopened).orElse(0L);
    }

    /** Somebody asked for changes: what was said before does not count, as if the item was opened again. */
    static ItemStatement requested(Event event, Vote request) {
        Optional<Phrase> note = request.comment().map(comment -> Phrase.of("record.state.changesRequested", comment));
        return said(event, Optional.empty(), false, note, List.of(), Map.of(), event.seq());
    }

    static ItemStatement signed(Event event, ReleaseEvent.ItemSigned sign, Optional<ItemStatement> before) {
        Map<String, Actor> signatures = new LinkedHashMap<>();
        if (sign.action() == ItemAction.COMPLETE) {
            before.ifPresent(word -> signatures.putAll(word.signatures()));
        }
        if (sign.action() == ItemAction.COMPLETE || sign.action() == ItemAction.NOT_APPLICABLE) {
            sign.roles().forEach(role -> signatures.put(role, event.actor()));
        }
        Optional<ItemStatus> status =
                switch (sign.action()) {
                    case COMPLETE, REOPEN -> Optional.empty();
                    case FAIL -> Optional.of(ItemStatus.FAILED);
                    case NOT_APPLICABLE -> Optional.of(ItemStatus.NOT_APPLICABLE);
                    case WAIVE -> Optional.of(ItemStatus.SKIPPED);
                };
        return said(
                event,
                status,
                sign.action() == ItemAction.WAIVE,
                sign.note().map(Phrase::plain),
                sign.evidence(),
                signatures,
                sign.action() == ItemAction.REOPEN ? event.seq() : reopened(before));
    }

    private static ItemStatement said(
            Event event,
            Optional<ItemStatus> status,
            boolean waived,
            Optional<Phrase> note,
            List<String> evidence,
            Map<String, Actor> signatures,
            long reopened) {
        return new ItemStatement(
                event.seq(),
                status,
                waived,
                Optional.of(event.actor()),
                Optional.of(event.at()),
                note,
                evidence,
                signatures,
                false,
                reopened);
    }

    /** What is left of it where whoever said it does not count: that the item was opened again, if it was. */
    Optional<ItemStatement> unheard() {
        return Optional.of(new ItemStatement(
                        reopened,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        false,
                        reopened))
                .filter(word -> reopened > 0);
    }

    boolean isByPerson() {
        return actor.filter(one -> one.kind() == Actor.Kind.USER).isPresent();
    }

    /**
     * Whether the person may say that of the item: that it does not apply, only where the item allows it, and only for one of its
     * roles. Earlier versions did not keep for which role it was inherited.
     */
    boolean isSoundFor(Item item) {
        return !status.equals(Optional.of(ItemStatus.NOT_APPLICABLE))
                || item.ifApplicable()
                        && (signatures.isEmpty() || signatures.keySet().stream().anyMatch(item.speakers()::contains));
    }

    /** Whether a step that the item names did it in the build that this one restarts. */
    boolean isInheritedFrom(Item item) {
        return inherited
                && Stream.concat(item.completedBy().stream(), item.impliedBy().stream())
                        .anyMatch(way -> way instanceof Completion.ByStep by
                                && actor.equals(Optional.of(Actor.step(by.step()))));
    }

    /** The same where only signatures for these roles count. */
    ItemStatement signedAs(List<String> roles) {
        Map<String, Actor> counting = new LinkedHashMap<>(signatures);
        counting.keySet().retainAll(roles);
        return new ItemStatement(seq, status, waived, actor, at, note, evidence, counting, inherited, reopened);
    }

    /** After the end of the build nothing runs any more. */
    ItemStatement closed(Event event, Phrase reason) {
        return status.equals(Optional.of(ItemStatus.RUNNING))
                ? said(
                        event,
                        Optional.of(ItemStatus.FAILED),
                        false,
                        Optional.of(reason),
                        evidence,
                        signatures,
                        reopened)
                : this;
    }

    /** @param marked whether the step itself marked the item, which says more about it than how its run ended */
    static ItemStatement of(RunState run, boolean marked) {
        ItemStatus status = run.outcome()
                .map(outcome -> outcome.isPassed() ? ItemStatus.PASSED : ItemStatus.FAILED)
                .orElse(ItemStatus.RUNNING);
        return of(
                status == ItemStatus.FAILED && !marked ? run.endSeq() : run.seq(),
                status,
                Optional.of(Actor.step(run.step())),
                run.ended().or(() -> Optional.of(run.started())),
                run.why());
    }

    /** The item follows from the success of a run that is about another item. */
    static ItemStatement implied(RunState by) {
        return of(
                by.seq(),
                ItemStatus.PASSED,
                Optional.of(Actor.step(by.step())),
                by.ended(),
                Optional.of(Phrase.of("record.state.impliedBy", by.name())));
    }

    static ItemStatement ofDecision(GateState gate) {
        return of(
                gate,
                switch (gate.status()) {
                    case WAITING -> ItemStatus.WAITING;
                    case GO -> ItemStatus.PASSED;
                    case NO_GO, TIMED_OUT, ABORTED -> ItemStatus.FAILED;
                });
    }

    /**
     * The window of a gate: it does not apply where there is none, and is kept when the gate says Go in it. A Go that somebody
     * forces outside the window leaves it out, with the reason.
     */
    static ItemStatement ofWindow(GateState gate) {
        if (gate.policy().schedule().windows().isEmpty()) {
            return planned(gate.seq(), ItemStatus.NOT_APPLICABLE, Phrase.of("record.state.noWindow"));
        }
        boolean openAtGo = gate.settlement()
                .filter(end -> !end.overridden() || gate.policy().schedule().isOpen(end.at()))
                .isPresent();
        return of(
                gate,
                switch (gate.status()) {
                    case WAITING -> ItemStatus.WAITING;
                    case GO -> openAtGo ? ItemStatus.PASSED : ItemStatus.SKIPPED;
                    case NO_GO, TIMED_OUT, ABORTED -> ItemStatus.PENDING;
                });
    }

    private static ItemStatement of(GateState gate, ItemStatus status) {
        return gate.settlement()
                .map(end -> of(
                        status == ItemStatus.FAILED ? end.seq() : gate.seq(),
                        status,
                        Optional.of(end.actor()),
                        Optional.of(end.at()),
                        Optional.of(end.why())))
                .orElseGet(() -> of(
                        gate.seq(),
                        status,
                        Optional.of(Actor.step("releaseGate")),
                        Optional.of(gate.opened()),
                        gate.opening().message().map(Phrase::plain)));
    }

    /** Fails when one failed, passes when all passed, and is otherwise what the last one that is not done says. */
    static ItemStatement decisive(List<ItemStatement> all) {
        for (ItemStatus decisive :
                List.of(ItemStatus.FAILED, ItemStatus.RUNNING, ItemStatus.WAITING, ItemStatus.PENDING)) {
            Optional<ItemStatement> found = all.stream()
                    .filter(one -> one.status().equals(Optional.of(decisive)))
                    .reduce((earlier, later) -> later);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return all.get(all.size() - 1);
    }
}
