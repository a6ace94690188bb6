package io.jenkins.plugins.releasechecklist.engine.record.event;

/** Where a delivery of an announcement stands. */
public enum DeliveryStatus {
    PLANNED,
    /** It is being sent; after a crash nobody knows whether it arrived. */
    ATTEMPTED,
    DELIVERED,
    /** Given up: refused for good, or not delivered in time. */
    FAILED
}
