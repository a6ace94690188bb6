package io.jenkins.plugins.releasechecklist.engine.gate.window;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On which days an event of a calendar file comes again (RFC 5545, 3.3.10). It knows days, weeks, months and years with everything that
 * calendars let people choose; what repeats within a day, or by the numbers of days or weeks of a year, is refused.
 */
final class RepeatRule {
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "DAILY", ChronoUnit.DAYS,
            "WEEKLY", ChronoUnit.WEEKS,
            "MONTHLY", ChronoUnit.MONTHS,
            "YEARLY", ChronoUnit.YEARS);
    private static final Set<String> KNOWN =
            Set.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST");
    private static final String NUMBERS = "[+-]?[0-9]{1,3}(,[+-]?[0-9]{1,3}){0,60}";
    private static final Map<String, String> FORMS = Map.of(
            "INTERVAL", "[1-9][0-9]{0,3}",
            "COUNT", "[1-9][0-9]{0,5}",
            "BYMONTH", NUMBERS,
            "BYMONTHDAY", NUMBERS,
            "BYSETPOS", NUMBERS,
            "BYDAY", "([+-]?[0-9]{0,2}(MO|TU|WE|TH|FR|SA|SU),?){1,60}",
            "WKST", "MO|TU|WE|TH|FR|SA|SU");
    /** Nothing is looked for later than so many years after the beginning. */
    private static final int MOST_YEARS = 100;

    private final Map<String, String> parts;
    private final ChronoUnit unit;
    private final Set<Integer> months;
    private final Set<Integer> monthDays;
    private final List<Integer> positions;
    private final Set<String> weekdays;
    private final LocalDate start;

    /**
     * Reads a rule.
     *
     * @param start the first day, which counts whether or not the rule is met there
     * @throws IllegalArgumentException if it is written otherwise, or asks for more; the message says where
     */
    RepeatRule(CalendarLine line, LocalDate start) {
        this.start = start;
        parts = new HashMap<>();
        for (String part : line.value().strip().toUpperCase(Locale.ROOT).split(";")) {
            String[] pair = part.split("=", 2);
            if (pair.length < 2 || !KNOWN.contains(pair[0]) || !pair[1].matches(FORMS.getOrDefault(pair[0], ".+"))) {
                throw line.wrong("a rule that repeats by days, weeks, months or years, such as"
                        + " FREQ=WEEKLY;BYDAY=FR;UNTIL=20271231T000000Z, without " + part);
            }
            parts.put(pair[0], pair[1]);
        }
        unit = Optional.ofNullable(UNITS.get(parts.get("FREQ")))
                .orElseThrow(() -> line.wrong("FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"));
        boolean byDay = parts.containsKey("BYDAY");
        if (unit == ChronoUnit.WEEKS && !byDay) {
            parts.put("BYDAY", name(start));
        } else if (unit.compareTo(ChronoUnit.MONTHS) >= 0 && !byDay && !parts.containsKey("BYMONTHDAY")) {
            parts.put("BYMONTHDAY", "" + start.getDayOfMonth());
            if (unit == ChronoUnit.YEARS) {
                parts.putIfAbsent("BYMONTH", "" + start.getMonthValue());
            }
        }
        months = Set.copyOf(numbers("BYMONTH"));
        monthDays = Set.copyOf(numbers("BYMONTHDAY"));
        positions = numbers("BYSETPOS");
        weekdays = words("BYDAY").map(day -> day.replace("+", "")).collect(Collectors.toSet());
    }

    private Stream<String> words(String part) {
        return Stream.of(parts.getOrDefault(part, "").split(",")).filter(word -> !word.isEmpty());
    }

    private List<Integer> numbers(String part) {
        return words(part).map(Integer::valueOf).distinct().toList();
    }

    /** When it ends at the latest, as it is written. */
    Optional<String> until() {
        return Optional.ofNullable(parts.get("UNTIL"));
    }

    /** Whether it ends. */
    boolean isEnding() {
        return parts.containsKey("UNTIL") || parts.containsKey("COUNT");
    }

    /** The days in their order, without regard to {@link #until}. */
    Stream<LocalDate> days() {
        LocalDate first = first(start);
        int interval = Integer.parseInt(parts.getOrDefault("INTERVAL", "1"));
        Stream<LocalDate> later = Stream.iterate(first, period -> period.plus(interval, unit))
                .takeWhile(period -> period.getYear() <= start.getYear() + MOST_YEARS)
                .flatMap(this::days)
                .filter(start::isBefore);
        return Stream.concat(Stream.of(start), later)
                .limit(Long.parseLong(parts.getOrDefault("COUNT", "" + Integer.MAX_VALUE)));
    }

    /** The first day of the week, month or year; weeks begin as the rule says. */
    private LocalDate first(LocalDate day) {
        return switch (unit) {
            case WEEKS ->
                day.with(TemporalAdjusters.previousOrSame(Arrays.stream(DayOfWeek.values())
                        .filter(one -> one.name().startsWith(parts.getOrDefault("WKST", "MO")))
                        .findFirst()
                        .orElseThrow()));
            case MONTHS -> day.withDayOfMonth(1);
            case YEARS -> day.withDayOfYear(1);
            default -> day;
        };
    }

    private Stream<LocalDate> days(LocalDate period) {
        List<LocalDate> days =
                period.datesUntil(period.plus(1, unit)).filter(this::isMeant).toList();
        return positions.isEmpty()
                ? days.stream()
                : positions.stream()
                        .map(position -> position < 0 ? days.size() + position : position - 1)
                        .filter(index -> index >= 0 && index < days.size())
                        .distinct()
                        .sorted()
                        .map(days::get);
    }

    private boolean isMeant(LocalDate day) {
        int fromEnd = day.getDayOfMonth() - day.lengthOfMonth() - 1;
        return (months.isEmpty() || months.contains(day.getMonthValue()))
                && (monthDays.isEmpty() || monthDays.contains(day.getDayOfMonth()) || monthDays.contains(fromEnd))
                && (weekdays.isEmpty() || isWeekday(day));
    }

    /** Whether it is such a weekday, or the first, second or last of the month, or of the year where no month is named. */
    private boolean isWeekday(LocalDate day) {
        boolean inYear = unit == ChronoUnit.YEARS && months.isEmpty();
        int number = inYear ? day.getDayOfYear() : day.getDayOfMonth();
        int length = inYear ? day.lengthOfYear() : day.lengthOfMonth();
        return Stream.of("", "" + (number + 6) / 7, "-" + (length - number + 7) / 7)
                .anyMatch(count -> weekdays.contains(count + name(day)));
    }

    private static String name(LocalDate day) {
        return day.getDayOfWeek().name().substring(0, 2);
    }
}
