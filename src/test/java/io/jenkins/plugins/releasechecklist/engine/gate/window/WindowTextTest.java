package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTextTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static boolean isOpen(String window, String local) {
        return Window.parse(window)
                .isOpen(LocalDateTime.parse(local).atZone(BERLIN).toInstant());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin | MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin",
                "mon,tue 09:00 - 16:00 Europe/Berlin                | MON, TUE 09:00-16:00 Europe/Berlin",
                "Fri-Mon 22:00\u201306:00 UTC                       | MON, FRI-SUN 22:00-06:00 UTC",
                "SAT, SUN 00:00-24:00 +02:00                        | SAT, SUN all day +02:00",
                "SAT SUN all day UTC                                | SAT, SUN all day UTC",
                "18:00-24:00 UTC                                    | MON-SUN 18:00-24:00 UTC",
                "MON 09:00-12:00, 13:00-16:00 UTC                   | MON 09:00-12:00, MON 13:00-16:00 UTC",
                "MON 09:00-12:00 UTC; MON 09:00-12:00 -05:00        | MON 09:00-12:00 UTC; MON 09:00-12:00 -05:00"
            })
    void readsWhatPeopleWrite(String written, String expected) {
        Window window = Window.parse(written);
        assertThat(window.text()).isEqualTo(expected);
        assertThat(Window.parse(expected)).isEqualTo(window);
    }

    @Test
    void isOpenWhileAnyOfItsHoursAre() {
        String window = "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin\nSAT, SUN all day Europe/Berlin\n";
        assertThat(isOpen(window, "2026-05-07T15:59")).isTrue();
        assertThat(isOpen(window, "2026-05-08T11:59")).isTrue();
        assertThat(isOpen(window, "2026-05-08T12:00")).isFalse();
        assertThat(isOpen(window, "2026-05-09T00:00")).isTrue();
        assertThat(isOpen(window, "2026-05-10T23:59")).isTrue();
        assertThat(isOpen(window, "2026-05-11T00:00")).isFalse();
    }

    @Test
    void aWholeDayIsAsLongAsTheClocksMakeIt() {
        Window sunday = Window.parse("SUN all day Europe/Berlin");
        assertThat(sunday.isOpen(Instant.parse("2026-10-24T21:59:59Z"))).isFalse();
        assertThat(sunday.isOpen(Instant.parse("2026-10-24T22:00:00Z"))).isTrue();
        assertThat(sunday.isOpen(Instant.parse("2026-10-25T22:59:59Z"))).isTrue();
        assertThat(sunday.isOpen(Instant.parse("2026-10-25T23:00:00Z"))).isFalse();
        assertThat(sunday.nextOpen(Instant.parse("2026-10-25T23:00:00Z")))
                .contains(Instant.parse("2026-10-31T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MON-FRI                       | , found 'MON-FRI'",
                "MON-FRI Europe/Berlin         | , found no time after the days in 'MON-FRI Europe/Berlin'",
                "09:00-12:00, FRI UTC          | , found no time after the days in '09:00-12:00, FRI UTC'",
                "MON-FRI 09:00-16:00           | at the end of 'MON-FRI 09:00-16:00', found '09:00-16:00'",
                "MON-FRI 9:00-16:00            | at the end of 'MON-FRI 9:00-16:00', found '9:00-16:00'",
                "0 9 * * 1-5                   | at the end of '0 9 * * 1-5', found '1-5'",
                "Monday 09:00-16:00 UTC        | , found 'Monday' (did you mean MON?) in 'Monday 09:00-16:00 UTC'",
                "MON 9:00-16:00 UTC            | , found '9:00-16:00' (did you mean 09:00-16:00?) in 'MON 9:00-16:00 UTC'",
                "MON 9-16 UTC                  | , found '9-16' (did you mean 09:00-16:00?) in 'MON 9-16 UTC'",
                "MON 10:30-9 UTC               | , found '10:30-9' (did you mean 10:30-09:00?) in 'MON 10:30-9 UTC'",
                "MON 09:00-24:30 UTC           | , found '09:00-24:30' in 'MON 09:00-24:30 UTC'",
                "UTC MON 09:00-16:00 UTC       | , found 'UTC' in 'UTC MON 09:00-16:00 UTC'",
                "MON 09:00-09:00 UTC           | or 00:00-24:00 for the whole day, found 09:00-09:00",
                "MON 09:00-16:00 Berlin        | found 'Berlin'; did you mean 'Europe/Berlin'?",
                "MON 09:00-16:00 CST           | America/Chicago, Asia/Shanghai or America/Havana"
            })
    void saysWhatItCannotRead(String written, String found) {
        assertThatThrownBy(() -> Window.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ")
                .hasMessageEndingWith(found);
    }

    @Test
    void needsATimeAtWhichItIsOpen() {
        assertThatThrownBy(() -> Window.parse(" \n;"))
                .hasMessage("A window needs at least one time at which it is open, found none");
    }

    @Property
    void readsItsOwnText(@ForAll("windows") Window window) {
        Window again = Window.parse(window.text());
        assertThat(again.anyOf()).containsExactlyInAnyOrderElementsOf(window.anyOf());
        assertThat(again.text()).isEqualTo(window.text());
    }

    @Provide
    static Arbitrary<Window> windows() {
        Arbitrary<LocalTime> times =
                Arbitraries.integers().between(0, 1439).map(minute -> LocalTime.MIN.plusMinutes(minute));
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
        Arbitrary<ZoneId> zones =
                Arbitraries.of("Europe/Berlin", "America/New_York", "+05:30").map(ZoneId::of);
        return Combinators.combine(days, times, times, zones)
                .filter((on, from, to, zone) -> !from.equals(to) || from.equals(LocalTime.MIDNIGHT))
                .as(OpeningHours::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(hours -> new Window(hours.get(0), hours));
    }
}
