package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.PartTick;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds events into a {@link Release}. Takes them one by one and gives a picture at any time. An event that cannot be right
 * where it stands (a vote without a gate, a second beginning) has no effect. Not thread-safe.
 */
public final class ReleaseProjection {
    private final Map<String, RunProjection> runs = new LinkedHashMap<>();
    private final GateProjection gates = new GateProjection();
    private final Map<String, ItemStatement> words = new LinkedHashMap<>();
    private final RequestedItems requested = new RequestedItems();
    private final Map<String, DeliveryState> deliveries = new LinkedHashMap<>();
    /** By environment. */
    private final Map<String, UngatedDeployment> ungated = new LinkedHashMap<>();

    private Optional<ReleaseEvent.Opened> opened = Optional.empty();
    private Optional<ReleaseEvent.DeploymentRequested> request = Optional.empty();
    private ReleaseDetails details = ReleaseDetails.UNKNOWN;
    private EffectiveChecklist effective = EffectiveChecklist.BUILT_IN;
    private final NotesProjection notes = new NotesProjection();
    private Optional<Incident> incident = Optional.empty();
    /** The parts that are done, by item. */
    private final Map<String, Map<String, PartTick>> ticks = new LinkedHashMap<>();

    private Optional<ReleaseEvent.ItemsInherited> inherited = Optional.empty();
    private Optional<String> ended = Optional.empty();
    private long seq;

    public void apply(Event event) {
        seq = event.seq();
        if (event.data() instanceof ReleaseEvent.IncidentOpened
                && incident.flatMap(Incident::ended).isPresent()) {
            forgetIncident();
        }
        incident = Incident.after(event, incident);
        if (event.data() instanceof ReleaseEvent.DeployedWithoutGo it) {
            ungated.putIfAbsent(it.environment(), new UngatedDeployment(it, event.at()));
        }
        if (event.data() instanceof ReleaseEvent.VoteCast it && gates.isWaiting(it.gate(), it.round())) {
            requested.apply(event, it, words);
        }
        if (!applyToRelease(event.data())
                && !applyToItem(event)
                && !applyToRun(event)
                && !notes.apply(event)
                && !gates.apply(event, details)) {
            applyToDelivery(event);
        }
        // Also what came after the end: a step may not have known yet.
        ended.ifPresent(result -> close(event, Phrase.of("record.state.buildEnded", result)));
    }

    /** The number of the last event. */
    public long seq() {
        return seq;
    }

