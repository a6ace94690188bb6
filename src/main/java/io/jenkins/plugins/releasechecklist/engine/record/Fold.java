package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Folds events into a {@link Release}. Takes them one by one and gives a picture at any time. Not thread-safe. */
final class Fold {
    private final Map<String, RunFold> runs = new LinkedHashMap<>();
    private final List<GateState> gates = new ArrayList<>();
    private final Map<String, ItemWord> words = new LinkedHashMap<>();
    private final Map<String, DeliveryState> deliveries = new LinkedHashMap<>();
    private Optional<ReleaseEvent.Opened> opened = Optional.empty();
    private ReleaseDetails details = ReleaseDetails.UNKNOWN;
    private Optional<Plan> plan = Optional.empty();
    private NotesDraft draft = NotesDraft.EMPTY;
    private Optional<ReleaseEvent.NotesRendered> notes = Optional.empty();
    private Optional<ReleaseEvent.IncidentOpened> incident = Optional.empty();
    private Optional<String> ended = Optional.empty();
    private long seq;

    void apply(Event event) {
        seq = event.seq();
        ReleaseEvent data = event.data();
        if (data instanceof ReleaseEvent.Opened it) {
            opened = Optional.of(it);
            know(it.details());
        } else if (data instanceof ReleaseEvent.DetailsAdded it) {
            know(it.details());
        } else if (data instanceof ReleaseEvent.ItemsInherited it) {
            it.items().forEach(item -> words.put(item.item(), ItemWord.inherited(event.seq(), item)));
        } else if (data instanceof ReleaseEvent.ItemMarked it) {
            words.put(it.item(), ItemWord.marked(event, it));
        } else if (data instanceof ReleaseEvent.ItemSigned it) {
            words.put(it.item(), ItemWord.signed(event, it, Optional.ofNullable(words.get(it.item()))));
        } else if (data instanceof ReleaseEvent.NotesDrafted it) {
            draft = it.draft().merge(draft);
        } else if (data instanceof ReleaseEvent.NotesRendered it) {
            notes = Optional.of(it);
        } else if (data instanceof ReleaseEvent.IncidentOpened it) {
            incident = Optional.of(it);
        } else if (data instanceof ReleaseEvent.BuildEnded it) {
            close(event, it);
        } else if (!applyToRun(event) && !applyToGate(event)) {
            applyToDelivery(event);
        }
    }

    private boolean applyToRun(Event event) {
        ReleaseEvent data = event.data();
        if (data instanceof ReleaseEvent.RunStarted it) {
            runs.put(it.run(), new RunFold(event, it));
        } else if (data instanceof ReleaseEvent.CheckSettled it) {
            onRun(it.run(), run -> run.settle(it.result()));
        } else if (data instanceof ReleaseEvent.Sampled it) {
            onRun(it.run(), run -> run.sample(it.samples()));
        } else if (data instanceof ReleaseEvent.VerificationJudged it) {
            onRun(it.run(), run -> run.judge(it.judgement()));
        } else if (data instanceof ReleaseEvent.RollbackTargeted it) {
            onRun(it.run(), run -> run.target(it));
        } else if (data instanceof ReleaseEvent.RunFinished it) {
            onRun(it.run(), run -> run.finish(event.at(), it.outcome(), it.reason()));
        } else {
            return false;
        }
        return true;
    }

    private void onRun(String run, Consumer<RunFold> change) {
        Optional.ofNullable(runs.get(run)).ifPresent(change);
    }

    private boolean applyToGate(Event event) {
        if (event.data() instanceof ReleaseEvent.GateOpened it) {
            gates.add(new GateState(it, event.seq(), event.at(), List.of(), Optional.empty()));
        } else if (event.data() instanceof ReleaseEvent.VoteCast it) {
            onGate(it.gate(), it.round(), gate -> gate.with(it.vote()));
        } else if (event.data() instanceof ReleaseEvent.GateSettled it) {
            onGate(it.gate(), it.round(), gate -> settled(gate, event, it.status(), it.reason(), it.overridden()));
        } else {
            return false;
        }
        return true;
    }

    private void onGate(String id, int round, UnaryOperator<GateState> change) {
        gates.replaceAll(gate -> gate.id().equals(id) && gate.opening().round() == round ? change.apply(gate) : gate);
    }

    private static GateState settled(GateState gate, Event event, GateStatus status, String reason, boolean overridden) {
        return gate.isWaiting()
                ? new GateState(
                        gate.opening(),
                        gate.seq(),
                        gate.opened(),
                        gate.votes(),
                        Optional.of(new GateState.Settlement(status, reason, overridden, event.actor(), event.at())))
                : gate;
    }

    private void applyToDelivery(Event event) {
        ReleaseEvent data = event.data();
        if (data instanceof ReleaseEvent.DeliveryPlanned it) {
            deliveries.putIfAbsent(
                    it.delivery(),
                    new DeliveryState(
                            it.delivery(), it.run(), it.channel(), it.message(), DeliveryStatus.PLANNED, List.of(), Optional.empty()));
        } else if (data instanceof ReleaseEvent.DeliveryAttempted it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.attempted(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliveryAnswered it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.answered(event.at(), it));
        } else if (data instanceof ReleaseEvent.DeliverySettled it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.settled(it));
        }
    }

    private void know(ReleaseDetails more) {
        details = details.orElse(more);
        more.plan().ifPresent(source -> {
            plan = read(source);
            plan.flatMap(Plan::notes).ifPresent(given -> draft = draft.merge(given));
        });
    }

    /** A plan that was right when it was recorded; should a later version no longer read it, the record still opens. */
    private static Optional<Plan> read(PlanSource source) {
        try {
            return Optional.of(PlanReader.read(source.text(), source.file()));
        } catch (PlanException e) {
            return Optional.empty();
        }
    }

    /** The build is over: nothing of it runs or waits any more. */
    private void close(Event event, ReleaseEvent.BuildEnded it) {
        ended = Optional.of(it.result());
        String reason = "The build ended (" + it.result() + ")";
        runs.values().forEach(run -> run.finish(event.at(), Outcome.ABORTED, Optional.of(reason)));
        gates.replaceAll(gate -> settled(gate, event, GateStatus.ABORTED, reason, false));
        words.replaceAll((item, word) -> word.closed(event, reason));
    }

    Release snapshot(Optional<Damage> damage, boolean torn) {
        Checklist checklist = details.checklist().or(() -> plan.map(Plan::checklist)).orElseGet(Templates::octoacme);
        List<RunState> runStates = runs.values().stream().map(RunFold::state).toList();
        Items judge = new Items(details.type(), plan, draft, runStates, gates, words);
        List<ItemState> items = new ArrayList<>();
        for (Section section : checklist.sections()) {
            if (!section.incident() || incident.isPresent()) {
                section.items().forEach(item -> items.add(judge.state(section, item)));
            }
        }
        return new Release(
                opened,
                details,
                checklist,
                plan,
                List.copyOf(items),
                runStates,
                List.copyOf(gates),
                draft,
                notes,
                List.copyOf(deliveries.values()),
                incident,
                ended,
                new StatusRule(checklist, items, gates, runStates, ended).status(),
                seq,
                damage,
                torn);
    }
}
