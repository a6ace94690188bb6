package io.jenkins.plugins.releasechecklist.actions.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Writes the answers as JSON. What is not there is written as null, so that every answer has all its fields. Thread-safe. */
public final class JsonText {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private JsonText() {}

    /** The JSON of an answer. */
    public static String of(Object answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Expected an answer of records, lists and texts, found " + answer.getClass(), e);
        }
    }
}
