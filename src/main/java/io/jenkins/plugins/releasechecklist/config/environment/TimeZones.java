package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;

/** Time zones as administrators write them. There is no default: it would be another one on another controller. */
final class TimeZones {
    private static final int MOST_OFFERED = 20;

    private TimeZones() {}

    /**
     * The zone with the name.
     *
     * @param name such as {@code Europe/Berlin}, {@code UTC} or {@code +02:00}; may be null
     * @param what the setting, for the message
     * @param reader whether it is written now, or was before
     * @throws IllegalArgumentException if there is no such zone
     */
    static ZoneId zone(String name, String what, Function<String, ZoneId> reader) {
        try {
            return reader.apply(Util.fixNull(name).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }

    /** Zones for the completion of what somebody types: every part of a name counts, such as {@code berlin}. */
    static AutoCompletionCandidates candidates(String typed) {
        String part = Util.fixNull(typed).strip().toLowerCase(Locale.ROOT);
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/")
                        && !zone.startsWith("Etc/")
                        && zone.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .limit(MOST_OFFERED)
                .forEach(candidates::add);
        return candidates;
    }
}
