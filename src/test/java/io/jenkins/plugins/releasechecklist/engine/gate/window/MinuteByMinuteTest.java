package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Compares windows and freezes with somebody who looks at a clock on the wall every minute. Where it is put back, they go by the latest
 * time that they saw.
 */
class MinuteByMinuteTest {
    private static final int MINUTES = 40 * 24 * 60;
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "America/Havana",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Kathmandu",
            "UTC");

    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    private static BitSet walk(Instant start, ZoneId zone, Predicate<LocalDateTime> on) {
        BitSet minutes = new BitSet();
        LocalDateTime latest = LocalDateTime.MIN;
        for (int minute = -180; minute < MINUTES; minute++) {
            LocalDateTime wall = at(start, minute).atZone(zone).toLocalDateTime();
            latest = wall.isAfter(latest) ? wall : latest;
            if (minute >= 0) {
                minutes.set(minute, on.test(latest));
            }
        }
        return minutes;
    }

    private static Instant at(Instant start, int minute) {
        return start.plusSeconds(60L * minute);
    }

    @Property(tries = 60)
    void aFreezeIsOnWhenTheClockSaysSo(@ForAll("freezes") Freeze freeze, @ForAll("starts") Instant start) {
        BitSet expected = walk(start, freeze.zone(), wall -> isFrozen(freeze, wall));
        BitSet found = new BitSet();
        Optional<Freeze.Occurrence> next = freeze.next(start);
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant now = at(start, minute);
            if (next.isPresent() && !now.isBefore(next.get().ends())) {
                next = freeze.next(now);
            }
            found.set(minute, next.filter(time -> !now.isBefore(time.begins())).isPresent());
        }
        found.xor(expected);
        assertThat(found.stream().mapToObj(minute -> at(start, minute)).findFirst())
                .as(freeze.text())
                .isEmpty();
    }

    @Property(tries = 30)
    void aScheduleIsOpenNextWhenTheClockSaysSo(
            @ForAll("schedules") Schedule schedule,
            @ForAll("starts") Instant start,
            @ForAll("minutes") List<Integer> minutes) {
        BitSet expected = new BitSet();
        expected.set(0, MINUTES);
        for (Window window : schedule.windows()) {
            BitSet open = new BitSet();
            window.anyOf().forEach(hours -> open.or(walk(start, hours.zone(), wall -> isOpen(hours, wall))));
            expected.and(open);
        }
        schedule.freezes()
                .forEach(freeze -> expected.andNot(walk(start, freeze.zone(), wall -> isFrozen(freeze, wall))));
        for (int minute : minutes) {
            Optional<Instant> next = schedule.nextOpen(at(start, minute), Set.of(ReleaseType.MINOR), false);
            int first = expected.nextSetBit(minute);
            if (first < 0) {
                assertThat(next.filter(at(start, MINUTES)::isAfter)).isEmpty();
            } else {
                assertThat(next).contains(at(start, first));
            }
            assertThat(schedule.isOpen(at(start, minute))
                            && schedule.freezes(at(start, minute), Set.of(ReleaseType.MINOR), false)
                                    .isEmpty())
                    .isEqualTo(expected.get(minute));
        }
    }

    private static boolean isOpen(OpeningHours hours, LocalDateTime wall) {
        boolean today = isDay(hours, wall.toLocalDate());
        boolean yesterday = isDay(hours, wall.toLocalDate().minusDays(1));
        LocalTime time = wall.toLocalTime();
        return hours.from().isBefore(hours.to())
                ? today && !time.isBefore(hours.from()) && time.isBefore(hours.to())
                : today && !time.isBefore(hours.from()) || yesterday && time.isBefore(hours.to());
    }

    private static boolean isDay(OpeningHours hours, LocalDate day) {
        return hours.days().contains(day.getDayOfWeek())
                && hours.dates().stream().noneMatch(dates -> isOutside(day, dates));
    }

    private static boolean isOutside(LocalDate day, DateSpan dates) {
        return dates.first().filter(day::isBefore).isPresent()
                || dates.last().filter(day::isAfter).isPresent();
    }

    /** By comparing texts such as {@code 12-20T14:00} and {@code 01-04T24:00}. */
    private static boolean isFrozen(Freeze freeze, LocalDateTime wall) {
        String from = position(freeze.from(), wall.toLocalDate().lengthOfMonth(), "00:00");
        String until = position(freeze.until(), wall.toLocalDate().lengthOfMonth(), "24:00");
        String now = position(freeze.from(), wall);
        boolean over = position(freeze.until(), 31, "24:00").compareTo(position(freeze.from(), 31, "00:00")) <= 0;
        boolean begun = now.compareTo(from) >= 0;
        boolean before = now.compareTo(until) < 0;
        return over ? begun || before : begun && before;
    }

    private static String position(FreezeBound bound, LocalDateTime wall) {
        return switch (bound.cycle()) {
            case WEEKS -> wall.getDayOfWeek().getValue() + "T" + wall.toLocalTime();
            case MONTHS -> String.format("%02dT%s", wall.getDayOfMonth(), wall.toLocalTime());
            case YEARS -> wall.toString().substring(5);
            default -> wall.toString();
        };
    }

    private static String position(FreezeBound bound, int lengthOfMonth, String time) {
        String text = bound.text() + (bound.text().contains(":") ? "" : " " + time);
        String[] words = text.replaceAll("(?<=[0-9])T", " ").split(" ");
        String at = "T" + words[words.length - 1];
        return switch (words[0]) {
            case "day" -> String.format("%02d", Integer.parseInt(words[1])) + at;
            case "last" -> (lengthOfMonth + 1 - (words[1].equals("day") ? 1 : Integer.parseInt(words[1]))) + at;
            case "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN" -> (DAYS.indexOf(words[0]) + 1) + at;
            default -> words[0] + at;
        };
    }

    @Provide
    static Arbitrary<Instant> starts() {
        long first = Instant.parse("2024-01-01T00:00:00Z").getEpochSecond() / 60;
        return Arbitraries.longs()
                .between(0, 5L * 366 * 24 * 60)
                .map(minute -> Instant.ofEpochSecond((first + minute) * 60));
    }

    @Provide
    static Arbitrary<List<Integer>> minutes() {
        return Arbitraries.integers().between(0, MINUTES - 1).list().ofSize(20);
    }

    @Provide
    static Arbitrary<Schedule> schedules() {
        return Combinators.combine(
                        windows().list().ofMinSize(1).ofMaxSize(2),
                        freezes().list().ofMaxSize(2))
                .as(Schedule::new);
    }

    /** Some of their hours are on certain dates only. */
    static Arbitrary<Window> windows() {
        return Combinators.combine(WindowTextTest.windows(), spans().optional())
                .as((window, dates) -> new Window(
                        dated(window.hours(), dates),
                        window.or().stream().map(hours -> dated(hours, dates)).toList()));
    }

    private static OpeningHours dated(OpeningHours hours, Optional<DateSpan> dates) {
        return new OpeningHours(hours.days(), hours.from(), hours.to(), hours.zone(), dates);
    }

    @Provide
    static Arbitrary<DateSpan> spans() {
        Arbitrary<LocalDate> days = Arbitraries.integers().between(0, 5 * 366).map(LocalDate.of(2024, 1, 1)::plusDays);
        return Combinators.combine(
                        days.injectDuplicates(0.1), days, Arbitraries.integers().between(0, 3))
                .as((one, other, open) -> new DateSpan(
                        Optional.of(one.isBefore(other) ? one : other).filter(day -> open != 0),
                        Optional.of(one.isBefore(other) ? other : one).filter(day -> open != 1)));
    }

    @Property(tries = 200)
    void aFreezeWithDatesIsOnWhenItBeganOnOneOfThem(
            @ForAll("freezes") Freeze freeze, @ForAll("spans") DateSpan dates, @ForAll("starts") Instant start) {
        Optional<Freeze.Occurrence> next = Stream.iterate(
                        freeze.next(start),
                        Optional::isPresent,
                        time -> freeze.next(time.get().ends()))
                .map(Optional::get)
                .takeWhile(time -> time.begins().isBefore(start.plus(Duration.ofDays(366 * 10))))
                .filter(time -> !isOutside(time.begins().atZone(freeze.zone()).toLocalDate(), dates))
                .findFirst();
        assertThat(freeze.within(dates).next(start)).isEqualTo(next);
    }

    @Provide
    static Arbitrary<Freeze> freezes() {
        Arbitrary<String> times = Combinators.combine(
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers().between(0, 59))
                .as((hour, minute) -> String.format("%02d:%02d", hour, minute));
        Arbitrary<String> weekly = Arbitraries.of(DayOfWeek.class).map(OpeningHours::name);
        Arbitrary<String> monthly = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 31).map(day -> "day " + day),
                Arbitraries.of("last day", "last 3 days", "last 10 days"));
        Arbitrary<String> yearly = Combinators.combine(
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 29))
                .as((month, day) -> String.format("%02d-%02d", month, day));
        return Arbitraries.of(weekly, monthly, yearly)
                .flatMap(day -> Combinators.combine(day, times.optional(), day, times.optional(), Arbitraries.of(ZONES))
                        .as(MinuteByMinuteTest::freeze))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<Freeze> freeze(
            String from, Optional<String> begins, String until, Optional<String> ends, String zone) {
        List<FreezeBound> bounds = new ArrayList<>();
        bounds.add(FreezeBound.parse(from + begins.map(time -> " " + time).orElse("")));
        bounds.add(FreezeBound.parse(until + ends.map(time -> " " + time).orElse("")));
        try {
            return Optional.of(new Freeze(bounds.get(0), bounds.get(1), ZoneId.of(zone), "why", List.of()));
        } catch (IllegalArgumentException never) {
            return Optional.empty();
        }
    }
}
