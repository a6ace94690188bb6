package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import io.jenkins.plugins.releasechecklist.engine.plan.Position;
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
public record Place(Optional<Place> parent, String segment, Optional<Position> position) {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /**
     * The place of an outermost value: {@code name} is the empty text for a file, the parameter's name for an inline
     * value.
     */
    static Place root(String name, Optional<Position> position) {
        return new Place(Optional.empty(), name, position);
    }

    /** The place of a key, and of its value. */
    Place key(String key, Optional<Position> at) {
        boolean outermost = parent.isEmpty() && segment.isEmpty();
        String segmentOfKey =
                PLAIN_KEY.matcher(key).matches() ? (outermost ? "" : ".") + key : "[" + Quoted.text(key) + "]";
        return new Place(Optional.of(this), segmentOfKey, at);
    }

    /** The place of a list's element. */
    Place index(int index, Optional<Position> at) {
        return new Place(Optional.of(this), "[" + index + "]", at);
    }

    /** The same path at another position: a problem of a key points at the key, one of its value at the value. */
    Place at(Optional<Position> other) {
        return new Place(parent, segment, other);
    }

    /** All keys that lead here, such as {@code environments.staging.checks[1].tcpCheck}. */
    public String path() {
        return parent.map(Place::path).orElse("") + segment;
    }
}
