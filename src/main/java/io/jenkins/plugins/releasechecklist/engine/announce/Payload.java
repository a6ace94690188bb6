package io.jenkins.plugins.releasechecklist.engine.announce;

/**
 * The form in which a receiver gets a message over HTTP: the body of the POST, as JSON. How it is sent, and what the
 * answers mean, is the same for all of them.
 */
@FunctionalInterface
public interface Payload {

    /**
     * Renders the message.
     *
     * @param message what is told
     * @param id the delivery
     * @return the same text every time, so that every attempt sends the same bytes
     */
    String render(Message message, DeliveryId id);
}
