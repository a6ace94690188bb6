package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.util.Map;

/** What events are about, as people look for them. */
public enum EventKind {
    /** The record itself. */
    RECORD,
    /** Gates and votes, what a Go gives access to, and what went out without one. */
    DECISION,
    /** Items of the checklist. */
    SIGN_OFF,
    /** Runs of steps: tests, verifications, rollbacks, and the incidents that they open. */
    RUN,
    /** Release notes and what is sent. */
    MESSAGE;

    private static final Map<Class<? extends ReleaseEvent>, EventKind> KINDS = Map.ofEntries(
            Map.entry(ReleaseEvent.Opened.class, RECORD),
            Map.entry(ReleaseEvent.DetailsAdded.class, RECORD),
            Map.entry(ReleaseEvent.DeploymentRequested.class, DECISION),
            Map.entry(ReleaseEvent.BuildEnded.class, RECORD),
            Map.entry(ReleaseEvent.GateOpened.class, DECISION),
            Map.entry(ReleaseEvent.GateJoined.class, DECISION),
            Map.entry(ReleaseEvent.GateLeft.class, DECISION),
            Map.entry(ReleaseEvent.GateRulesChanged.class, DECISION),
            Map.entry(ReleaseEvent.ChangesCompared.class, DECISION),
            Map.entry(ReleaseEvent.VoteCast.class, DECISION),
            Map.entry(ReleaseEvent.ConditionAnswered.class, DECISION),
            Map.entry(ReleaseEvent.GateSettled.class, DECISION),
            Map.entry(ReleaseEvent.EnvironmentAwaited.class, DECISION),
            Map.entry(ReleaseEvent.EnvironmentLeft.class, DECISION),
            Map.entry(ReleaseEvent.VerdictAsked.class, DECISION),
            Map.entry(ReleaseEvent.VerdictAnswered.class, DECISION),
            Map.entry(ReleaseEvent.CredentialsHandedOut.class, DECISION),
            Map.entry(ReleaseEvent.CredentialsRefused.class, DECISION),
            Map.entry(ReleaseEvent.AgentGranted.class, DECISION),
            Map.entry(ReleaseEvent.AgentRefused.class, DECISION),
            Map.entry(ReleaseEvent.DeployedWithoutGo.class, DECISION),
            Map.entry(ReleaseEvent.ItemsInherited.class, SIGN_OFF),
            Map.entry(ReleaseEvent.ItemMarked.class, SIGN_OFF),
            Map.entry(ReleaseEvent.ItemSigned.class, SIGN_OFF),
            Map.entry(ReleaseEvent.PartTicked.class, SIGN_OFF),
            Map.entry(ReleaseEvent.ActionItemsRecorded.class, SIGN_OFF),
            Map.entry(ReleaseEvent.RunStarted.class, RUN),
            Map.entry(ReleaseEvent.CheckSettled.class, RUN),
            Map.entry(ReleaseEvent.Sampled.class, RUN),
            Map.entry(ReleaseEvent.VerificationBegan.class, RUN),
            Map.entry(ReleaseEvent.MetricsSampled.class, RUN),
            Map.entry(ReleaseEvent.BaselineMeasured.class, RUN),
            Map.entry(ReleaseEvent.VerificationJudged.class, RUN),
            Map.entry(ReleaseEvent.RunFinished.class, RUN),
            Map.entry(ReleaseEvent.IncidentOpened.class, RUN),
            Map.entry(ReleaseEvent.IncidentEnded.class, RUN),
            Map.entry(ReleaseEvent.RollbackTargeted.class, RUN),
            Map.entry(ReleaseEvent.NotesDrafted.class, MESSAGE),
            Map.entry(ReleaseEvent.NotesEdited.class, MESSAGE),
            Map.entry(ReleaseEvent.NotesRendered.class, MESSAGE),
            Map.entry(ReleaseEvent.FilesAttached.class, MESSAGE),
            Map.entry(ReleaseEvent.DeliveryPlanned.class, MESSAGE),
            Map.entry(ReleaseEvent.DeliveryAttempted.class, MESSAGE),
            Map.entry(ReleaseEvent.DeliveryAnswered.class, MESSAGE),
            Map.entry(ReleaseEvent.DeliverySettled.class, MESSAGE),
            Map.entry(ReleaseEvent.DeliveryRequested.class, MESSAGE),
            Map.entry(ReleaseEvent.LedgerOpened.class, RECORD),
            Map.entry(ReleaseEvent.ReleaseNoted.class, RECORD),
            Map.entry(ReleaseEvent.LedgerStamped.class, RECORD),
            Map.entry(ReleaseEvent.Unrecognised.class, RECORD));

    /** What the event is about. */
    public static EventKind of(ReleaseEvent event) {
        return of(event.getClass());
    }

    /** What events of the type are about. */
    static EventKind of(Class<? extends ReleaseEvent> type) {
        return KINDS.getOrDefault(type, RECORD);
    }
}
