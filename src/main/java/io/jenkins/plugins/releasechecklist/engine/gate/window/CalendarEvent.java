package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event of a calendar file.
 *
 * @param number the line with which it begins
 * @param lines what is said about it, without its alarms
 * @param zones the time zones of the file
 */
record CalendarEvent(int number, List<CalendarLine> lines, CalendarZones zones) {
    private static final String WINDOW = "DEPLOYMENT-WINDOW";

    CalendarEvent {
        lines = List.copyOf(lines);
    }

    Stream<CalendarLine> all(String name) {
        return lines.stream().filter(line -> line.name().equals(name));
    }

    private Optional<CalendarLine> first(String name) {
        return all(name).findFirst();
    }

    /** What it has in common with the changed instances of it. */
    String uid() {
        return first("UID").map(CalendarLine::value).orElse("line " + number);
    }

    /** What it is called, in one line. */
    String title() {
        return first("SUMMARY")
                .map(CalendarLine::text)
                .filter(text -> !text.isBlank())
                .map(Texts::clip)
                .orElse("freeze without a title");
    }

    boolean isCancelled() {
        return first("STATUS")
                .filter(line -> line.text().equalsIgnoreCase("CANCELLED"))
                .isPresent();
    }

    /** Whether it is a time at which the window is open, by its category or, where a calendar has none, by its title. */
    boolean isWindow() {
        return all("CATEGORIES")
                        .flatMap(line -> Stream.of(line.text().split(",")))
                        .anyMatch(word -> word.strip()
                                .toUpperCase(Locale.ROOT)
                                .replace(' ', '-')
                                .equals(WINDOW))
                || title().toUpperCase(Locale.ROOT).replace(' ', '-').matches(WINDOW + "(:.*)?");
    }

    private CalendarLine begin() {
        return first("DTSTART").orElseThrow(() -> wrong("a line DTSTART that says when it begins, found none"));
    }

    /** The zone in which it repeats. */
    ZoneId zone() {
        return zones.zone(begin());
    }

    LocalDateTime start() {
        return zones.time(begin(), begin().value(), zone());
    }

    /** How long it takes by the clock on the wall, more than nothing; a whole day where nothing is said. */
    Duration length() {
        Duration length = first("DTEND")
                .map(line -> Duration.between(start(), zones.time(line, line.value(), zone())))
                .or(() -> first("DURATION").map(CalendarEvent::duration))
                .orElseGet(() -> begin().value().strip().length() == 8 ? Duration.ofDays(1) : Duration.ZERO);
        if (length.isNegative() || length.isZero()) {
            throw wrong("a line DTEND or DURATION that has it end after it begins");
        }
        return length;
    }

    private static Duration duration(CalendarLine line) {
        String text = line.value().strip();
        try {
            return Duration.parse(text.replaceFirst("^(\\+?P)([0-9]{1,4})W$", "$1T$2H"))
                    .multipliedBy(text.endsWith("W") ? 7 * 24 : 1);
        } catch (DateTimeException e) {
            throw line.wrong("a duration such as PT4H, P2D or P1W");
        }
    }

    /** Whether it is the changed instance of another event, and of which, in a zone. */
    Optional<LocalDateTime> replaced(ZoneId zone) {
        return first("RECURRENCE-ID").map(line -> {
            if (line.parameter("RANGE").isPresent()) {
                throw line.wrong("a change of a single instance, without RANGE: make two events of it");
            }
            return zones.time(line, line.value(), zone);
        });
    }

    /** The times in all lines with a name. */
    Stream<LocalDateTime> times(String name) {
        return all(name).flatMap(line -> Stream.of(line.value().split(",")).map(value -> time(line, value)));
    }

    private LocalDateTime time(CalendarLine line, String value) {
        LocalDateTime time = zones.time(line, value, zone());
        return value.strip().length() == 8 ? time.with(start().toLocalTime()) : time;
    }

    /** The rule by which it comes again. */
    Optional<RepeatRule> rule() {
        if (all("RRULE").count() + all("EXRULE").count() > 1) {
            throw wrong("one rule by which it repeats, found several");
        }
        return first("RRULE").map(line -> new RepeatRule(line, start().toLocalDate()));
    }

    /** The last moment at which it may begin, by its rule. */
    Optional<LocalDateTime> until() {
        return rule().flatMap(RepeatRule::until).map(text -> {
            CalendarLine line = first("RRULE").orElseThrow();
            LocalDateTime time = zones.time(line, text, zone());
            return text.length() == 8 ? time.with(LocalTime.MAX) : time;
        });
    }

    /** An error that names it. */
    IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "line " + number + ", event " + Texts.quoted(title()) + ": expected " + expected);
    }
}