    private boolean applyToRelease(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.Opened it) {
            if (opened.isEmpty()) {
                opened = Optional.of(it);
                know(it.details());
            }
        } else if (data instanceof ReleaseEvent.DeploymentRequested it) {
            request = request.or(() -> Optional.of(it));
        } else if (data instanceof ReleaseEvent.DetailsAdded it) {
            know(it.details());
        } else if (data instanceof ReleaseEvent.BuildEnded it) {
            ended = ended.or(() -> Optional.of(it.result()));
        } else {
            return false;
        }
        return true;
    }

    private boolean applyToItem(Event event) {
        if (event.data() instanceof ReleaseEvent.ItemsInherited it) {
            inherited = Optional.of(it);
            it.items().forEach(item -> {
                if (item.status().isSettledWell()) {
                    words.put(item.item(), ItemStatement.inherited(event.seq(), item));
                }
                item.parts().forEach(part -> ticked(item.item()).put(part.part(), part));
            });
        } else if (event.data() instanceof ReleaseEvent.ItemMarked it) {
            words.put(it.item(), ItemStatement.marked(event, it, Optional.ofNullable(words.get(it.item()))));
        } else if (event.data() instanceof ReleaseEvent.ItemSigned it) {
            words.put(it.item(), ItemStatement.signed(event, it, Optional.ofNullable(words.get(it.item()))));
        } else if (event.data() instanceof ReleaseEvent.PartTicked it) {
            if (it.done()) {
                PartTick tick = new PartTick(it.part(), Optional.of(event.actor()), Optional.of(event.at()));
                ticked(it.item()).putIfAbsent(it.part(), tick);
            } else {
                ticked(it.item()).remove(it.part());
            }
        } else {
            return false;
        }
        return true;
    }

    private Map<String, PartTick> ticked(String item) {
        return ticks.computeIfAbsent(item, id -> new LinkedHashMap<>());
    }

    /** What was said about an earlier incident says nothing about another one. */
    private void forgetIncident() {
        effective.checklist().sections().stream()
                .filter(Section::incident)
                .flatMap(section -> section.items().stream())
                .forEach(item -> {
                    words.remove(item.id());
                    ticks.remove(item.id());
                });
    }

    private boolean applyToRun(Event event) {
        if (event.data() instanceof ReleaseEvent.RunStarted it) {
            runs.putIfAbsent(it.run(), new RunProjection(event, it));
        } else if (event.data() instanceof ReleaseEvent.OfRun it) {
            Optional.ofNullable(runs.get(it.run())).ifPresent(run -> {
                run.apply(event);
                if (it instanceof ReleaseEvent.RunFinished) {
                    gates.passed(
                            run.state(),
                            runs.values().stream().map(RunProjection::state).toList(),
                            event);
                }
            });
            if (it instanceof ReleaseEvent.RunFinished end && end.outcome() == Outcome.ABORTED) {
                abandonDeliveries(it.run(), end.reason().orElse("The run was aborted"));
            }
        } else {
            return false;
        }
        return true;
    }

    /** A delivery is planned once; what is said about one that was not planned has no effect. */
    private void applyToDelivery(Event event) {
        if (event.data() instanceof ReleaseEvent.DeliveryPlanned it) {
            deliveries.putIfAbsent(it.delivery(), DeliveryState.planned(it));
        } else if (event.data() instanceof ReleaseEvent.OfDelivery it) {
            deliveries.computeIfPresent(it.delivery(), (id, state) -> state.after(event));
        }
    }

    private void abandonDeliveries(String run, String reason) {
        deliveries.replaceAll(
                (id, state) -> state.isOpen() && state.run().equals(run) ? state.abandoned(reason) : state);
    }

    /** Every part can be said once, so a second plan changes nothing. */
    private void know(ReleaseDetails more) {
        boolean planned = details.plan().isEmpty() && more.plan().isPresent();
        details = details.orElse(more);
        effective = EffectiveChecklist.of(details);
        if (planned) {
            effective.plan().flatMap(Plan::notes).ifPresent(given -> notes.plan(given, seq));
        }
    }

    /** The build is over: nothing of it runs or waits any more. */
    private void close(Event event, Phrase why) {
        runs.forEach((id, run) -> {
            if (run.finish(event, Outcome.ABORTED, Optional.of(why))) {
                abandonDeliveries(id, why.text());
            }
        });
        gates.close(event, why, details);
        words.replaceAll((item, word) -> word.closed(event, why));
    }

    private Phrase from() {
        return opened.flatMap(ReleaseEvent.Opened::origin)
                .map(build -> Phrase.of("record.state.inBuild", build.number()))
                .orElse(Phrase.NONE);
    }

    private Map<String, PartTick> withoutInherited(String item, Map<String, PartTick> all) {
        Map<String, PartTick> own = new LinkedHashMap<>(all);
        inherited.stream()
                .flatMap(it -> it.items().stream())
                .filter(it -> it.item().equals(item))
                .forEach(it -> own.values().removeAll(it.parts()));
        return own;
    }

    public Release snapshot(Optional<Damage> damage, boolean torn) {
        List<RunState> runStates =
                runs.values().stream().map(RunProjection::state).toList();
        List<GateState> gateStates = gates.states();
        Checklist checklist = effective.checklist();
        Optional<Phrase> objection =
                inherited.flatMap(ReleaseEvent.ItemsInherited::basis).flatMap(basis -> basis.objection(details));
        Map<String, ItemStatement> said = new LinkedHashMap<>(words);
        Map<String, Map<String, PartTick>> done = new LinkedHashMap<>(ticks);
        objection.ifPresent(why -> {
            said.replaceAll((item, word) -> word.inherited() ? word.asHint(from(), why) : word);
            done.replaceAll(this::withoutInherited);
        });
        PreFlight preFlight = PreFlight.of(checklist, details.version(), runStates, gateStates);
        Items judge = new Items(
                details.type(), effective.plan(), notes.draft(), runStates, gateStates, preFlight, said, done);
        Optional<String> started = request.map(ReleaseEvent.DeploymentRequested::environment);
        List<ItemState> items = new ArrayList<>();
        for (Section section : checklist.sections()) {
            if (!section.incident() || incident.isPresent()) {
                section.items().forEach(item -> {
                    ItemState state = judge.state(section, item);
                    items.add(checklist.isFor(item, started) ? state : state.optional());
                });
            }
        }
        StatusRule rule = new StatusRule(checklist, items, gateStates, runStates, preFlight, ended, started);
        return new Release(
                opened,
                request,
                details,
                checklist,
                effective.template(),
                effective.plan(),
                List.copyOf(items),
                runStates,
                gateStates,
                notes.draft(),
                notes.rendered(),
                notes.history(),
                notes.files(),
                List.copyOf(deliveries.values()),
                List.copyOf(ungated.values()),
                incident,
                ended,
                rule.status(),
                seq,
                damage,
                torn,
                judge,
                rule.reach());
    }
}
