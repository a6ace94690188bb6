package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The request methods that a check may use. */
public enum HttpMethod {
    /** The default. */
    GET,
    /** Like GET, but no body is sent back, so nothing can be expected of it. */
    HEAD,
    /** Changes something, as a rule: whoever checks with it has to make sure that repeating it does no harm. */
    POST,
    /** See {@link #POST}. */
    PUT,
    /** See {@link #POST}. */
    PATCH,
    /** See {@link #POST}. */
    DELETE,
    /** Asks what the server would accept. */
    OPTIONS;

    /** Reads a method, in upper or lower case, and refuses any other word by a message that lists the methods. */
    public static HttpMethod parse(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        for (HttpMethod method : values()) {
            if (method.name().equals(word)) {
                return method;
            }
        }
        List<String> allowed = Arrays.stream(values()).map(Enum::name).toList();
        throw new IllegalArgumentException(
                "expected a method of " + String.join(", ", allowed) + ", found '" + text + "'"
                        + Suggestions.closest(word, allowed)
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""));
    }
}
