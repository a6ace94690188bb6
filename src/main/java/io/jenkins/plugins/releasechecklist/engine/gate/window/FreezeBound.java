package io.jenkins.plugins.releasechecklist.engine.gate.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a {@link Freeze} begins or ends, as people write it: once, {@code 2026-12-20T14:00}; every year, {@code 12-20T14:00}; every week,
 * {@code FRI 14:00}; or every month, {@code day 28 14:00}, {@code last day} or {@code last 3 days}. Without a time it is the whole day. What
 * falls on a day that a month does not have happens at the beginning of the next month.
 */
public final class FreezeBound {
    private static final Pattern FORM =
            Pattern.compile("(.+?)(?:[T ]((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\\.[0-9]+)?)?))?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DAY_OF_YEAR = Pattern.compile("[0-9]{2}-[0-9]{2}");
    private static final Pattern DAY_OF_MONTH = Pattern.compile("DAY ([1-9]|[12][0-9]|3[01])");
    private static final Pattern LAST_DAYS = Pattern.compile("LAST (?:DAY|([2-9]|1[0-9]|2[0-8]) DAYS)");

    private final ChronoUnit cycle;
    /** Its day in the week, month or year that begins on the given day; empty where that has no such day. */
    private final Function<LocalDate, Optional<LocalDate>> day;

    private final Optional<LocalTime> time;
    private final String text;

    private FreezeBound(
            ChronoUnit cycle, Function<LocalDate, Optional<LocalDate>> day, Optional<LocalTime> time, String text) {
        this.cycle = cycle;
        this.day = day;
        this.time = time;
        this.text = text + time.map(at -> (text.contains("-") ? "T" : " ") + at).orElse("");
    }

    /**
     * Reads what people write.
     *
     * @throws IllegalArgumentException if it is written otherwise, or no such day exists; the message says what was expected and found
     */
    @JsonCreator
    public static FreezeBound parse(String text) {
        String plain = text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
        Matcher form = FORM.matcher(plain);
        try {
            if (form.matches()) {
                return parse(form.group(1), Optional.ofNullable(form.group(2)).map(LocalTime::parse));
            }
        } catch (DateTimeException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static FreezeBound parse(String day, Optional<LocalTime> time) {
        Matcher inMonth = DAY_OF_MONTH.matcher(day);
        Matcher last = LAST_DAYS.matcher(day);
        if (DATE.matcher(day).matches()) {
            LocalDate date = LocalDate.parse(day);
            return new FreezeBound(ChronoUnit.FOREVER, any -> Optional.of(date), time, day);
        }
        if (DAY_OF_YEAR.matcher(day).matches()) {
            MonthDay date = MonthDay.parse("--" + day);
            return new FreezeBound(
                    ChronoUnit.YEARS,
                    year -> Optional.of(year.getYear())
                            .filter(date::isValidYear)
                            .map(date::atYear),
                    time,
                    day);
        }
        if (inMonth.matches()) {
            int number = Integer.parseInt(inMonth.group(1));
            return new FreezeBound(
                    ChronoUnit.MONTHS,
                    month -> Optional.of(month)
                            .filter(first -> number <= first.lengthOfMonth())
                            .map(first -> first.withDayOfMonth(number)),
                    time,
                    "day " + number);
        }
        if (last.matches()) {
            int count = last.group(1) == null ? 1 : Integer.parseInt(last.group(1));
            return new FreezeBound(
                    ChronoUnit.MONTHS,
                    month -> Optional.of(month.plusMonths(1).minusDays(count)),
                    time,
                    count == 1 ? "last day" : "last " + count + " days");
        }
        DayOfWeek weekday = Stream.of(DayOfWeek.values())
                .filter(one -> OpeningHours.name(one).equals(day))
                .findFirst()
                .orElseThrow(() -> new DateTimeException("Not a day: " + day));
        return new FreezeBound(
                ChronoUnit.WEEKS, monday -> Optional.of(monday.with(TemporalAdjusters.nextOrSame(weekday))), time, day);
    }

    private static IllegalArgumentException wrong(String found, DateTimeException cause) {
        return new IllegalArgumentException(
                "expected a date such as 2026-12-20 (once), 12-20 (every year), FRI (every week), or day 28, last day or last 3 days"
                        + " (every month), with or without a time as in 2026-12-20T14:00 or FRI 14:00, found "
                        + (found.isBlank() ? "nothing" : Texts.quoted(found.strip())),
                cause);
    }

    /** How often it comes: {@link ChronoUnit#FOREVER} for once, or every week, month or year. */
    ChronoUnit cycle() {
        return cycle;
    }

    /** Whether it is the first of several days, with which nothing can end. */
    boolean isFirstOfLastDays() {
        return text.startsWith("last") && text.contains("days");
    }

    /** The first day of the week, month or year of the day. */
    LocalDate cycleOf(LocalDate any) {
        return switch (cycle) {
            case WEEKS -> any.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHS -> any.withDayOfMonth(1);
            case YEARS -> any.withDayOfYear(1);
            default -> any;
        };
    }

    /**
     * Its moment in a week, month or year.
     *
     * @param first the first day of that
     * @param end whether something ends here: a day without a time is over then
     */
    LocalDateTime moment(LocalDate first, boolean end) {
        return day.apply(first)
                .map(date -> time.map(date::atTime)
                        .orElseGet(() -> date.plusDays(end ? 1 : 0).atStartOfDay()))
                // Only the 29 February is no day of every year.
                .orElseGet(() ->
                        first.plusMonths(cycle == ChronoUnit.YEARS ? 2 : 1).atStartOfDay());
    }

    @JsonValue
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FreezeBound bound && text.equals(bound.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
