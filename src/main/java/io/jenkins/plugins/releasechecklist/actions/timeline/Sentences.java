package io.jenkins.plugins.releasechecklist.actions.timeline;

import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.ACTIVE;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.BAD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.CAREFUL;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.GOOD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.QUIET;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.BuildEnded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ChangesCompared;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ConditionAnswered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeployedWithoutGo;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DetailsAdded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.EnvironmentAwaited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.EnvironmentLeft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.FilesAttached;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateJoined;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateLeft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateRulesChanged;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.GateSettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemMarked;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemSigned;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ItemsInherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesDrafted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesEdited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.NotesRendered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.Opened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.PartTicked;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ReleaseNoted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.Unrecognised;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VoteCast;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the events of a release in sentences: here those about the record itself, about items and about gates. */
final class Sentences extends SentenceTable {
    private static final String PEN = "create-outline";

    /** Sentences that call items and channels by the names that they have in the release. */
    Sentences(Release release) {
        super(release);
        addAll(new WorkSentences(release));
        tellRecord();
        tellItems();
        tellGates();
    }

    private void tellRecord() {
        on(Opened.class, "flag-outline", ACTIVE, Sentences::opened);
        on(
                ItemsInherited.class,
                "return-down-forward-outline",
                ACTIVE,
                it -> Messages.Sentences_inherited(it.items().size(), titles(it)));
        on(
                DetailsAdded.class,
                PEN,
                QUIET,
                it -> with(Optional.of(details(it.details())), Messages.Sentences_details()));
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
        on(LedgerOpened.class, "flag-outline", QUIET, it -> Messages.Sentences_ledgerOpened());
        on(
                ReleaseNoted.class,
                "flag-outline",
                QUIET,
                it -> Messages.Sentences_releaseNoted(
                        it.event(), it.build().job(), it.build().number()));
        on(
                LedgerStamped.class,
                "flag-outline",
                QUIET,
                it -> Messages.Sentences_ledgerStamped(it.authority(), it.entry()));
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
            case WAIVE ->
                StatusView.of(
                        with(it.note(), Messages.Sentences_waived(actor, title)), "play-skip-forward-outline", CAREFUL);
            case REOPEN ->
                StatusView.of(with(it.note(), Messages.Sentences_reopened(actor, title)), "refresh-outline", CAREFUL);
        };
    }

    private StatusView ticked(PartTicked it, String actor) {
        String title = title(it.item());
        String part = release().checklist().item(it.item()).stream()
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
                it -> with(it.message(), Messages.Sentences_gateOpened(gate(it.gate()), it.round())));
        on(GateJoined.class, "git-merge-outline", QUIET, it -> Messages.Sentences_gateJoined(gate(it.gate())));
        on(
                GateLeft.class,
                "exit-outline",
                CAREFUL,
                it -> Messages.Sentences_gateLeft(gate(it.gate()), Wording.said(it.why())));
        on(
                DeployedWithoutGo.class,
                "warning-outline",
                BAD,
                it -> Messages.Sentences_withoutGo(it.environment(), Wording.said(it.why())));
        on(GateRulesChanged.class, "shield-outline", CAREFUL, this::rulesChanged);
        on(ChangesCompared.class, "git-compare-outline", QUIET, Sentences::compared);
        on(VoteCast.class, (it, actor) -> voted(it));
        on(ConditionAnswered.class, (it, actor) -> {
            ConditionAnswer answer = it.answer();
            String text = answer.holds()
                    ? Messages.Sentences_conditionHolds(answer.condition(), place(it.gate()))
                    : Messages.Sentences_conditionHoldsNot(answer.condition(), place(it.gate()));
            return StatusView.of(
                    with(Optional.of(Wording.said(answer.why())), text),
                    "swap-horizontal-outline",
                    answer.holds() ? GOOD : CAREFUL);
        });
        on(
                EnvironmentAwaited.class,
                "hourglass-outline",
                CAREFUL,
                it -> Messages.Sentences_environmentAwaited(
                        gate(it.gate()),
                        it.environment(),
                        EnvironmentTurn.names(Stream.concat(it.holders().stream(), it.ahead().stream())
                                .toList())));
        on(
                EnvironmentLeft.class,
                (it, actor) -> StatusView.of(
                        Messages.Sentences_environmentLeft(actor, it.environment(), it.reason()),
                        "exit-outline",
                        CAREFUL));
        on(GateSettled.class, (it, actor) -> {
            boolean go = it.status() == GateStatus.GO;
            String text = it.overridden()
                    ? Messages.Sentences_overridden(
                            it.involvement()
                                    .map(what -> Messages.Sentences_involved(actor, Wording.said(what)))
                                    .orElse(actor),
                            place(it.gate()),
                            Wording.said(it.why()))
                    : settled(it);
            return StatusView.of(
                    text, go ? "checkmark-done-outline" : "hand-left-outline", go && !it.overridden() ? GOOD : BAD);
        });
    }

    private StatusView voted(VoteCast it) {
        Vote vote = it.vote();
        String place = place(it.gate());
        return switch (vote.choice()) {
            case GO ->
                StatusView.of(
                        with(
                                vote.comment(),
                                vote.from()
                                        .map(from -> Messages.Sentences_votedGoFrom(vote.name(), place, from))
                                        .orElseGet(() -> Messages.Sentences_votedGo(vote.name(), place))),
                        "thumbs-up-outline",
                        GOOD);
            case NO_GO ->
                StatusView.of(
                        with(vote.comment(), Messages.Sentences_votedNoGo(vote.name(), place)),
                        "thumbs-down-outline",
                        BAD);
            case REQUEST_CHANGES -> {
                String title = vote.item().map(this::title).orElse("");
                yield StatusView.of(
                        with(vote.comment(), Messages.Sentences_requestedChanges(vote.name(), title, place)),
                        PEN,
                        CAREFUL);
            }
            case WITHDRAW ->
                StatusView.of(
                        with(vote.comment(), Messages.Sentences_withdrew(vote.name(), place)),
                        "arrow-undo-outline",
                        QUIET);
        };
    }

    private String settled(GateSettled it) {
        String gate = gate(it.gate());
        return switch (it.status()) {
            case GO -> Messages.Sentences_approved(gate, Wording.said(it.why()));
            case NO_GO -> Messages.Sentences_rejected(gate, Wording.said(it.why()));
            case TIMED_OUT -> Messages.Sentences_timedOut(gate, Wording.said(it.why()));
            case WAITING, ABORTED -> Messages.Sentences_aborted(gate, Wording.said(it.why()));
        };
    }

    private String gate(String id) {
        return release().gate(id).map(Wording::gate).orElse(id);
    }

    private static String compared(ChangesCompared it) {
        int total = it.changes().total();
        return it.changes()
                .running()
                .map(there -> Messages.Sentences_compared(there.name(), it.environment(), total))
                .orElseGet(() -> Messages.Sentences_comparedFirst(it.environment(), total));
    }

    private String place(String id) {
        return release().gate(id).map(GateState::place).orElse(id);
    }

    private String rulesChanged(GateRulesChanged it) {
        String gate = gate(it.gate());
        String added = joined("; ", it.added(), Sentences::rule);
        String lifted = joined("; ", it.lifted(), Sentences::rule);
        if (lifted.isEmpty()) {
            return added.isEmpty() ? Messages.Sentences_rulesRead(gate) : Messages.Sentences_rulesAdded(gate, added);
        }
        return added.isEmpty()
                ? Messages.Sentences_rulesLifted(gate, lifted)
                : Messages.Sentences_rulesChanged(gate, added, lifted);
    }

    private static String rule(AttributedRule rule) {
        return Wording.said(rule.phrase());
    }

    private static String opened(Opened it) {
        ReleaseDetails details = it.details();
        String what = details.version()
                .map(version -> details.type()
                        .map(type -> Messages.Sentences_releaseOfType(type.id(), version))
                        .orElseGet(() -> Messages.Sentences_release(version)))
                .orElseGet(Messages::Sentences_unknownRelease);
        String plan = details.plan()
                .map(source -> Messages.Sentences_withPlan(source.file()))
                .orElse("");
        String who = joined(", ", it.starters(), Person::name);
        return who.isEmpty()
                ? Messages.Sentences_openedByNobody(what, plan)
                : Messages.Sentences_opened(who, what, plan);
    }

    private static String details(ReleaseDetails details) {
        Stream<String> named = Stream.of(
                        details.application(),
                        details.version().map(Messages::Sentences_version),
                        details.type().map(ReleaseType::id).map(Messages::Sentences_type),
                        details.plan().map(plan -> Messages.Sentences_plan(plan.file())),
                        details.template().map(template -> Messages.Sentences_template(template.label())))
                .flatMap(Optional::stream);
        Stream<String> listed = Stream.concat(
                details.environments().entrySet().stream()
                        .map(entry -> Messages.Sentences_environment(entry.getKey(), entry.getValue())),
                details.artifacts().stream().map(artifact -> Messages.Sentences_artifact(artifact.name())));
        return Stream.concat(named, listed).collect(Collectors.joining(", "));
    }

    private String titles(ItemsInherited it) {
        return joined(", ", it.items(), inherited -> title(inherited.item()));
    }

    /** Whether two events that follow each other are told together. */
    static boolean belong(ReleaseEvent event, ReleaseEvent next) {
        Optional<String> key = key(event);
        return key.isPresent() && key.equals(key(next));
    }

    /** Whether an event leads to a later one about the same message, perhaps with others between them. */
    static boolean prepares(ReleaseEvent event, ReleaseEvent later) {
        return !(event instanceof ReleaseEvent.DeliverySettled)
                && delivery(event).isPresent()
                && delivery(event).equals(delivery(later));
    }

    private static Optional<String> delivery(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.DeliveryPlanned it) {
            return Optional.of(it.delivery());
        }
        if (data instanceof ReleaseEvent.DeliveryAttempted it) {
            return Optional.of(it.delivery());
        }
        if (data instanceof ReleaseEvent.DeliveryAnswered it) {
            return Optional.of(it.delivery());
        }
        return data instanceof ReleaseEvent.DeliverySettled it ? Optional.of(it.delivery()) : Optional.empty();
    }

    /** What events that follow each other have in common when they are told together. */
    private static Optional<String> key(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.Sampled it) {
            return Optional.of("samples of " + it.run());
        }
        if (data instanceof ReleaseEvent.MetricsSampled it) {
            return Optional.of("samples of " + it.run());
        }
        return data instanceof ReleaseEvent.CheckSettled it
                        && it.result().kind().equals("junit")
                ? Optional.of("cases of " + it.run())
                : Optional.empty();
    }

    /** What events say together: samples of a verification, and cases of test reports, come by the hundred. */
    StatusView of(List<Event> events) {
        List<ReleaseEvent> data = events.stream().map(Event::data).toList();
        List<Sample> samples = only(data, ReleaseEvent.Sampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        List<MetricSample> metrics = only(data, ReleaseEvent.MetricsSampled.class)
                .flatMap(it -> it.samples().stream())
                .toList();
        if (!samples.isEmpty() || !metrics.isEmpty()) {
            return samples(samples, metrics);
        }
        List<CheckResult> cases = only(data, ReleaseEvent.CheckSettled.class)
                .map(ReleaseEvent.CheckSettled::result)
                .toList();
        return cases.size() > 1 ? cases(cases) : of(events.get(events.size() - 1));
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
                : samples.isEmpty() ? measured : Messages.Sentences_sampledAndMeasured(taken, measured);
        return StatusView.of(text, "pulse-outline", all ? QUIET : CAREFUL);
    }

    private static StatusView cases(List<CheckResult> cases) {
        long failed = count(cases, CheckResult.Status.FAILED);
        long passed = cases.stream().filter(CheckResult::passed).count();
        long skipped = count(cases, CheckResult.Status.SKIPPED);
        return WorkSentences.result(Messages.Sentences_cases(passed, cases.size(), failed, skipped), failed == 0);
    }

    private static long count(List<CheckResult> cases, CheckResult.Status status) {
        return cases.stream().filter(result -> result.status() == status).count();
    }
}
