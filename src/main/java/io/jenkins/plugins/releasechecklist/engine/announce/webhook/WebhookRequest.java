package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one attempt sends to a webhook: the body as JSON in UTF-8, with these headers in addition to those of
 * HTTP.
 *
 * @param headers the headers by name
 * @param body the payload
 */
public record WebhookRequest(Map<String, String> headers, String body) {

    /** Holds the delivery id; the same for every attempt. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Holds the delivery id, too, for receivers that use the standard header otherwise. */
    public static final String DELIVERY = "X-Release-Checklist-Delivery";

    /** Holds the name of the event. */
    public static final String EVENT = "X-Release-Checklist-Event";

    /** Holds when this attempt was made, in seconds since 1970. */
    public static final String TIMESTAMP = "X-Release-Checklist-Timestamp";

    /** Holds the signature, when the channel has a secret. */
    public static final String SIGNATURE = "X-Release-Checklist-Signature";

    /** The headers of Standard Webhooks: the delivery id, the time of this attempt, and the signatures. */
    public static final String STANDARD_ID = "webhook-id";

    public static final String STANDARD_TIMESTAMP = "webhook-timestamp";

    public static final String STANDARD_SIGNATURE = "webhook-signature";

    public WebhookRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Makes the request of one attempt, which a channel with a secret has signed. */
    public static WebhookRequest of(
            Payload payload, Message message, DeliveryId id, Instant now, Optional<WebhookSigner> signer) {
        String body = payload.render(message, id);
        String timestamp = Long.toString(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(IDEMPOTENCY_KEY, id.value());
        headers.put(DELIVERY, id.value());
        headers.put(EVENT, message.event().wireName());
        headers.put(TIMESTAMP, timestamp);
        headers.put(STANDARD_ID, id.value());
        headers.put(STANDARD_TIMESTAMP, timestamp);
        signer.ifPresent(by -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            headers.put(SIGNATURE, by.sign(timestamp, bytes));
            headers.put(STANDARD_SIGNATURE, by.signStandard(id, timestamp, bytes));
        });
        headers.putAll(payload.headers(message, id));
        return new WebhookRequest(headers, body);
    }
}
