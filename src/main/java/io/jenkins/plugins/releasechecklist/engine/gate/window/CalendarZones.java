package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The time zones of a calendar file. Names decide; how a file itself describes a zone does not matter.
 *
 * @param cities the names of zones that the file gives for its own, such as {@code Europe/Berlin} for {@code Berlin 1}
 * @param local the zone of whole days, and of times without a zone; empty: they cannot be read
 */
record CalendarZones(Map<String, String> cities, Optional<ZoneId> local) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    /** What Outlook and Exchange call them. */
    private static final Properties WINDOWS = new Properties();

    static {
        try (InputStream names = CalendarZones.class.getResourceAsStream("windows-zones.properties")) {
            WINDOWS.load(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CalendarZones {
        cities = Map.copyOf(cities);
    }

    /** The zone with the name; the line is for the message. A name may have the maker of the calendar before it. */
    ZoneId named(String name, CalendarLine line) {
        String known = WINDOWS.getProperty(name.strip(), name.strip());
        String city = cities.getOrDefault(name, known);
        try {
            return TimeZoneName.saved(
                    city.startsWith("/") ? city.replaceFirst("^/.*?(?=[A-Z]\\w+(/[A-Z][\\w+-]*)*$)", "") : city);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line.number() + ": " + e.getMessage(), e);
        }
    }

    /** The zone of the time in a line. */
    ZoneId zone(CalendarLine line) {
        if (line.value().strip().endsWith("Z")) {
            return UTC;
        }
        return line.parameter("TZID")
                .map(name -> named(name, line))
                .or(() -> local)
                .orElseThrow(() -> line.wrong("a time zone: days and times without one need a line such as"
                        + " X-WR-TIMEZONE:Europe/Berlin behind BEGIN:VCALENDAR"));
    }

    /**
     * The time in a line, in another zone; of a day the midnight at its beginning.
     *
     * @param value one of the values in the line
     */
    LocalDateTime time(CalendarLine line, String value, ZoneId wanted) {
        String text = value.strip();
        try {
            if (text.length() == 8) {
                return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atStartOfDay();
            }
            LocalDateTime time = LocalDateTime.parse(
                    text.endsWith("Z") ? text.substring(0, text.length() - 1) : text,
                    DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss"));
            ZoneId zone = text.endsWith("Z") ? UTC : zone(line);
            return zone.equals(wanted)
                    ? time
                    : time.atZone(zone).withZoneSameInstant(wanted).toLocalDateTime();
        } catch (DateTimeException e) {
            throw line.wrong("a day such as 20261220, or a time such as 20261220T140000 or 20261220T140000Z");
        }
    }
}
