package io.jenkins.plugins.releasechecklist.engine.record.event;

/** What came of an attempt to deliver something. */
public enum DeliveryAnswer {
    /** The receiver has it. */
    DELIVERED,
    /** The receiver will not take it, however often it is sent. */
    REFUSED,
    /** It failed; another attempt may not. */
    FAILED
}
