package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.PathNotFoundException;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * JSON of a request or an answer. Jackson reads it, with numbers kept as they are written, and JSONPath only walks over its
 * maps and lists: JSONPath's own connection to Jackson is not there in Jenkins.
 */
public final class JsonBody {
    private static final int DEEPEST = 100;
    /** So many digits are written out. */
    private static final int LONGEST_NUMBER = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Object root;

    private JsonBody(Object root) {
        this.root = root;
    }

    public static JsonBody parse(String text) throws JsonProcessingException {
        try {
            return new JsonBody(MAPPER.readValue(text, Object.class));
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, "an exponent is too large", e);
        }
    }

    /**
     * The JSON of an answer.
     *
     * @throws AttemptException if it is none, or too long to be read
     */
    public static JsonBody of(HttpAnswer answer) throws AttemptException {
        if (answer.truncated()) {
            throw AttemptException.failed(Phrase.of("probe.connect.longJson"));
        }
        if (!answer.nothing().isEmpty()) {
            throw AttemptException.failed(Phrase.of("probe.connect.noValue", answer.nothing()));
        }
        try {
            return parse(answer.body());
        } catch (JsonProcessingException e) {
            throw AttemptException.failed(Phrase.of("probe.connect.noJson"));
        }
    }

    /** Writes what a Jenkinsfile or a plan has in the place of JSON. */
    static String write(Object value) {
        return text(plain(value, 0), true);
    }

    /** Every text and number in it, wherever it stands. */
    Stream<String> scalars() {
        return scalars(root);
    }

    private static Stream<String> scalars(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(JsonBody::scalars);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(JsonBody::scalars);
        }
        return value instanceof String || value instanceof Number ? Stream.of(text(value, false)) : Stream.empty();
    }

    /**
     * A value at a path.
     *
     * @param text as JSON writes it, a text without its quotation marks
     * @param isNumber whether it is a number
     */
    public record Value(String text, boolean isNumber) {
        /** Whether it is what somebody expects: the same text, or the same number, however both are written. */
        public boolean equalsText(String expected) {
            if (!isNumber || text.equals(expected)) {
                return text.equals(expected);
            }
            try {
                return new BigDecimal(text).compareTo(new BigDecimal(expected.strip())) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** Whether it is a value by itself, and nothing that a path could lead into. */
    public boolean isScalar() {
        return !(root instanceof Map || root instanceof List);
    }

    /** The values at a path; none if the path leads nowhere. */
    public List<Value> values(String path) {
        JsonPathReader query = new JsonPathReader(path);
        Object found;
        try {
            found = query.read(root);
        } catch (PathNotFoundException e) {
            return List.of();
        }
        List<?> values =
                !query.isDefinite() && found instanceof List<?> several ? several : Collections.singletonList(found);
        return values.stream()
                .map(value -> new Value(text(value, false), value instanceof Number))
                .toList();
    }

    /** The values at a path as texts; none if the path leads nowhere. */
    public List<String> texts(String path) {
        return values(path).stream().map(Value::text).toList();
    }

    private static String text(Object value, boolean quoted) {
        // Written out, it would be as long as its exponent says.
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) > LONGEST_NUMBER) {
            return number.toString();
        }
        try {
            return value instanceof String text && !quoted ? text : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a value that was read from JSON, found another one", e);
        }
    }

    /** Only what JSON knows: Jackson would write the fields of any other object. */
    private static Object plain(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("json: expected values nested up to " + DEEPEST
                    + " times, found more, or one that contains itself");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element, depth + 1)));
            return plain;
        }
        if (value instanceof Iterable<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element, depth + 1)));
            return plain;
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        throw new IllegalArgumentException(
                "json: expected texts, numbers, true or false, maps and lists, found a value of the type "
                        + value.getClass().getSimpleName());
    }
}
