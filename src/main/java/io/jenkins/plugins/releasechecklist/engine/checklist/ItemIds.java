package io.jenkins.plugins.releasechecklist.engine.checklist;

/** The items that the plugin itself knows by their ids, in the built-in checklist and in every other one that has them. */
public final class ItemIds {
    /** Who may sign it, may edit the release notes. */
    public static final String RELEASE_NOTES = "release-notes";
    /** A rollback notifies the on-call people, and marks it. */
    public static final String INCIDENT_RESPONSE = "incident-response";
    /** Signed with the root cause as its note. */
    public static final String ROOT_CAUSE = "root-cause";
    /** Signed with a list of action items. */
    public static final String ACTION_ITEMS = "action-items";
    /** Its parts are what a plan lists below {@code handoff}. */
    public static final String SUPPORT_HANDOFF = "support-handoff";

    private ItemIds() {}
}
