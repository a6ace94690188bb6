package io.jenkins.plugins.releasechecklist.engine.record.event;

/** What a person says about an item. */
public enum ItemAction {
    COMPLETE,
    FAIL,
    NOT_APPLICABLE,
    /** A required item is left out, by somebody who may, with a reason. */
    WAIVE,
    /** Everything said about the item so far no longer counts. */
    REOPEN
}
