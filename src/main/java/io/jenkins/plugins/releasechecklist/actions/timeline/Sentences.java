package io.jenkins.plugins.releasechecklist.actions.timeline;

import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.ACTIVE;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.BAD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.CAREFUL;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.GOOD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.QUIET;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ActionItemsRecorded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.BaselineMeasured;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.BuildEnded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.CheckSettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ConditionAnswered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryAnswered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryAttempted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryPlanned;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryRequested;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliverySettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DetailsAdded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.FilesAttached;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateSettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.IncidentEnded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.IncidentOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemMarked;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemSigned;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemsInherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesDrafted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesEdited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesRendered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.Opened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.PartTicked;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RollbackTargeted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RunFinished;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RunStarted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.Unrecognised;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationBegan;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationJudged;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VoteCast;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the events of a release in sentences: a table from the type of an event to what it says. */
final class Sentences {
    private static final String MEGAPHONE = "megaphone-outline";
    private static final String PULSE = "pulse-outline";
    private static final String PEN = "create-outline";
    private static final String PASSED = "checkmark-circle-outline";
    private static final String FAILED = "close-circle-outline";
    private static final String SKIPPED = "play-skip-forward-outline";

    private final Map<Class<? extends ReleaseEvent>, BiFunction<ReleaseEvent, String, StatusView>> table =
            new HashMap<>();
    private final Release release;

    /** Sentences that call items and channels by the names that they have in the release. */
    Sentences(Release release) {
        this.release = release;
        tellRecord();
        tellItems();
        tellGates();
        tellRuns();
        tellIncidents();
        tellDeliveries();
    }

    /** What events say together, of which all but one are samples or cases of the same run. */
    StatusView of(List<Event> group) {
        Event last = group.get(group.size() - 1);
        return TimelineGroup.of(group)
                .orElseGet(() -> table.getOrDefault(last.data().getClass(), Sentences::other)
                        .apply(last.data(), last.actor().name()));
    }

    private static StatusView other(ReleaseEvent data, String actor) {
        return StatusView.of(Messages.Sentences_other(EventCodec.type(data)), "ellipse-outline", QUIET);
    }

    private <T extends ReleaseEvent> void on(Class<T> type, BiFunction<T, String, StatusView> words) {
        table.put(type, (data, actor) -> words.apply(type.cast(data), actor));
    }

    private <T extends ReleaseEvent> void on(Class<T> type, String symbol, Tone tone, Function<T, String> text) {
        on(type, (it, actor) -> StatusView.of(text.apply(it), symbol, tone));
    }

    private void tellRecord() {
        on(Opened.class, "flag-outline", ACTIVE, Sentences::opened);
        on(
                ItemsInherited.class,
                "return-down-forward-outline",
                ACTIVE,
                it -> Messages.Sentences_inherited(it.items().size(), titles(it)));
        on(DetailsAdded.class, PEN, QUIET, it -> Messages.Sentences_details(details(it.details())));
        on(NotesEdited.class, (it, actor) -> StatusView.of(Messages.Sentences_notesEdited(actor), PEN, QUIET));
        on(NotesDrafted.class, "document-text-outline", QUIET, it -> Messages.Sentences_notesDrafted());
        on(NotesRendered.class, "document-text-outline", QUIET, it -> Messages.Sentences_notesRendered());
        on(
                FilesAttached.class,
                "attach-outline",
                QUIET,
                it -> Messages.Sentences_filesAttached(
                        it.files().size(), joined(", ", it.files(), AttachedFile::name)));
        on(BuildEnded.class, "flag-outline", QUIET, it -> Messages.Sentences_buildEnded(it.result()));
        on(Unrecognised.class, "help-circle-outline", QUIET, it -> Messages.Sentences_unrecognised(it.type()));
    }

    private void tellItems() {
        on(
                ItemMarked.class,
                (it, actor) -> StatusView.of(
                        with(
                                it.note(),
                                Messages.Sentences_marked(
                                        actor,
                                        title(it.item()),
                                        StatusView.of(it.status()).text())),
                        "checkbox-outline",
                        QUIET));
        on(ItemSigned.class, this::signed);
        on(PartTicked.class, this::ticked);
    }

