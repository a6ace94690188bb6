package io.jenkins.plugins.releasechecklist.engine.announce;

/**
 * Carries messages to one channel: a webhook, a mail server, a chat.
 *
 * <p>Implementations make exactly one attempt a call and bound its time themselves; the {@link Outbox} decides about
 * further ones.
 *
 * @since the first release
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends the message once.
     *
     * @param message what to send
     * @param id the delivery, to be handed over so that the receiver recognises a repetition
     * @return how it ended; failures of the network and the receiver are outcomes, not exceptions
     * @throws InterruptedException if the thread was interrupted: the message may or may not have arrived
     */
    Attempt send(Message message, DeliveryId id) throws InterruptedException;
}
