package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/** Time zones as administrators write them. There is no default: it would be another one on another controller. */
final class TimeZones {
    private static final int MOST_OFFERED = 20;

    private TimeZones() {}

    /**
     * The zone with the name.
     *
     * @param name such as {@code Europe/Berlin}, {@code UTC} or {@code +02:00}; may be null
     * @param what the setting, for the message
     * @throws IllegalArgumentException if there is no such zone
     */
    static ZoneId require(String name, String what) {
        String stripped = Util.fixNull(name).strip();
        try {
            return ZoneId.of(stripped);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    what + ": expected a time zone such as Europe/Berlin, UTC or +02:00, found '" + stripped + "'"
                            + Suggestions.closest(stripped, ZoneId.getAvailableZoneIds())
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""),
                    e);
        }
    }

    /** Zones for the completion of what somebody types: every part of a name counts, such as {@code berlin}. */
    static AutoCompletionCandidates candidates(String typed) {
        String part = Util.fixNull(typed).strip().toLowerCase(Locale.ROOT);
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .limit(MOST_OFFERED)
                .forEach(candidates::add);
        return candidates;
    }
}
