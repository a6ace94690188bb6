package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a release changes the product; each type has its own required items (release guide, "Release types"). */
public enum ReleaseType {
    /** A hotfix of a critical production issue. */
    PATCH,
    /** Incremental features. */
    MINOR,
    /** Significant or breaking changes. */
    MAJOR;

    /** The type named {@code patch}, {@code minor} or {@code major}, in any case; empty for every other text. */
    public static Optional<ReleaseType> named(String text) {
        for (ReleaseType type : values()) {
            if (type.id().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type with the name, as {@link #named}; refuses another one in the name of the setting. */
    public static ReleaseType require(String text, String what) {
        return named(text)
                .orElseThrow(() -> new IllegalArgumentException(what + ": expected "
                        + Arrays.stream(values()).map(ReleaseType::id).collect(Collectors.joining(" or "))
                        + ", found '" + text + "'"));
    }

    /** The name in plans, steps and the API: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
