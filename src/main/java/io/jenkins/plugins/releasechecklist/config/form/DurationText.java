package io.jenkins.plugins.releasechecklist.config.form;

import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Durations as administrators write them; text without one stands for none. */
public final class DurationText {
    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param text may be null or blank
     * @param what the setting, for the message
     * @return nothing when there is no text
     * @throws IllegalArgumentException if it is no duration longer than zero
     */
    public static Optional<Duration> parse(String text, String what) {
        String stripped = Util.fixNull(text).strip();
        return stripped.isEmpty() ? Optional.empty() : Optional.of(positive(stripped, what));
    }

    /**
     * Reads durations with commas between them.
     *
     * @param text may be null or blank
     * @param what the setting, for the message
     * @throws IllegalArgumentException if one of them is no duration longer than zero
     */
    public static List<Duration> list(String text, String what) {
        String stripped = Util.fixNull(text).strip();
        return stripped.isEmpty()
                ? List.of()
                : Arrays.stream(stripped.split(",", -1))
                        .map(part -> positive(part.strip(), what))
                        .toList();
    }

    private static Duration positive(String text, String what) {
        Duration duration;
        try {
            duration = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
        if (duration.isZero()) {
            throw new IllegalArgumentException(what + ": expected a duration longer than zero, found '" + text + "'");
        }
        return duration;
    }
}
