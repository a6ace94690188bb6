package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The body of a webhook: a message as JSON. Its form is public: {@code docs/webhook-payload.schema.json}.
 *
 * <p>The same message and id give the same text, key by key, so that every attempt sends the same bytes.
 */
public final class WebhookPayload {

    private WebhookPayload() {}

    /** Renders the message; {@code id} is the id of the delivery, {@code at} is UTC to the millisecond. */
    public static String render(Message message, DeliveryId id) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("event", message.event().wireName());
        payload.put("id", id.value());
        payload.put("at", message.at().truncatedTo(ChronoUnit.MILLIS).toString());
        payload.put("application", message.application());
        payload.put("version", message.version());
        payload.put("type", message.type());
        payload.put("status", message.status());
        payload.put("environment", message.environment().orElse(null));
        payload.put("title", message.title());
        payload.put("markdown", message.markdown());
        payload.put("html", message.html());
        ArrayNode links = payload.putArray("links");
        message.links()
                .forEach(link -> links.addObject()
                        .put("title", link.title())
                        .put("url", link.url().toString()));
        payload.set("ledger", ledger(message).orElse(null));
        return payload.toString();
    }

    /** The last entry of the ledger: {@code entry} and {@code hash}. */
    static Optional<ObjectNode> ledger(Message message) {
        return message.ledger()
                .map(head -> JsonNodeFactory.instance
                        .objectNode()
                        .put("entry", head.entry())
                        .put("hash", head.hash()));
    }
}
