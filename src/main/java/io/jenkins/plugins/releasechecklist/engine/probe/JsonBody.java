package io.jenkins.plugins.releasechecklist.engine.probe;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON of an answer. Jackson reads it, with numbers kept as they are written, and JSONPath only walks over its maps and
 * lists: JSONPath's own connection to Jackson is not there in Jenkins.
 */
final class JsonBody {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Object root;

    private JsonBody(Object root) {
        this.root = root;
    }

    static JsonBody parse(String text) throws JsonProcessingException {
        return new JsonBody(MAPPER.readValue(text, Object.class));
    }

    /** The values at a path as texts; none if the path leads nowhere. */
    List<String> texts(String path) {
        JsonPath compiled = JsonPath.compile(path);
        Object found;
        try {
            found = compiled.read(root, Configuration.defaultConfiguration());
        } catch (PathNotFoundException e) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (!compiled.isDefinite() && found instanceof List<?> values) {
            values.forEach(value -> texts.add(text(value)));
        } else {
            texts.add(text(found));
        }
        return texts;
    }

    private static String text(Object value) {
        try {
            return value instanceof String text ? text : MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a value that was read from JSON, found another one", e);
        }
    }
}
