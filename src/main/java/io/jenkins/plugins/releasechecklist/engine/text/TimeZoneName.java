package io.jenkins.plugins.releasechecklist.engine.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a time zone that means the same to everybody who reads it: the zone of a city such as {@code Europe/Berlin},
 * {@code UTC}, or an offset such as {@code +02:00}. There is no default: it would be another zone on another controller.
 */
public final class TimeZoneName {
    private static final String EXPECTED = "expected a time zone such as Europe/Berlin, UTC or +02:00, found ";
    /** What Java takes for a zone, and people take for another one. */
    private static final Pattern ABBREVIATION = Pattern.compile("(?!UTC|Z)[A-Z]{1,5}[0-9]*[A-Z]*");

    private static final Pattern SIGNED = Pattern.compile("(?i)(Etc/)?(GMT|UT)[+-].*");
    private static final Map<String, String> CITIES = Map.ofEntries(
            Map.entry("EST", "America/New_York, or -05:00 for a time without daylight saving"),
            Map.entry("EDT", "America/New_York"),
            Map.entry("CST", "America/Chicago, Asia/Shanghai or America/Havana"),
            Map.entry("CDT", "America/Chicago or America/Havana"),
            Map.entry("MST", "America/Denver, or America/Phoenix for a time without daylight saving"),
            Map.entry("PST", "America/Los_Angeles or Asia/Manila"),
            Map.entry("PDT", "America/Los_Angeles"),
            Map.entry("HST", "Pacific/Honolulu"),
            Map.entry("IST", "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem"),
            Map.entry("BST", "Europe/London or Asia/Dhaka"),
            Map.entry("AST", "America/Halifax or Asia/Riyadh"),
            Map.entry("GMT", "UTC, or Europe/London for a time with daylight saving"),
            Map.entry("WET", "Europe/Lisbon"),
            Map.entry("EET", "Europe/Athens"),
            Map.entry("JST", "Asia/Tokyo"));

    private TimeZoneName() {}

    /**
     * The zone with the name that somebody writes now.
     *
     * @throws IllegalArgumentException if there is no such zone, or if the name is taken for several; the message says what to write
     */
    public static ZoneId require(String name) {
        String stripped = name.strip();
        String upper = stripped.toUpperCase(Locale.ROOT);
        if (SIGNED.matcher(stripped).matches()) {
            throw refused(
                    stripped,
                    "the same sign means the opposite in GMT+1 and in Etc/GMT+1: write +01:00 for a time ahead of UTC, -01:00 for"
                            + " one behind it");
        }
        if (CITIES.containsKey(upper) || ABBREVIATION.matcher(stripped).matches()) {
            throw refused(
                    stripped,
                    "it stands for several zones, or hides daylight saving time: write the zone of a city, such as "
                            + CITIES.getOrDefault(upper.replaceAll("[0-9].*", ""), "Europe/Berlin"));
        }
        return saved(stripped);
    }

    /**
     * The zone with a name that was written before, when more names were taken.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    public static ZoneId saved(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    EXPECTED
                            + (name.isEmpty() ? "nothing" : Texts.quoted(name))
                            + near(name)
                                    .map(near -> "; did you mean " + Texts.quoted(near) + "?")
                                    .orElse(""),
                    e);
        }
    }

    /** The zone of the city, or one that is written in almost the same way. */
    private static Optional<String> near(String name) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        String city = "/" + name.toLowerCase(Locale.ROOT).replace(' ', '_');
        return known.stream()
                .filter(id -> city.length() > 1 && id.toLowerCase(Locale.ROOT).endsWith(city))
                .min(Comparator.naturalOrder())
                .or(() -> Suggestions.closest(name, known));
    }

    private static IllegalArgumentException refused(String name, String advice) {
        return new IllegalArgumentException(EXPECTED + Texts.quoted(name) + "; " + advice);
    }
}
