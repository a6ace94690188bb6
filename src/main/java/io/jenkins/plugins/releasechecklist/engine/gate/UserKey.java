package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What two spellings of one user id have in common, by the rules of the security realm. People are told apart by their keys and
 * by nothing else.
 *
 * @param text the key; not for people
 */
public record UserKey(String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserKey {
        if (text.isBlank()) {
            throw new IllegalArgumentException("Expected the key of a user, found blank text");
        }
    }

    /** The key of somebody of whom only the id was recorded: most realms do not care about upper and lower case. */
    public static UserKey ofId(String id) {
        return new UserKey(id.toLowerCase(Locale.ROOT));
    }

    @Override
    @JsonValue
    public String text() {
        return text;
    }
}
