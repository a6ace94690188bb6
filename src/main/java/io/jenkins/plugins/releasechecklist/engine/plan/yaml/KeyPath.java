package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a value stands: its position, if it came from a file, and the keys that lead to it. A place knows its parent
 * instead of its whole path, since a path is only needed for a message, and a hostile file could make the paths of all
 * values larger than itself.
 *
 * @param parent the mapping or list that holds the value; empty for the outermost one
 * @param segment the part of the path that this place adds, with the dot or bracket that joins it
 * @param position the position in the file
 */
public record KeyPath(Optional<KeyPath> parent, String segment, Optional<SourcePosition> position) {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /**
     * The place of an outermost value: {@code name} is the empty text for a file, the parameter's name for an inline
     * value.
     */
    static KeyPath root(String name, Optional<SourcePosition> position) {
        return new KeyPath(Optional.empty(), name, position);
    }

    /** The place of a key, and of its value. */
    KeyPath key(String key, Optional<SourcePosition> at) {
        boolean outermost = parent.isEmpty() && segment.isEmpty();
        String segmentOfKey =
                PLAIN_KEY.matcher(key).matches() ? (outermost ? "" : ".") + key : "[" + Quoted.text(key) + "]";
        return new KeyPath(Optional.of(this), segmentOfKey, at);
    }

    /** The place of a list's element. */
    KeyPath index(int index, Optional<SourcePosition> at) {
        return new KeyPath(Optional.of(this), "[" + index + "]", at);
    }

    /** The same path at another position: a problem of a key points at the key, one of its value at the value. */
    KeyPath at(Optional<SourcePosition> other) {
        return new KeyPath(parent, segment, other);
    }

    /** All keys that lead here, such as {@code environments.staging.checks[1].tcpCheck}. */
    public String path() {
        return parent.map(KeyPath::path).orElse("") + segment;
    }
}
