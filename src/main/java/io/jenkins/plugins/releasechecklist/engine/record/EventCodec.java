package io.jenkins.plugins.releasechecklist.engine.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events as lines of JSON and back. Types are looked up in the sealed list of events, never by class name. Thread-safe. */
public final class EventCodec {
    /** The mapper of the log: records, dates as text, nothing written for what is not there. */
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .withConfigOverride(
                    List.class, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private static final Map<String, Class<? extends ReleaseEvent>> TYPES = types();

    private EventCodec() {}

    /** The line of an event, in UTF-8 and without a line break. */
    public static byte[] encode(Event event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("seq", event.seq());
        line.put("at", event.at().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("type", type(event.data()));
        line.set("actor", JSON.valueToTree(event.actor()));
        line.set("data", event.data() instanceof ReleaseEvent.Unrecognised other ? other.data() : JSON.valueToTree(event.data()));
        line.put("prev", event.prev());
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The event of a line.
     *
     * @throws IOException when the line is not an event, with the reason
     */
    public static Event decode(byte[] line) throws IOException {
        try {
            JsonNode tree = JSON.readTree(line);
            if (!tree.isObject()
                    || !tree.path("seq").isIntegralNumber()
                    || !tree.path("type").isTextual()
                    || !tree.path("prev").isTextual()) {
                throw new IOException("expected an event with seq, at, type, actor, data and prev");
            }
            return new Event(
                    tree.path("seq").longValue(),
                    Instant.parse(tree.path("at").asText()),
                    JSON.treeToValue(tree.path("actor"), Actor.class),
                    data(tree.path("type").textValue(), tree.path("data")),
                    tree.path("prev").textValue());
        } catch (JsonProcessingException e) {
            throw new IOException("not an event: " + e.getOriginalMessage(), e);
        } catch (RuntimeException e) {
            throw new IOException("not an event: " + e.getMessage(), e);
        }
    }

    /** The name of the event in the log, such as {@code gateOpened}. */
    public static String type(ReleaseEvent event) {
        return event instanceof ReleaseEvent.Unrecognised other ? other.type() : name(event.getClass());
    }

    private static ReleaseEvent data(String type, JsonNode data) throws JsonProcessingException {
        Class<? extends ReleaseEvent> known = TYPES.get(type);
        return known == null ? new ReleaseEvent.Unrecognised(type, data) : JSON.treeToValue(data, known);
    }

    private static Map<String, Class<? extends ReleaseEvent>> types() {
        Map<String, Class<? extends ReleaseEvent>> types = new LinkedHashMap<>();
        for (Class<?> kind : ReleaseEvent.class.getPermittedSubclasses()) {
            if (kind != ReleaseEvent.Unrecognised.class) {
                types.put(name(kind), kind.asSubclass(ReleaseEvent.class));
            }
        }
        return Map.copyOf(types);
    }

    private static String name(Class<?> kind) {
        String name = kind.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