    private StatusView signed(ItemSigned it, String actor) {
        String title = title(it.item());
        return switch (it.action()) {
            case COMPLETE ->
                StatusView.of(
                        with(it.note(), Messages.Sentences_signed(actor, title, String.join(", ", it.roles()))),
                        PEN,
                        GOOD);
            case FAIL -> StatusView.of(with(it.note(), Messages.Sentences_failed(actor, title)), PEN, BAD);
            case NOT_APPLICABLE ->
                StatusView.of(with(it.note(), Messages.Sentences_notApplicable(actor, title)), PEN, QUIET);
            case WAIVE -> StatusView.of(with(it.note(), Messages.Sentences_waived(actor, title)), SKIPPED, CAREFUL);
            case REOPEN ->
                StatusView.of(with(it.note(), Messages.Sentences_reopened(actor, title)), "refresh-outline", CAREFUL);
        };
    }

    private StatusView ticked(PartTicked it, String actor) {
        String title = title(it.item());
        String part = release.checklist().item(it.item()).stream()
                .flatMap(item -> item.parts().stream())
                .filter(known -> known.id().equals(it.part()))
                .map(Part::title)
                .findFirst()
                .orElse(it.part());
        return it.done()
                ? StatusView.of(Messages.Sentences_ticked(actor, part, title), "checkbox-outline", GOOD)
                : StatusView.of(Messages.Sentences_unticked(actor, part, title), "square-outline", CAREFUL);
    }

    private void tellGates() {
        on(
                GateOpened.class,
                "hourglass-outline",
                CAREFUL,
                it -> with(it.message(), Messages.Sentences_gateOpened(it.gate(), it.round())));
        on(VoteCast.class, (it, actor) -> {
            String name = it.vote().name();
            return it.vote().choice() == Choice.GO
                    ? StatusView.of(
                            with(it.vote().comment(), Messages.Sentences_votedGo(name, it.gate())),
                            "thumbs-up-outline",
                            GOOD)
                    : StatusView.of(
                            with(it.vote().comment(), Messages.Sentences_votedNoGo(name, it.gate())),
                            "thumbs-down-outline",
                            BAD);
        });
        on(ConditionAnswered.class, (it, actor) -> {
            ConditionAnswer answer = it.answer();
            String text = answer.holds()
                    ? Messages.Sentences_conditionHolds(answer.condition(), it.gate())
                    : Messages.Sentences_conditionHoldsNot(answer.condition(), it.gate());
            return StatusView.of(
                    with(Optional.of(answer.reason()), text),
                    "swap-horizontal-outline",
                    answer.holds() ? GOOD : CAREFUL);
        });
        on(GateSettled.class, (it, actor) -> {
            boolean go = it.status() == GateStatus.GO;
            String text = it.overridden()
                    ? Messages.Sentences_overridden(actor, it.gate(), it.reason())
                    : Messages.Sentences_gateSettled(
                            it.gate(), StatusView.of(it.status()).text(), it.reason());
            return StatusView.of(
                    text, go ? "checkmark-done-outline" : "hand-left-outline", go && !it.overridden() ? GOOD : BAD);
        });
    }

    private void tellRuns() {
        on(RunStarted.class, "play-circle-outline", ACTIVE, Sentences::started);
        on(CheckSettled.class, (it, actor) -> check(it.result()));
        on(
                VerificationBegan.class,
                PULSE,
                QUIET,
                it -> Messages.Sentences_observes(Durations.format(it.duration()), Durations.format(it.interval())));
        on(BaselineMeasured.class, PULSE, QUIET, it -> Messages.Sentences_baseline());
        on(
                VerificationJudged.class,
                PULSE,
                QUIET,
                it -> Messages.Sentences_judged(
                        StatusView.of(it.judgement().verdict()).text(),
                        String.join("; ", it.judgement().reasons())));
        on(RunFinished.class, (it, actor) -> {
            String name = release.run(it.run()).map(RunState::name).orElse(it.run());
            String text =
                    switch (it.outcome()) {
                        case PASSED -> Messages.Sentences_runPassed(name);
                        case FAILED -> Messages.Sentences_runFailed(name);
                        case ABORTED -> Messages.Sentences_runAborted(name);
                    };
            return result(with(it.reason(), text), it.outcome() == Outcome.PASSED);
        });
    }

    private static String started(RunStarted it) {
        String step = it.step().equals("baseline") ? Messages.Sentences_baselineStep() : it.step();
        return it.environment()
                .map(environment -> Messages.Sentences_startedIn(step, it.name(), environment))
                .orElseGet(() -> Messages.Sentences_started(step, it.name()));
    }

