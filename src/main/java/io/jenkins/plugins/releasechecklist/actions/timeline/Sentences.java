package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Tone;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the events of a release: those about the record itself, about items and about gates. */
final class Sentences {
    private final Release release;
    private final WorkSentences work;

    /** Sentences that call items and channels by the names that they have in the release. */
    Sentences(Release release) {
        this.release = release;
        this.work = new WorkSentences(release);
    }

    Sentence of(Event event) {
        ReleaseEvent data = event.data();
        String actor = event.actor().name();
        if (data instanceof ReleaseEvent.Opened it) {
            return new Sentence(opened(it), "flag-outline", Tone.ACTIVE);
        }
        if (data instanceof ReleaseEvent.ItemsInherited it) {
            return new Sentence(
                    Messages.Sentences_inherited(it.items().size(), titles(it)),
                    "return-down-forward-outline",
                    Tone.ACTIVE);
        }
        if (data instanceof ReleaseEvent.DetailsAdded it) {
            return new Sentence(Messages.Sentences_details(details(it.details())), "create-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.NotesEdited) {
            return new Sentence(Messages.Sentences_notesEdited(actor), "create-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.BuildEnded it) {
            return new Sentence(Messages.Sentences_buildEnded(it.result()), "flag-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.Unrecognised it) {
            return new Sentence(Messages.Sentences_unrecognised(it.type()), "help-circle-outline", Tone.QUIET);
        }
        return ofItem(data, actor).or(() -> ofGate(data, event.actor())).orElseGet(() -> work.of(data));
    }

    private Optional<Sentence> ofItem(ReleaseEvent data, String actor) {
        if (data instanceof ReleaseEvent.ItemMarked it) {
            StatusView status = StatusView.of(it.status());
            String text = Messages.Sentences_marked(actor, title(it.item()), status.text());
            return Optional.of(new Sentence(with(it.note(), text), "checkbox-outline", Tone.QUIET));
        }
        if (data instanceof ReleaseEvent.ItemSigned it) {
            return Optional.of(signed(it, actor));
        }
        if (data instanceof ReleaseEvent.PartTicked it) {
            return Optional.of(ticked(it, actor));
        }
        return Optional.empty();
    }

    private Sentence ticked(ReleaseEvent.PartTicked it, String actor) {
        String part = release.checklist().item(it.item()).stream()
                .flatMap(item -> item.parts().stream())
                .filter(known -> known.id().equals(it.part()))
                .map(Part::title)
                .findFirst()
                .orElse(it.part());
        return it.done()
                ? new Sentence(Messages.Sentences_ticked(actor, part, title(it.item())), "checkbox-outline", Tone.GOOD)
                : new Sentence(
                        Messages.Sentences_unticked(actor, part, title(it.item())), "square-outline", Tone.CAREFUL);
    }

    private Sentence signed(ReleaseEvent.ItemSigned it, String actor) {
        String title = title(it.item());
        String roles = String.join(", ", it.roles());
        return switch (it.action()) {
            case COMPLETE ->
                new Sentence(
                        with(it.note(), Messages.Sentences_signed(actor, title, roles)), "create-outline", Tone.GOOD);
            case FAIL ->
                new Sentence(with(it.note(), Messages.Sentences_failed(actor, title)), "create-outline", Tone.BAD);
            case NOT_APPLICABLE ->
                new Sentence(
                        with(it.note(), Messages.Sentences_notApplicable(actor, title)), "create-outline", Tone.QUIET);
            case WAIVE ->
                new Sentence(
                        with(it.note(), Messages.Sentences_waived(actor, title)),
                        "play-skip-forward-outline",
                        Tone.CAREFUL);
            case REOPEN ->
                new Sentence(
                        with(it.note(), Messages.Sentences_reopened(actor, title)), "refresh-outline", Tone.CAREFUL);
        };
    }

    private static Optional<Sentence> ofGate(ReleaseEvent data, Actor actor) {
        if (data instanceof ReleaseEvent.GateOpened it) {
            String text = Messages.Sentences_gateOpened(it.gate(), it.round());
            return Optional.of(new Sentence(with(it.message(), text), "hourglass-outline", Tone.CAREFUL));
        }
        if (data instanceof ReleaseEvent.VoteCast it) {
            boolean go = it.vote().choice() == Choice.GO;
            String text = go
                    ? Messages.Sentences_votedGo(it.vote().name(), it.gate())
                    : Messages.Sentences_votedNoGo(it.vote().name(), it.gate());
            return Optional.of(new Sentence(
                    with(it.vote().comment(), text),
                    go ? "thumbs-up-outline" : "thumbs-down-outline",
                    go ? Tone.GOOD : Tone.BAD));
        }
        if (data instanceof ReleaseEvent.ConditionAnswered it) {
            ConditionAnswer answer = it.answer();
            String text = answer.holds()
                    ? Messages.Sentences_conditionHolds(answer.condition(), it.gate())
                    : Messages.Sentences_conditionHoldsNot(answer.condition(), it.gate());
            return Optional.of(new Sentence(
                    with(Optional.of(answer.reason()), text),
                    "swap-horizontal-outline",
                    answer.holds() ? Tone.GOOD : Tone.CAREFUL));
        }
        if (data instanceof ReleaseEvent.GateSettled it) {
            return Optional.of(settled(it, actor));
        }
        return Optional.empty();
    }

    private static Sentence settled(ReleaseEvent.GateSettled it, Actor actor) {
        boolean go = it.status() == GateStatus.GO;
        String text = it.overridden()
                ? Messages.Sentences_overridden(actor.name(), it.gate(), it.reason())
                : Messages.Sentences_gateSettled(
                        it.gate(), StatusView.of(it.status()).text(), it.reason());
        Tone tone = go && !it.overridden() ? Tone.GOOD : Tone.BAD;
        return new Sentence(text, go ? "checkmark-done-outline" : "hand-left-outline", tone);
    }

    private static String opened(ReleaseEvent.Opened it) {
        String what = details(it.details());
        String who = String.join(", ", it.starters().stream().map(Person::name).toList());
        String text = what.isEmpty() ? Messages.Sentences_opened() : Messages.Sentences_openedFor(what);
        return who.isEmpty() ? text : Messages.Sentences_startedBy(text, who);
    }

    private static String details(ReleaseDetails details) {
        List<String> parts = new ArrayList<>();
        details.application().ifPresent(parts::add);
        details.version().map(Messages::Sentences_version).ifPresent(parts::add);
        details.type().map(ReleaseType::id).map(Messages::Sentences_type).ifPresent(parts::add);
        details.plan().map(plan -> Messages.Sentences_plan(plan.file())).ifPresent(parts::add);
        return String.join(", ", parts);
    }

    private String titles(ReleaseEvent.ItemsInherited it) {
        return String.join(
                ", ", it.items().stream().map(Inherited::item).map(this::title).toList());
    }

    private String title(String item) {
        return release.checklist().item(item).map(Item::title).orElse(item);
    }

    private static String with(Optional<String> words, String text) {
        return words.filter(given -> !given.isBlank())
                .map(given -> Messages.Sentences_with(text, given))
                .orElse(text);
    }
}
