package io.jenkins.plugins.releasechecklist.engine.announce;

/**
 * How a delivery ended.
 *
 * @param id the delivery
 * @param status the end
 * @param attempts how often it was sent, over all restarts
 * @param inDoubt whether the receiver may have got it more often than is known
 * @param detail what the receiver answered, or why it was not delivered, in words
 */
public record Delivery(DeliveryId id, Status status, int attempts, boolean inDoubt, String detail) {

    /** The ways in which a delivery can end. */
    public enum Status {
        /** The receiver has the message. */
        DELIVERED,
        /** The receiver will not take it. */
        REFUSED,
        /** It could not be delivered in the time there was. */
        GAVE_UP
    }

    public Delivery {
        detail = Message.required(detail, "delivery.detail");
    }
}
