package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Tone;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;

/** Tells the events of a release: those of the work that steps do. */
final class WorkSentences {
    private static final String MEGAPHONE = "megaphone-outline";

    private final Release release;

    WorkSentences(Release release) {
        this.release = release;
    }

    Sentence of(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.RunStarted it) {
            return new Sentence(started(it), "play-circle-outline", Tone.ACTIVE);
        }
        if (data instanceof ReleaseEvent.CheckSettled it) {
            return check(it.result());
        }
        if (data instanceof ReleaseEvent.VerificationBegan it) {
            String text = Messages.Sentences_observes(Durations.format(it.duration()), Durations.format(it.interval()));
            return new Sentence(text, "pulse-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.BaselineMeasured) {
            return new Sentence(Messages.Sentences_baseline(), "pulse-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.VerificationJudged it) {
            StatusView status = StatusView.of(it.judgement().verdict());
            String text = Messages.Sentences_judged(
                    status.text(), String.join("; ", it.judgement().reasons()));
            return new Sentence(text, "pulse-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.RunFinished it) {
            return finished(it);
        }
        if (data instanceof ReleaseEvent.NotesDrafted) {
            return new Sentence(Messages.Sentences_notesDrafted(), "document-text-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.FilesAttached it) {
            String names = String.join(
                    ", ", it.files().stream().map(AttachedFile::name).toList());
            return new Sentence(
                    Messages.Sentences_filesAttached(it.files().size(), names), "attach-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.NotesRendered) {
            return new Sentence(Messages.Sentences_notesRendered(), "document-text-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.IncidentOpened it) {
            String text = it.environment()
                    .map(environment -> Messages.Sentences_incidentIn(environment, it.reason()))
                    .orElseGet(() -> Messages.Sentences_incident(it.reason()));
            return new Sentence(text, "flame-outline", Tone.BAD);
        }
        if (data instanceof ReleaseEvent.ActionItemsRecorded it) {
            String titles =
                    String.join("; ", it.items().stream().map(ActionItem::title).toList());
            return new Sentence(
                    Messages.Sentences_actionItems(it.items().size(), titles), "create-outline", Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.IncidentEnded) {
            return new Sentence(Messages.Sentences_incidentEnded(), "shield-checkmark-outline", Tone.GOOD);
        }
        if (data instanceof ReleaseEvent.RollbackTargeted it) {
            String text = Messages.Sentences_rollback(
                    it.environment(), it.version(), it.build().number());
            return new Sentence(text, "arrow-undo-outline", Tone.CAREFUL);
        }
        return delivery(data);
    }

    private static String started(ReleaseEvent.RunStarted it) {
        String step = it.step().equals("baseline") ? Messages.Sentences_baselineStep() : it.step();
        return it.environment()
                .map(environment -> Messages.Sentences_startedIn(step, it.name(), environment))
                .orElseGet(() -> Messages.Sentences_started(step, it.name()));
    }

    private static Sentence check(CheckResult result) {
        long millis = result.latency().toMillis();
        if (result.status() == CheckResult.Status.SKIPPED) {
            String text = Messages.Sentences_checkSkipped(result.name(), result.error());
            return new Sentence(text, "play-skip-forward-outline", Tone.QUIET);
        }
        return result.passed()
                ? new Sentence(
                        Messages.Sentences_checkPassed(result.name(), millis, result.attempts()),
                        "checkmark-circle-outline",
                        Tone.GOOD)
                : new Sentence(
                        Messages.Sentences_checkFailed(result.name(), result.attempts(), result.error()),
                        "close-circle-outline",
                        Tone.BAD);
    }

    private Sentence finished(ReleaseEvent.RunFinished it) {
        String name = release.run(it.run()).map(RunState::name).orElse(it.run());
        String text =
                switch (it.outcome()) {
                    case PASSED -> Messages.Sentences_runPassed(name);
                    case FAILED -> Messages.Sentences_runFailed(name);
                    case ABORTED -> Messages.Sentences_runAborted(name);
                };
        String whole =
                it.reason().map(reason -> Messages.Sentences_with(text, reason)).orElse(text);
        boolean passed = it.outcome() == Outcome.PASSED;
        return new Sentence(
                whole, passed ? "checkmark-circle-outline" : "close-circle-outline", passed ? Tone.GOOD : Tone.BAD);
    }

    private Sentence delivery(ReleaseEvent data) {
        if (data instanceof ReleaseEvent.DeliveryPlanned it) {
            return new Sentence(Messages.Sentences_deliveryPlanned(it.channel()), MEGAPHONE, Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.DeliveryAttempted it) {
            String channel = channel(it.delivery());
            String text = it.inDoubt()
                    ? Messages.Sentences_deliveryRepeated(channel, it.attempt())
                    : Messages.Sentences_deliveryAttempted(channel, it.attempt());
            return new Sentence(text, MEGAPHONE, it.inDoubt() ? Tone.CAREFUL : Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.DeliveryAnswered it) {
            String text = Messages.Sentences_deliveryAnswered(channel(it.delivery()), it.attempt(), it.text());
            return new Sentence(text, MEGAPHONE, Tone.QUIET);
        }
        if (data instanceof ReleaseEvent.DeliverySettled it) {
            boolean delivered = it.status() == DeliveryStatus.DELIVERED;
            String channel = channel(it.delivery());
            String text = delivered ? Messages.Sentences_delivered(channel) : Messages.Sentences_notDelivered(channel);
            String whole = it.reason()
                    .map(reason -> Messages.Sentences_with(text, reason))
                    .orElse(text);
            return new Sentence(whole, MEGAPHONE, delivered ? Tone.GOOD : Tone.BAD);
        }
        if (data instanceof ReleaseEvent.DeliveryRequested it) {
            String text = Messages.Sentences_deliveryRequested(channel(it.delivery()));
            return new Sentence(text, MEGAPHONE, Tone.CAREFUL);
        }
        return new Sentence(Messages.Sentences_other(EventCodec.type(data)), "ellipse-outline", Tone.QUIET);
    }

    private String channel(String delivery) {
        return release.deliveries().stream()
                .filter(state -> state.delivery().equals(delivery))
                .findFirst()
                .map(DeliveryState::channel)
                .orElse(delivery);
    }
}
