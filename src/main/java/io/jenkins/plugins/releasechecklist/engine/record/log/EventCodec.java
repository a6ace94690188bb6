package io.jenkins.plugins.releasechecklist.engine.record.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.PhraseWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Events as lines of JSON and back. Types are looked up in the sealed list of events, never by class name. Thread-safe. */
public final class EventCodec {
    private static final JsonSetter.Value EMPTY_WHEN_MISSING = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    /**
     * The mapper of the log. It writes the components of records and nothing else: what a record only computes would be a
     * promise about the format. Dates are text, what is not there is not written. It reads what a newer version added and
     * leaves that out, takes a missing {@code Optional}, list, set or map for an empty one, and nothing else that is missing.
     */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            // What could be written has to be readable, however long somebody's note is.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            // The kind of an event may be all that there is to say.
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .withConfigOverride(List.class, override -> override.setSetterInfo(EMPTY_WHEN_MISSING))
            .withConfigOverride(Set.class, override -> override.setSetterInfo(EMPTY_WHEN_MISSING))
            .withConfigOverride(Map.class, override -> override.setSetterInfo(EMPTY_WHEN_MISSING))
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
        line.set(
                "data",
                event.data() instanceof ReleaseEvent.Unrecognised other
                        ? other.data()
                        : JSON.valueToTree(event.data()));
        line.put("prev", event.prev());
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The event of a line in a record, of which nothing is believed that an {@link #encode} did not write.
     *
     * @throws IOException if it is none, with the reason; what a newer version wrote is {@link ReleaseEvent.Unrecognised}
     */
    static Event read(byte[] line) throws IOException {
        Event event;
        try {
            event = decode(line, true);
        } catch (IOException e) {
            throw new IOException(Conversion.of(line, EventCodec::isWhole).orElse(e.getMessage()), e);
        }
        if (line[0] != '{' || line[line.length - 1] != '}') {
            throw new IOException(Conversion.of(line, EventCodec::isWhole).orElse("it has blanks around it"));
        }
        return event;
    }

    private static boolean isWhole(byte[] line) {
        try {
            decode(line, true);
            return line[0] == '{' && line[line.length - 1] == '}';
        } catch (IOException e) {
            return false;
        }
    }

    /** The event of a line. What is none is an {@link IOException} with the reason. */
    public static Event decode(byte[] line) throws IOException {
        return decode(line, false);
    }

    private static Event decode(byte[] line, boolean newer) throws IOException {
        JsonNode tree = tree(line);
        boolean complete = tree.path("seq").canConvertToLong()
                && tree.path("seq").isIntegralNumber()
                && tree.path("at").isTextual()
                && tree.path("type").isTextual()
                && tree.path("actor").isObject()
                && tree.path("data").isObject()
                && tree.path("prev").isTextual();
        if (!complete) {
            throw new IOException("expected an event with seq, at, type, actor, data and prev");
        }
        String type = tree.path("type").textValue();
        try {
            return new Event(
                    tree.path("seq").longValue(),
                    Instant.parse(tree.path("at").textValue()),
                    JSON.treeToValue(tree.path("actor"), Actor.class),
                    data(type, tree.path("data")),
                    tree.path("prev").textValue());
        } catch (JsonMappingException e) {
            // Newer versions have words for something that this one does not know, also for who did it.
            if (newer
                    && e instanceof InvalidFormatException word
                    && word.getTargetType().isEnum()) {
                return new Event(
                        tree.path("seq").longValue(),
                        Instant.parse(tree.path("at").textValue()),
                        Actor.SYSTEM,
                        new ReleaseEvent.Unrecognised(type, tree.path("data")),
                        tree.path("prev").textValue());
            }
            throw new IOException("what it says does not fit the event " + type + path(e), e);
        } catch (RuntimeException e) {
            throw new IOException("what it says does not fit the event " + type + ": " + e.getMessage(), e);
        }
    }

    /** The name of the event in the log, such as {@code gateOpened}. */
    public static String type(ReleaseEvent event) {
        return event instanceof ReleaseEvent.Unrecognised other ? other.type() : name(event.getClass());
    }

    private static JsonNode tree(byte[] line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON", e);
        }
    }

    /** Newer versions have kinds of events that this one does not know. */
    private static ReleaseEvent data(String type, JsonNode data) throws JsonProcessingException {
        Class<? extends ReleaseEvent> known = TYPES.get(type);
        if (known == null) {
            return new ReleaseEvent.Unrecognised(type, data);
        }
        PhraseWriter.join(data);
        return JSON.treeToValue(data, known);
    }

    /** Where in the event it is, and what the constructor of our own that refused it says; Jackson's words name classes. */
    private static String path(JsonMappingException e) {
        StringBuilder text = new StringBuilder();
        e.getPath().forEach(step -> text.append(step.getFieldName() == null ? "" : " > " + step.getFieldName()));
        String reason = e.getCause() instanceof IllegalArgumentException refused ? ": " + refused.getMessage() : "";
        return (text.isEmpty() ? "" : " (at" + text.substring(2) + ")") + reason;
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
