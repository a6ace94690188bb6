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

    @Test
    void putsSchedulesTogether() {
        Window one = window("09:00", "12:00", "UTC");
        Window two = window("10:00", "16:00", "UTC");
        Schedule both = Schedule.of(Optional.of(one)).and(Schedule.of(Optional.of(two)));
        assertThat(both.windows()).containsExactly(one, two);
        assertThat(both.and(Schedule.of(Optional.of(one))).windows()).containsExactly(one, two);
    }
}
