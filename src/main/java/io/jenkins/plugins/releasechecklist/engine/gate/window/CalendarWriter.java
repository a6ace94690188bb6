package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes windows and freezes as a calendar file (iCalendar, RFC 5545) to which people can subscribe, and which {@link CalendarText} reads.
 * What is the same has the same id in every file. A freeze that no rule of such a file can describe, such as one from the 28th to the
 * last day of every month, is written as single events for this and the next two years.
 */
public final class CalendarWriter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    /** What has always been begins on this Monday or later. */
    private static final LocalDate ALWAYS = LocalDate.of(2000, 1, 3);
    /** So many weeks, months or years show whether something repeats in the same way; days of the week and leap years come round in them. */
    private static final int COMPARED = 48;

    private static final int MOST_BYTES = 75;

    private final String name;
    private final Instant now;
    private final Map<String, ZoneId> zones = new TreeMap<>();
    private final Map<String, List<String>> events = new LinkedHashMap<>();

    /**
     * Begins a file.
     *
     * @param name what the calendar is called
     */
    public CalendarWriter(String name, Instant now) {
        this.name = name;
        this.now = now;
    }

    /**
     * Adds a schedule.
     *
     * @param source what tells it from others
     * @param window how its windows are called
     * @param freeze how a freeze for a reason is called
     */
    public void add(String source, Schedule schedule, String window, UnaryOperator<String> freeze) {
        schedule.windows().stream().flatMap(one -> one.anyOf().stream()).forEach(hours -> add(source, hours, window));
        schedule.freezes().forEach(one -> add(source, one, freeze.apply(one.reason())));
    }

    private void add(String source, OpeningHours hours, String title) {
        Optional<LocalDate> last = hours.dates().flatMap(DateSpan::last);
        String days =
                hours.days().stream().map(day -> day.name().substring(0, 2)).collect(Collectors.joining(","));
        hours.days(ALWAYS)
                .findFirst()
                .ifPresent(day -> add(
                        List.of(source, "DEPLOYMENT-WINDOW", title),
                        hours.zone(),
                        day.atTime(hours.from()),
                        day.plusDays(hours.to().isAfter(hours.from()) ? 0 : 1).atTime(hours.to()),
                        "FREQ=WEEKLY;BYDAY=" + days,
                        last));
    }

    private void add(String source, Freeze freeze, String title) {
        List<String> what = List.of(source, "FREEZE", title);
        Optional<LocalDate> last = freeze.dates().flatMap(DateSpan::last);
        LocalDate first = freeze.dates().flatMap(DateSpan::first).orElse(ALWAYS);
        ChronoUnit cycle = freeze.from().cycle();
        List<LocalDate> cycles = Stream.iterate(freeze.from().cycleOf(first), one -> one.plus(1, cycle))
                .limit(cycle == ChronoUnit.FOREVER ? 1 : COMPARED)
                .toList();
        Map<LocalDateTime, LocalDateTime> times = new TreeMap<>();
        cycles.forEach(one -> times.put(freeze.from().moment(one, false), freeze.end(one)));
        boolean same = times.keySet().stream()
                                .map(start -> rule(freeze, start))
                                .distinct()
                                .count()
                        == 1
                && times.entrySet().stream()
                                .map(time -> Duration.between(time.getKey(), time.getValue()))
                                .distinct()
                                .count()
                        == 1;
        if (same) {
            times.entrySet().stream()
                    .filter(time -> cycle == ChronoUnit.FOREVER
                            || !time.getKey().toLocalDate().isBefore(first))
                    .findFirst()
                    .filter(time ->
                            last.filter(time.getKey().toLocalDate()::isAfter).isEmpty())
                    .ifPresent(time -> add(
                            what, freeze.zone(), time.getKey(), time.getValue(), rule(freeze, time.getKey()), last));
        } else {
            Instant year = now.atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .withDayOfYear(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            Stream.iterate(
                            freeze.next(year),
                            Optional::isPresent,
                            time -> freeze.next(time.get().ends()))
                    .map(Optional::get)
                    .takeWhile(time -> time.begins().isBefore(year.plus(Duration.ofDays(3 * 366))))
                    .forEach(time -> add(
                            what,
                            freeze.zone(),
                            time.begins().atZone(freeze.zone()).toLocalDateTime(),
                            time.ends().atZone(freeze.zone()).toLocalDateTime(),
                            "",
                            Optional.empty()));
        }
    }

    private static String rule(Freeze freeze, LocalDateTime start) {
        LocalDate day = start.toLocalDate();
        int number = freeze.from().text().startsWith("last")
                ? day.getDayOfMonth() - day.lengthOfMonth() - 1
                : day.getDayOfMonth();
        return switch (freeze.from().cycle()) {
            case WEEKS -> "FREQ=WEEKLY";
            case MONTHS -> "FREQ=MONTHLY;BYMONTHDAY=" + number;
            case YEARS -> "FREQ=YEARLY;BYMONTH=" + day.getMonthValue() + ";BYMONTHDAY=" + number;
            default -> "";
        };
    }

    /** @param what the source, the category and the title */
    private void add(
            List<String> what,
            ZoneId zone,
            LocalDateTime start,
            LocalDateTime end,
            String rule,
            Optional<LocalDate> last) {
        List<String> lines = new ArrayList<>();
        lines.add("DTSTART" + time(zone, start));
        lines.add("DTEND" + time(zone, end));
        if (!rule.isEmpty()) {
            lines.add("RRULE:" + rule
                    + last.map(day -> day.atTime(LocalTime.MAX).atZone(zone).withZoneSameInstant(ZoneOffset.UTC))
                            .map(until -> ";UNTIL=" + TIME.format(until) + "Z")
                            .orElse(""));
        }
        lines.add("CATEGORIES:" + what.get(1));
        String id = Sha256.hex(what.get(0) + lines + what.get(2)).substring(0, 32) + "@release-checklist";
        // What an event says never changes under its id, so that the time of its last change is any.
        lines.addAll(0, List.of("BEGIN:VEVENT", "UID:" + id, "DTSTAMP:20000101T000000Z"));
        lines.addAll(List.of("SUMMARY:" + escaped(what.get(2)), "TRANSP:TRANSPARENT", "END:VEVENT"));
        events.put(id, lines);
    }

    private String time(ZoneId zone, LocalDateTime local) {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return ":" + TIME.format(local) + "Z";
        }
        zones.put(zone.getId(), zone);
        String id = zone.getId().contains(":") ? "\"" + zone.getId() + "\"" : zone.getId();
        return ";TZID=" + id + ":" + TIME.format(local);
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").replaceAll("[\\\\;,]", "\\\\$0");
    }

    /** The whole file. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Jenkins//Release Checklist//EN",
                "METHOD:PUBLISH",
                "X-WR-CALNAME:" + escaped(name),
                "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
                "X-PUBLISHED-TTL:PT1H"));
        zones.values().forEach(zone -> lines.addAll(described(zone)));
        events.values().forEach(lines::addAll);
        lines.add("END:VCALENDAR");
        return lines.stream().map(CalendarWriter::folded).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** For programs that do not know the zone by its name: how it is now, and its rules, for all times. */
    private List<String> described(ZoneId zone) {
        List<String> lines = new ArrayList<>(List.of("BEGIN:VTIMEZONE", "TZID:" + zone.getId()));
        zone.getRules().getTransitionRules().forEach(rule -> {
            List<LocalDate> days = Stream.iterate(ALWAYS.getYear(), year -> year + 1)
                    .limit(COMPARED)
                    .map(year -> rule.createTransition(year).getDateTimeBefore().toLocalDate())
                    .toList();
            lines.addAll(observed(
                    zone.getRules()
                            .isDaylightSavings(
                                    rule.createTransition(ALWAYS.getYear()).getInstant()),
                    rule.createTransition(ALWAYS.getYear()).getDateTimeBefore(),
                    rule.getOffsetBefore(),
                    rule.getOffsetAfter()));
            lines.add(
                    lines.size() - 1, "RRULE:FREQ=YEARLY;BYMONTH=" + days.get(0).getMonthValue() + days(days));
        });
        if (lines.size() == 2) {
            ZoneOffset offset = zone.getRules().getOffset(now);
            lines.addAll(observed(false, ALWAYS.atStartOfDay(), offset, offset));
        }
        lines.add("END:VTIMEZONE");
        return lines;
    }

    private static List<String> observed(boolean daylight, LocalDateTime from, ZoneOffset before, ZoneOffset after) {
        String kind = daylight ? "DAYLIGHT" : "STANDARD";
        return List.of(
                "BEGIN:" + kind,
                "DTSTART:" + TIME.format(from),
                "TZOFFSETFROM:" + offset(before),
                "TZOFFSETTO:" + offset(after),
                "END:" + kind);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+0000" : offset.getId().replace(":", "");
    }

    /** The last or the second Sunday, or else all days of the month on which it may be. */
    private static String days(List<LocalDate> days) {
        Set<String> weekdays = days.stream()
                .map(day -> day.getDayOfWeek().name().substring(0, 2))
                .collect(Collectors.toSet());
        int first = days.stream().mapToInt(LocalDate::getDayOfMonth).min().orElseThrow();
        String weekday = weekdays.iterator().next();
        if (weekdays.size() == 1 && days.stream().allMatch(day -> day.getDayOfMonth() > day.lengthOfMonth() - 7)) {
            return ";BYDAY=-1" + weekday;
        }
        if (weekdays.size() == 1 && first % 7 == 1) {
            return ";BYDAY=" + (first / 7 + 1) + weekday;
        }
        return days.stream()
                .map(LocalDate::getDayOfMonth)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(",", ";BYMONTHDAY=", weekdays.size() == 1 ? ";BYDAY=" + weekday : ""));
    }

    /** No line is longer than 75 bytes; what is goes on after a blank in the next. */
    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        int bytes = 0;
        for (int letter : line.codePoints().toArray()) {
            String text = Character.toString(letter);
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > MOST_BYTES) {
                folded.append("\r\n ");
                bytes = 1;
            }
            folded.append(text);
            bytes += length;
        }
        return folded.toString();
    }
}