    private static StatusView check(CheckResult result) {
        if (result.status() == CheckResult.Status.SKIPPED) {
            return StatusView.of(Messages.Sentences_checkSkipped(result.name(), result.error()), SKIPPED, QUIET);
        }
        return result(
                result.passed()
                        ? Messages.Sentences_checkPassed(
                                result.name(), result.latency().toMillis(), result.attempts())
                        : Messages.Sentences_checkFailed(result.name(), result.attempts(), result.error()),
                result.passed());
    }

    static StatusView result(String text, boolean passed) {
        return StatusView.of(text, passed ? PASSED : FAILED, passed ? GOOD : BAD);
    }

    private void tellIncidents() {
        on(
                IncidentOpened.class,
                "flame-outline",
                BAD,
                it -> it.environment()
                        .map(environment -> Messages.Sentences_incidentIn(environment, it.reason()))
                        .orElseGet(() -> Messages.Sentences_incident(it.reason())));
        on(
                ActionItemsRecorded.class,
                PEN,
                QUIET,
                it -> Messages.Sentences_actionItems(it.items().size(), joined("; ", it.items(), ActionItem::title)));
        on(IncidentEnded.class, "shield-checkmark-outline", GOOD, it -> Messages.Sentences_incidentEnded());
        on(
                RollbackTargeted.class,
                "arrow-undo-outline",
                CAREFUL,
                it -> Messages.Sentences_rollback(
                        it.environment(), it.version(), it.build().number()));
    }

    private void tellDeliveries() {
        on(DeliveryPlanned.class, MEGAPHONE, QUIET, it -> Messages.Sentences_deliveryPlanned(it.channel()));
        on(
                DeliveryAttempted.class,
                (it, actor) -> it.inDoubt()
                        ? StatusView.of(
                                Messages.Sentences_deliveryRepeated(channel(it.delivery()), it.attempt()),
                                MEGAPHONE,
                                CAREFUL)
                        : StatusView.of(
                                Messages.Sentences_deliveryAttempted(channel(it.delivery()), it.attempt()),
                                MEGAPHONE,
                                QUIET));
        on(
                DeliveryAnswered.class,
                MEGAPHONE,
                QUIET,
                it -> Messages.Sentences_deliveryAnswered(channel(it.delivery()), it.attempt(), it.text()));
        on(
                DeliverySettled.class,
                (it, actor) -> it.status() == DeliveryStatus.DELIVERED
                        ? StatusView.of(
                                with(it.reason(), Messages.Sentences_delivered(channel(it.delivery()))),
                                MEGAPHONE,
                                GOOD)
                        : StatusView.of(
                                with(it.reason(), Messages.Sentences_notDelivered(channel(it.delivery()))),
                                MEGAPHONE,
                                BAD));
        on(
                DeliveryRequested.class,
                MEGAPHONE,
                CAREFUL,
                it -> Messages.Sentences_deliveryRequested(channel(it.delivery())));
    }

    private static String opened(Opened it) {
        String what = details(it.details());
        String who = joined(", ", it.starters(), Person::name);
        String text = what.isEmpty() ? Messages.Sentences_opened() : Messages.Sentences_openedFor(what);
        return who.isEmpty() ? text : Messages.Sentences_startedBy(text, who);
    }

    private static String details(ReleaseDetails details) {
        return Stream.of(
                        details.application(),
                        details.version().map(Messages::Sentences_version),
                        details.type().map(ReleaseType::id).map(Messages::Sentences_type),
                        details.plan().map(plan -> Messages.Sentences_plan(plan.file())))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private String titles(ItemsInherited it) {
        return joined(", ", it.items(), inherited -> title(inherited.item()));
    }

    private String title(String item) {
        return release.checklist().item(item).map(Item::title).orElse(item);
    }

    private String channel(String delivery) {
        return release.deliveries().stream()
                .filter(state -> state.delivery().equals(delivery))
                .findFirst()
                .map(DeliveryState::channel)
                .orElse(delivery);
    }

    private static <T> String joined(String separator, List<T> all, Function<T, String> text) {
        return all.stream().map(text).collect(Collectors.joining(separator));
    }

    private static String with(Optional<String> words, String text) {
        return words.filter(given -> !given.isBlank())
                .map(given -> Messages.Sentences_with(text, given))
                .orElse(text);
    }
}
