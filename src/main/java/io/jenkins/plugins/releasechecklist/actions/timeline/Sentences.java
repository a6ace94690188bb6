package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
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
        return together(group.stream().map(Event::data).toList())
                .orElseGet(() -> table.getOrDefault(last.data().getClass(), Sentences::other)
                        .apply(last.data(), last.actor().name()));
    }

    private static StatusView other(ReleaseEvent data, String actor) {
        return StatusView.of(Messages.Sentences_other(EventCodec.type(data)), "ellipse-outline", Tone.QUIET);
    }

    private <T extends ReleaseEvent> void on(Class<T> type, BiFunction<T, String, StatusView> words) {
        table.put(type, (data, actor) -> words.apply(type.cast(data), actor));
    }

    private <T extends ReleaseEvent> void on(Class<T> type, String symbol, Tone tone, Function<T, String> text) {
        on(type, (it, actor) -> StatusView.of(text.apply(it), symbol, tone));
    }

    private void tellRecord() {
        on(ReleaseEvent.Opened.class, "flag-outline", Tone.ACTIVE, Sentences::opened);
        on(
                ReleaseEvent.ItemsInherited.class,
                "return-down-forward-outline",
                Tone.ACTIVE,
                it -> Messages.Sentences_inherited(it.items().size(), titles(it)));
        on(
                ReleaseEvent.DetailsAdded.class,
                PEN,
                Tone.QUIET,
                it -> Messages.Sentences_details(details(it.details())));
        on(
                ReleaseEvent.NotesEdited.class,
                (it, actor) -> StatusView.of(Messages.Sentences_notesEdited(actor), PEN, Tone.QUIET));
        on(
                ReleaseEvent.NotesDrafted.class,
                "document-text-outline",
                Tone.QUIET,
                it -> Messages.Sentences_notesDrafted());
        on(
                ReleaseEvent.NotesRendered.class,
                "document-text-outline",
                Tone.QUIET,
                it -> Messages.Sentences_notesRendered());
        on(
                ReleaseEvent.FilesAttached.class,
                "attach-outline",
                Tone.QUIET,
                it -> Messages.Sentences_filesAttached(
                        it.files().size(), joined(", ", it.files(), AttachedFile::name)));
        on(
                ReleaseEvent.BuildEnded.class,
                "flag-outline",
                Tone.QUIET,
                it -> Messages.Sentences_buildEnded(it.result()));
        on(
                ReleaseEvent.Unrecognised.class,
                "help-circle-outline",
                Tone.QUIET,
                it -> Messages.Sentences_unrecognised(it.type()));
    }

    private void tellItems() {
        on(
                ReleaseEvent.ItemMarked.class,
                (it, actor) -> StatusView.of(
                        with(
                                it.note(),
                                Messages.Sentences_marked(
                                        actor,
                                        title(it.item()),
                                        StatusView.of(it.status()).text())),
                        "checkbox-outline",
                        Tone.QUIET));
        on(ReleaseEvent.ItemSigned.class, this::signed);
        on(ReleaseEvent.PartTicked.class, this::ticked);
    }

    private StatusView signed(ReleaseEvent.ItemSigned it, String actor) {
        String title = title(it.item());
        return switch (it.action()) {
            case COMPLETE ->
                StatusView.of(
                        with(it.note(), Messages.Sentences_signed(actor, title, String.join(", ", it.roles()))),
                        PEN,
                        Tone.GOOD);
            case FAIL -> StatusView.of(with(it.note(), Messages.Sentences_failed(actor, title)), PEN, Tone.BAD);
            case NOT_APPLICABLE ->
                StatusView.of(with(it.note(), Messages.Sentences_notApplicable(actor, title)), PEN, Tone.QUIET);
            case WAIVE ->
                StatusView.of(with(it.note(), Messages.Sentences_waived(actor, title)), SKIPPED, Tone.CAREFUL);
            case REOPEN ->
                StatusView.of(
                        with(it.note(), Messages.Sentences_reopened(actor, title)), "refresh-outline", Tone.CAREFUL);
        };
    }

    private StatusView ticked(ReleaseEvent.PartTicked it, String actor) {
        String title = title(it.item());
        String part = release.checklist().item(it.item()).stream()
                .flatMap(item -> item.parts().stream())
                .filter(known -> known.id().equals(it.part()))
                .map(Part::title)
                .findFirst()
                .orElse(it.part());
        return it.done()
                ? StatusView.of(Messages.Sentences_ticked(actor, part, title), "checkbox-outline", Tone.GOOD)
                : StatusView.of(Messages.Sentences_unticked(actor, part, title), "square-outline", Tone.CAREFUL);
    }

    private void tellGates() {
        on(
                ReleaseEvent.GateOpened.class,
                "hourglass-outline",
                Tone.CAREFUL,
                it -> with(it.message(), Messages.Sentences_gateOpened(it.gate(), it.round())));
        on(ReleaseEvent.VoteCast.class, (it, actor) -> {
            String name = it.vote().name();
            return it.vote().choice() == Choice.GO
                    ? StatusView.of(
                            with(it.vote().comment(), Messages.Sentences_votedGo(name, it.gate())),
                            "thumbs-up-outline",
                            Tone.GOOD)
                    : StatusView.of(
                            with(it.vote().comment(), Messages.Sentences_votedNoGo(name, it.gate())),
                            "thumbs-down-outline",
                            Tone.BAD);
        });
        on(ReleaseEvent.ConditionAnswered.class, (it, actor) -> {
            ConditionAnswer answer = it.answer();
            String text = answer.holds()
                    ? Messages.Sentences_conditionHolds(answer.condition(), it.gate())
                    : Messages.Sentences_conditionHoldsNot(answer.condition(), it.gate());
            return StatusView.of(
                    with(Optional.of(answer.reason()), text),
                    "swap-horizontal-outline",
                    answer.holds() ? Tone.GOOD : Tone.CAREFUL);
        });
        on(ReleaseEvent.GateSettled.class, (it, actor) -> {
            boolean go = it.status() == GateStatus.GO;
            String text = it.overridden()
                    ? Messages.Sentences_overridden(actor, it.gate(), it.reason())
                    : Messages.Sentences_gateSettled(
                            it.gate(), StatusView.of(it.status()).text(), it.reason());
            return StatusView.of(
                    text,
                    go ? "checkmark-done-outline" : "hand-left-outline",
                    go && !it.overridden() ? Tone.GOOD : Tone.BAD);
        });
    }

    private void tellRuns() {
        on(ReleaseEvent.RunStarted.class, "play-circle-outline", Tone.ACTIVE, Sentences::started);
        on(ReleaseEvent.CheckSettled.class, (it, actor) -> check(it.result()));
        on(
                ReleaseEvent.VerificationBegan.class,
                PULSE,
                Tone.QUIET,
                it -> Messages.Sentences_observes(
                        Durations.format(it.duration()), Durations.format(it.interval())));
        on(ReleaseEvent.BaselineMeasured.class, PULSE, Tone.QUIET, it -> Messages.Sentences_baseline());
        on(
                ReleaseEvent.VerificationJudged.class,
                PULSE,
                Tone.QUIET,
                it -> Messages.Sentences_judged(
                        StatusView.of(it.judgement().verdict()).text(),
                        String.join("; ", it.judgement().reasons())));
        on(ReleaseEvent.RunFinished.class, (it, actor) -> {
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

    private static String started(ReleaseEvent.RunStarted it) {
        String step = it.step().equals("baseline") ? Messages.Sentences_baselineStep() : it.step();
        return it.environment()
                .map(environment -> Messages.Sentences_startedIn(step, it.name(), environment))
                .orElseGet(() -> Messages.Sentences_started(step, it.name()));
    }

    private static StatusView check(CheckResult result) {
        if (result.status() == CheckResult.Status.SKIPPED) {
            return StatusView.of(
                    Messages.Sentences_checkSkipped(result.name(), result.error()), SKIPPED, Tone.QUIET);
        }
        return result(
                result.passed()
                        ? Messages.Sentences_checkPassed(
                                result.name(), result.latency().toMillis(), result.attempts())
                        : Messages.Sentences_checkFailed(result.name(), result.attempts(), result.error()),
                result.passed());
    }

    private static StatusView result(String text, boolean passed) {
        return StatusView.of(text, passed ? PASSED : FAILED, passed ? Tone.GOOD : Tone.BAD);
    }

    private void tellIncidents() {
        on(
                ReleaseEvent.IncidentOpened.class,
                "flame-outline",
                Tone.BAD,
                it -> it.environment()
                        .map(environment -> Messages.Sentences_incidentIn(environment, it.reason()))
                        .orElseGet(() -> Messages.Sentences_incident(it.reason())));
        on(
                ReleaseEvent.ActionItemsRecorded.class,
                PEN,
                Tone.QUIET,
                it -> Messages.Sentences_actionItems(
                        it.items().size(), joined("; ", it.items(), ActionItem::title)));
        on(
                ReleaseEvent.IncidentEnded.class,
                "shield-checkmark-outline",
                Tone.GOOD,
                it -> Messages.Sentences_incidentEnded());
        on(
                ReleaseEvent.RollbackTargeted.class,
                "arrow-undo-outline",
                Tone.CAREFUL,
                it -> Messages.Sentences_rollback(
                        it.environment(), it.version(), it.build().number()));
    }

    private void tellDeliveries() {
        on(
                ReleaseEvent.DeliveryPlanned.class,
                MEGAPHONE,
                Tone.QUIET,
                it -> Messages.Sentences_deliveryPlanned(it.channel()));
        on(
                ReleaseEvent.DeliveryAttempted.class,
                (it, actor) -> it.inDoubt()
                        ? StatusView.of(
                                Messages.Sentences_deliveryRepeated(channel(it.delivery()), it.attempt()),
                                MEGAPHONE,
                                Tone.CAREFUL)
                        : StatusView.of(
                                Messages.Sentences_deliveryAttempted(channel(it.delivery()), it.attempt()),
                                MEGAPHONE,
                                Tone.QUIET));
        on(
                ReleaseEvent.DeliveryAnswered.class,
                MEGAPHONE,
                Tone.QUIET,
                it -> Messages.Sentences_deliveryAnswered(channel(it.delivery()), it.attempt(), it.text()));
        on(
                ReleaseEvent.DeliverySettled.class,
                (it, actor) -> it.status() == DeliveryStatus.DELIVERED
                        ? StatusView.of(
                                with(it.reason(), Messages.Sentences_delivered(channel(it.delivery()))),
                                MEGAPHONE,
                                Tone.GOOD)
                        : StatusView.of(
                                with(it.reason(), Messages.Sentences_notDelivered(channel(it.delivery()))),
                                MEGAPHONE,
                                Tone.BAD));
        on(
                ReleaseEvent.DeliveryRequested.class,
                MEGAPHONE,
                Tone.CAREFUL,
                it -> Messages.Sentences_deliveryRequested(channel(it.delivery())));
    }

    /** Events that come by the hundred and are told together: samples of a verification, and cases of test reports. */
    private static Optional<StatusView> together(List<ReleaseEvent> data) {
        List<Sample> samples = only(data, ReleaseEvent.Sampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        List<MetricSample> metrics = only(data, ReleaseEvent.MetricsSampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        if (!samples.isEmpty() || !metrics.isEmpty()) {
            return Optional.of(samples(samples, metrics));
        }
        List<CheckResult> cases = only(data, ReleaseEvent.CheckSettled.class)
                .map(ReleaseEvent.CheckSettled::result)
                .toList();
        return cases.size() > 1 ? Optional.of(cases(cases)) : Optional.empty();
    }

    private static <T extends ReleaseEvent> Stream<T> only(List<ReleaseEvent> data, Class<T> kind) {
        return data.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static StatusView samples(List<Sample> samples, List<MetricSample> metrics) {
        long passed = samples.stream().filter(Sample::passed).count();
        long missed = metrics.stream().filter(sample -> !sample.measured()).count();
        boolean all = passed == samples.size() && missed == 0;
        String taken = Messages.Sentences_sampled(samples.size(), passed);
        String measured = Messages.Sentences_measured(metrics.size(), missed);
        String text = metrics.isEmpty()
                ? taken
                : samples.isEmpty() ? measured : Messages.Sentences_sampledAndMeasured(taken, metrics.size(), missed);
        return StatusView.of(text, PULSE, all ? Tone.QUIET : Tone.CAREFUL);
    }

    private static StatusView cases(List<CheckResult> cases) {
        long failed = count(cases, CheckResult.Status.FAILED);
        long passed = cases.stream().filter(CheckResult::passed).count();
        long skipped = count(cases, CheckResult.Status.SKIPPED);
        return result(Messages.Sentences_cases(passed, cases.size(), failed, skipped), failed == 0);
    }

    private static long count(List<CheckResult> cases, CheckResult.Status status) {
        return cases.stream().filter(result -> result.status() == status).count();
    }

    private static String opened(ReleaseEvent.Opened it) {
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

    private String titles(ReleaseEvent.ItemsInherited it) {
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
