package io.jenkins.plugins.releasechecklist.engine.announce;

/** What a message tells; each has a fixed name in webhooks. */
public enum MessageEvent {
    /** A release is out. */
    RELEASE_ANNOUNCED("release.announced"),
    /** A release was taken back to the last known-good one. */
    RELEASE_ROLLED_BACK("release.rolledBack"),
    /** A release was deployed to a protected environment without a Go. */
    RELEASE_DEPLOYED_WITHOUT_GO("release.deployedWithoutGo"),
    /** An incident was opened and the on-call people are needed. */
    INCIDENT_OPENED("incident.opened"),
    /** An incident is over. */
    INCIDENT_ENDED("incident.ended"),
    /** A gate was opened and waits for somebody's decision. */
    GATE_WAITING("gate.waiting"),
    /** A gate waits for long already. */
    GATE_REMINDER("gate.reminder"),
    /** A Go became too old to count, and the gate asks again. */
    GATE_APPROVAL_EXPIRED("gate.approvalExpired"),
    /** Somebody wants an item to be done again before a gate may open. */
    GATE_CHANGES_REQUESTED("gate.changesRequested"),
    /** Those whom a gate asks do not decide, and others hear of it. */
    GATE_ESCALATED("gate.escalated"),
    /** Somebody forced a gate. */
    GATE_OVERRIDDEN("gate.overridden"),
    /** Something happened to a release, told as an event of CDEvents to those who take these. */
    CD_EVENT("cdevent"),
    /** An administrator tries whether a channel works; nothing happened to any release. */
    CHANNEL_TESTED("channel.tested");

    private final String wireName;

    MessageEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The name in payloads, headers and records, for example {@code release.announced}. */
    public String wireName() {
        return wireName;
    }
}
