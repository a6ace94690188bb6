package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MONDAY = Instant.parse("2026-05-04T06:00:00Z");

    private static Window window(String from, String to, String zone, DayOfWeek... days) {
        Set<DayOfWeek> all = days.length == 0 ? EnumSet.allOf(DayOfWeek.class) : EnumSet.copyOf(Arrays.asList(days));
        return new Window(all, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    private static Optional<Instant> nextOpen(Instant at, List<Freeze> freezes, Window... windows) {
        return new Schedule(List.of(windows), freezes).nextOpen(at, Set.of(ReleaseType.MINOR), false);
    }

    @Test
    void isAlwaysOpenWithoutWindowsAndFreezes() {
        assertThat(Schedule.ALWAYS.isOpen(MONDAY)).isTrue();
        assertThat(nextOpen(MONDAY, List.of())).contains(MONDAY);
    }

    @Test
    void isOpenWhileAllWindowsAre() {
        Window morning = window("09:00", "12:00", "Europe/Berlin");
        Window late = window("11:00", "16:00", "Europe/Berlin");
        Schedule both = new Schedule(List.of(morning, late), List.of());
        assertThat(both.isOpen(Instant.parse("2026-05-04T08:00:00Z"))).isFalse();
        assertThat(both.isOpen(Instant.parse("2026-05-04T09:30:00Z"))).isTrue();
        assertThat(nextOpen(MONDAY, List.of(), morning, late)).contains(Instant.parse("2026-05-04T09:00:00Z"));
    }

    @Test
    void findsTheNextDayOnWhichWindowsOfSeveralZonesMeet() {
        Window berlin = window("09:00", "16:00", "Europe/Berlin", DayOfWeek.MONDAY, DayOfWeek.THURSDAY);
        Window newYork = window("08:00", "12:00", "America/New_York", DayOfWeek.THURSDAY);
        assertThat(nextOpen(MONDAY, List.of(), berlin, newYork)).contains(Instant.parse("2026-05-07T12:00:00Z"));
    }

    @Test
    void knowsWhenWindowsNeverMeet() {
        Window monday = window("09:00", "16:00", "UTC", DayOfWeek.MONDAY);
        Window tuesday = window("09:00", "16:00", "UTC", DayOfWeek.TUESDAY);
        assertThat(nextOpen(MONDAY, List.of(), monday, tuesday)).isEmpty();
    }

    @Test
    void opensAfterAFreezeWithTheFirstWindow() {
        Freeze freeze = new Freeze(
                LocalDateTime.of(2026, 5, 4, 0, 0), LocalDateTime.of(2026, 5, 6, 12, 0), BERLIN, "move", List.of());
        assertThat(nextOpen(MONDAY, List.of(freeze))).contains(Instant.parse("2026-05-06T10:00:00Z"));
        assertThat(nextOpen(MONDAY, List.of(freeze), window("09:00", "11:00", "Europe/Berlin")))
                .contains(Instant.parse("2026-05-07T07:00:00Z"));
    }

    @Test
    void opensAtTheSameLocalTimeBeforeAndAfterTheClocksChange() {
        Window nine = window("09:00", "16:00", "Europe/Berlin");
        assertThat(nextOpen(Instant.parse("2026-03-28T00:00:00Z"), List.of(), nine))
                .contains(Instant.parse("2026-03-28T08:00:00Z"));
        assertThat(nextOpen(Instant.parse("2026-03-29T00:00:00Z"), List.of(), nine))
                .contains(Instant.parse("2026-03-29T07:00:00Z"));
    }

    private static Optional<String> opening(String now, List<Freeze> freezes, String... windows) {
        return new Schedule(Stream.of(windows).map(Window::parse).toList(), freezes)
                .opening(Instant.parse(now), Set.of(ReleaseType.MINOR), false)
                .map(Schedule.Opening::text);
    }

    @Test
    void tellsWhenGoIsPossibleNextAndWhere() {
        String window = "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin";
        assertThat(opening("2026-11-27T10:59:59Z", List.of(), window)).isEmpty();
        assertThat(opening("2026-11-27T11:00:00Z", List.of(), window))
                .contains("Mon 30 Nov 2026 09:00 Europe/Berlin (in 2d 21h)");
        assertThat(opening("2026-11-29T18:00:00Z", List.of(), "MON-FRI all day UTC", "08:00-10:00 America/New_York"))
                .contains("Mon 30 Nov 2026 13:00 UTC (in 19h)");
        assertThat(opening("2026-11-29T18:00:00Z", List.of(), "MON all day UTC", "TUE 10:00-12:00 UTC"))
                .isEmpty();
    }

    @Test
    void tellsWhenTheLastOfTheFreezesIsOver() {
        List<Freeze> freezes = List.of(
                new Freeze(
                        FreezeBound.parse("12-20"), FreezeBound.parse("01-04"), BERLIN, "end of the year", List.of()),
                new Freeze(
                        FreezeBound.parse("TUE"),
                        FreezeBound.parse("TUE 12:00"),
                        BERLIN,
                        "deploys of others",
                        List.of()));
        assertThat(opening("2026-12-24T12:00:00Z", freezes)).contains("Tue 5 Jan 2027 12:00 Europe/Berlin (in 11d)");
        assertThat(opening("2026-12-24T12:00:00Z", freezes, "SAT, SUN 10:00-12:00 UTC"))
                .contains("Sat 9 Jan 2027 10:00 UTC (in 15d)");
        assertThat(opening("2027-01-06T12:00:00Z", freezes)).isEmpty();
    }

    @Test
    void putsSchedulesTogether() {
        Window one = window("09:00", "12:00", "UTC");
        Window two = window("10:00", "16:00", "UTC");
        Schedule both = Schedule.of(Optional.of(one)).and(Schedule.of(Optional.of(two)));
        assertThat(both.windows()).containsExactly(one, two);
        assertThat(both.and(Schedule.of(Optional.of(one))).windows()).containsExactly(one, two);
    }
}
