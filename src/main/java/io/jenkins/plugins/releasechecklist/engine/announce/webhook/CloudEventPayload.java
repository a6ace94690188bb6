package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as a CloudEvent 1.0 over HTTP. A message that is an event of CDEvents is told by their binding; any other one is an
 * event of our own, whose data are those of a webhook.
 *
 * @param binary whether the attributes are in headers (the binary content mode) and not around the data (the structured one)
 */
public record CloudEventPayload(boolean binary) implements Payload {

    private static final String BEFORE = "```json\n";
    private static final String AFTER = "\n```";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event of CDEvents as the text of a message, which people can read as well. */
    public static String text(JsonNode event) {
        return BEFORE + event + AFTER;
    }

    @Override
    public String render(Message message, DeliveryId id) {
        JsonNode data = data(message, id);
        if (binary) {
            return data.toString();
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes(message, id, data).forEach(event::put);
        event.put("datacontenttype", "application/json");
        event.set("data", data);
        return event.toString();
    }

    @Override
    public Map<String, String> headers(Message message, DeliveryId id) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (binary) {
            attributes(message, id, data(message, id))
                    .forEach((name, value) -> headers.put("ce-" + name, encoded(value)));
        }
        headers.put("Content-Type", binary ? "application/json" : "application/cloudevents+json; charset=UTF-8");
        return headers;
    }

    private static Map<String, String> attributes(Message message, DeliveryId id, JsonNode data) {
        JsonNode context = data.path("context");
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", context.path("id").asText(id.value()));
        attributes.put("source", context.path("source").asText("/" + message.channel()));
        attributes.put(
                "type",
                context.path("type")
                        .asText("io.jenkins.releasechecklist." + message.event().wireName()));
        attributes.put("subject", data.path("subject").path("id").asText(message.application()));
        attributes.put("time", context.path("timestamp").asText(message.at().toString()));
        return attributes;
    }

    private static JsonNode data(Message message, DeliveryId id) {
        String text = message.markdown();
        // Anybody could write the same into their release notes.
        boolean told = message.event() == MessageEvent.CD_EVENT;
        try {
            JsonNode data = JSON.readTree(
                    told
                            ? text.substring(BEFORE.length(), text.length() - AFTER.length())
                            : WebhookPayload.render(message, id));
            if (told && data instanceof ObjectNode event) {
                WebhookPayload.ledger(message)
                        .ifPresent(head -> event.putObject("customData").set("ledger", head));
            }
            return data;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected the event that was written before", e);
        }
    }

    /** As the HTTP binding demands of values of headers. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && octet != '"' && octet != '%';
            encoded.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }
}
