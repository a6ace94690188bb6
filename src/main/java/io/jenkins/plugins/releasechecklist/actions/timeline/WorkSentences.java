package io.jenkins.plugins.releasechecklist.actions.timeline;

import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.ACTIVE;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.BAD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.CAREFUL;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.GOOD;
import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.QUIET;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.ActionItemsRecorded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.AgentGranted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.AgentRefused;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.BaselineMeasured;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.CheckSettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.CredentialsHandedOut;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.CredentialsRefused;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryAnswered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryAttempted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryPlanned;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliveryRequested;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeliverySettled;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeploymentRequested;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.IncidentEnded;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.IncidentOpened;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RollbackTargeted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RunFinished;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.RunStarted;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerdictAnswered;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerdictAsked;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationBegan;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VerificationJudged;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;

/** Tells the events of a release that come from the work of steps: runs, incidents, messages, credentials and agents. */
final class WorkSentences extends SentenceTable {
    private static final String MEGAPHONE = "megaphone-outline";
    private static final String PULSE = "pulse-outline";
    private static final String PASSED = "checkmark-circle-outline";
    private static final String FAILED = "close-circle-outline";

    WorkSentences(Release release) {
        super(release);
        on(DeploymentRequested.class, (it, actor) -> requested(it, actor));
        tellRuns();
        tellIncidents();
        tellDeliveries();
        tellCredentials();
        tellAgents();
    }

    private static StatusView requested(DeploymentRequested it, String actor) {
        int origin = it.origin().number();
        return it.target()
                .map(to -> StatusView.of(
                        with(
                                it.reason(),
                                Messages.Sentences_rollbackRequested(
                                        actor,
                                        it.environment(),
                                        it.version().orElse("#" + origin),
                                        to.version(),
                                        to.build().number())),
                        "arrow-undo-outline",
                        CAREFUL))
                .orElseGet(() -> StatusView.of(
                        Messages.Sentences_promoted(actor, it.version().orElse("?"), origin, it.environment()),
                        "rocket-outline",
                        ACTIVE));
    }

    private void tellRuns() {
        on(RunStarted.class, "play-circle-outline", ACTIVE, it -> Messages.Sentences_started(run(it.run())));
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
                        StatusView.of(it.judgement()).text(),
                        Wording.said(Phrase.joined("text.then", it.judgement().why()))));
        on(
                VerdictAsked.class,
                "help-circle-outline",
                CAREFUL,
                it -> Messages.Sentences_verdictAsked(
                        run(it.run()),
                        Wording.said(Phrase.joined("text.then", it.judgement().why()))));
        on(VerdictAnswered.class, (it, actor) -> switch (it.answer()) {
            case PASS ->
                StatusView.of(with(it.comment(), Messages.Sentences_verdictPass(actor, run(it.run()))), PASSED, GOOD);
            case FAIL ->
                StatusView.of(with(it.comment(), Messages.Sentences_verdictFail(actor, run(it.run()))), FAILED, BAD);
            case LOOK_AGAIN ->
                StatusView.of(
                        with(
                                it.comment(),
                                Messages.Sentences_lookAgain(
                                        actor,
                                        run(it.run()),
                                        Durations.format(it.more().orElseThrow()))),
                        PULSE,
                        QUIET);
        });
        on(RunFinished.class, (it, actor) -> {
            String name = run(it.run());
            String text =
                    switch (it.outcome()) {
                        case PASSED -> Messages.Sentences_runPassed(name);
                        case FAILED -> Messages.Sentences_runFailed(name);
                        case ABORTED -> Messages.Sentences_runAborted(name);
                    };
            return result(with(it.why().map(Wording::said), text), it.outcome() == Outcome.PASSED);
        });
    }

    /** What a run does: the item that it was told to complete, or its step. */
    private String run(String id) {
        return release()
                .run(id)
                .map(run -> run.item().map(this::title).orElseGet(() -> Wording.run(run)))
                .orElse(id);
    }

    private static StatusView check(CheckResult result) {
        if (result.status() == CheckResult.Status.SKIPPED) {
            return StatusView.of(
                    Messages.Sentences_checkSkipped(result.name(), Wording.said(result.why())),
                    "play-skip-forward-outline",
                    QUIET);
        }
        return result(
                result.passed()
                        ? Messages.Sentences_checkPassed(
                                result.name(), result.latency().toMillis(), result.attempts())
                        : Messages.Sentences_checkFailed(result.name(), result.attempts(), Wording.said(result.why())),
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
                        .map(environment -> Messages.Sentences_incidentIn(environment, Wording.said(it.why())))
                        .orElseGet(() -> Messages.Sentences_incident(Wording.said(it.why()))));
        on(
                ActionItemsRecorded.class,
                "create-outline",
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

    private void tellCredentials() {
        on(CredentialsHandedOut.class, (it, actor) -> {
            String ids = String.join(", ", it.credentials());
            int count = it.credentials().size();
            return it.forcedBy()
                    .map(who -> StatusView.of(
                            Messages.Sentences_credentialsForced(count, it.environment(), ids, it.gate(), who),
                            "key-outline",
                            CAREFUL))
                    .orElseGet(() -> StatusView.of(
                            Messages.Sentences_credentials(count, it.environment(), ids, it.gate()),
                            "key-outline",
                            QUIET));
        });
        on(
                CredentialsRefused.class,
                "lock-closed-outline",
                BAD,
                it -> Messages.Sentences_credentialsRefused(
                        it.credentials().size(),
                        it.environment(),
                        String.join(", ", it.credentials()),
                        Wording.said(it.why())));
    }

    private void tellAgents() {
        on(
                AgentGranted.class,
                (it, actor) -> it.forcedBy()
                        .map(who -> StatusView.of(
                                Messages.Sentences_agentForced(it.agent(), it.environment(), it.gate(), who),
                                "server-outline",
                                CAREFUL))
                        .orElseGet(() -> StatusView.of(
                                Messages.Sentences_agent(it.agent(), it.environment(), it.gate()),
                                "server-outline",
                                QUIET)));
        on(
                AgentRefused.class,
                "lock-closed-outline",
                BAD,
                it -> Messages.Sentences_agentRefused(it.label(), Wording.said(it.why())));
    }

    private String channel(String delivery) {
        return release().deliveries().stream()
                .filter(state -> state.delivery().equals(delivery))
                .findFirst()
                .map(DeliveryState::channel)
                .orElse(delivery);
    }
}
