package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.PartTick;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges where each item stands: the last word about the item itself or, when a step that completes it began or failed later, what
 * the runs say.
 */
record Items(
        Optional<ReleaseType> type,
        Optional<Plan> plan,
        NotesDraft draft,
        List<RunState> runs,
        List<GateState> gates,
        PreFlight preFlight,
        Map<String, ItemStatement> words,
        Map<String, Map<String, PartTick>> ticks) {
    Items {
        words = Map.copyOf(words);
        ticks = ticks.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
    }

    private static final Section NOWHERE = new Section("nowhere", "", false, List.of());

    ItemState state(Section section, Item item) {
        List<ItemStatement> progress = progress(item);
        long latest = progress.stream().mapToLong(ItemStatement::seq).max().orElse(0);
        ItemStatement said = Optional.ofNullable(words.get(item.id()))
                .filter(word -> word.seq() > latest)
                .orElseGet(() -> progress.isEmpty() ? untouched(item) : ItemStatement.decisive(progress));
        return new ItemState(
                item,
                section.id(),
                item.isRequiredFor(type.orElse(ReleaseType.MINOR)),
                said.status().orElseGet(() -> bySignatures(item, said.signatures())),
                said.waived(),
                said.actor(),
                said.at(),
                said.note(),
                said.evidence(),
                said.signatures(),
                said.inherited(),
                parts(item));
    }

    /**
     * Whether the item is done by the right hand: by people of its roles, by a step that it names, or by the plan. What a step says
     * that the item does not name counts as nothing, and what a person called failed stays so until a person says otherwise.
     *
     * @param item as whoever demands it defines it, which may be another way than the checklist of the release has it
     */
    boolean isFulfilled(Item item) {
        boolean told = item.isToldBySteps(false);
        Map<String, ItemStatement> heard = new LinkedHashMap<>();
        Optional.ofNullable(words.get(item.id()))
                .flatMap(word -> (word.isByPerson() ? word.isSoundFor(item) : told || word.isInheritedFrom(item))
                        ? Optional.of(word)
                        : word.unheard())
                .ifPresent(word -> heard.put(item.id(), word.signedAs(item.speakers())));
        if (Optional.ofNullable(heard.get(item.id()))
                .filter(word -> word.isByPerson() && word.status().equals(Optional.of(ItemStatus.FAILED)))
                .isPresent()) {
            return false;
        }
        List<RunState> counting = runs.stream()
                .filter(run -> told || !Item.isTold(run.step()) || run.item().isEmpty())
                .toList();
        return new Items(type, plan, draft, counting, gates, preFlight, heard, Map.of())
                .state(NOWHERE, item)
                .isDone();
    }

    private List<PartState> parts(Item item) {
        Map<String, PartTick> done = ticks.getOrDefault(item.id(), Map.of());
        return item.parts().stream()
                .map(part -> PartState.of(part, Optional.ofNullable(done.get(part.id()))))
                .toList();
    }

    private static ItemStatus bySignatures(Item item, Map<String, Actor> signatures) {
        if (signatures.isEmpty()) {
            return ItemStatus.PENDING;
        }
        boolean allNeeded = item.signOff().map(SignOff::quorum).orElse(Quorum.ANY) == Quorum.ALL;
        boolean complete = !allNeeded || signatures.keySet().containsAll(item.speakers());
        return complete ? ItemStatus.PASSED : ItemStatus.WAITING;
    }

    /** What the plan alone, another step's success or a hint says about an item that no step worked on. */
    private ItemStatement untouched(Item item) {
        boolean planned = item.completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByPlan part && isThere(part.part()));
        return planned
                ? ItemStatement.planned(0, ItemStatus.PASSED, Phrase.of("record.state.inPlan"))
                : implied(item)
                        .map(ItemStatement::implied)
                        .orElseGet(() -> words.getOrDefault(item.id(), ItemStatement.NONE));
    }

    private Optional<RunState> implied(Item item) {
        List<RunState> implying = RunState.latestOfEachName(runs.stream()
                .filter(run -> !preFlight.contains(run))
                .filter(run -> item.impliedBy().stream()
                        .anyMatch(way ->
                                way instanceof Completion.ByStep step && step.covers(run.step(), run.environment())))
                .toList());
        boolean allPassed = implying.stream().allMatch(RunState::isPassed);
        return allPassed ? implying.stream().findFirst() : Optional.empty();
    }

    private boolean isThere(PlanPart part) {
        return switch (part) {
            case NOTES -> !draft.isEmpty();
            case ROLLBACK -> plan.flatMap(Plan::rollback).isPresent();
            case CHECKS ->
                plan.filter(it -> it.environments().values().stream()
                                .anyMatch(environment -> !environment.checks().isEmpty()))
                        .isPresent();
        };
    }

    /** The runs and gates that count for the item, the latest of each name, in order of their start. */
    private List<ItemStatement> progress(Item item) {
        List<RunState> counting = RunState.latestOfEachName(runs.stream()
                .filter(run -> run.item()
                        .map(item.id()::equals)
                        // Without an item, a step that is told one is about none, and not about all of them.
                        .orElseGet(() -> !Item.isTold(run.step())
                                && isCompletedBy(item, run.step(), run.environment())
                                && !preFlight.isTooEarly(run, item)))
                .toList());
        List<ItemStatement> progress = new ArrayList<>(counting.stream()
                .map(run -> ItemStatement.of(run, isMarkedBy(run, item)))
                .toList());
        Map<String, GateState> latest = new LinkedHashMap<>();
        for (GateState gate : gates) {
            if (isCompletedBy(item, "releaseGate", gate.opening().environment())) {
                latest.put(gate.id(), gate);
            }
        }
        latest.values().forEach(gate -> progress.add(ItemStatement.ofDecision(gate)));
        gates.stream()
                .filter(gate -> isWindowOf(item, gate))
                .reduce((earlier, later) -> later)
                .ifPresent(gate -> progress.add(ItemStatement.ofWindow(gate)));
        return progress;
    }

    private boolean isMarkedBy(RunState run, Item item) {
        return Optional.ofNullable(words.get(item.id()))
                .flatMap(ItemStatement::actor)
                .filter(Actor.step(run.step())::equals)
                .isPresent();
    }

    private static boolean isCompletedBy(Item item, String step, Optional<String> environment) {
        return item.completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByStep by && by.covers(step, environment));
    }

    private static boolean isWindowOf(Item item, GateState gate) {
        return item.completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByWindow window
                        && gate.opening().environment().equals(Optional.of(window.environment())));
    }
}
