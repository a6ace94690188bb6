package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final String BERLIN = "Europe/Berlin";
    private static final String NEW_YORK = "America/New_York";

    /** {@code window("MON TUE", "09:00-16:00", zone)}, {@code "ALL"} for every day. */
    private static Window window(String days, String times, String zone) {
        Set<DayOfWeek> set = days.equals("ALL")
                ? EnumSet.allOf(DayOfWeek.class)
                : Arrays.stream(days.split(" "))
                        .map(day -> Arrays.stream(DayOfWeek.values())
                                .filter(one -> one.name().startsWith(day))
                                .findFirst()
                                .orElseThrow())
                        .collect(Collectors.toSet());
        String[] ends = times.split("-");
        return new Window(set, LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), ZoneId.of(zone));
    }

    private static Instant local(String text, String zone) {
        return LocalDateTime.parse(text).atZone(ZoneId.of(zone)).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T08:59:59.999, false",
        "2026-05-04T09:00, true",
        "2026-05-04T15:59:59.999, true",
        "2026-05-04T16:00, false",
        "2026-05-05T12:00, true",
        "2026-05-06T12:00, false",
        "2026-05-10T12:00, false"
    })
    void isOpenAtTheOpeningAndNoLongerAtTheClosing(String time, boolean expected) {
        assertThat(window("MON TUE", "09:00-16:00", BERLIN).isOpen(local(time, BERLIN)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-08T21:59, false",
        "2026-05-08T22:00, true",
        "2026-05-09T01:59, true",
        "2026-05-09T02:00, false",
        "2026-05-09T22:00, false",
        "2026-05-08T01:00, false"
    })
    void anOvernightWindowBelongsToTheDayOnWhichItOpens(String time, boolean expected) {
        assertThat(window("FRI", "22:00-02:00", BERLIN).isOpen(local(time, BERLIN)))
                .isEqualTo(expected);
    }

    @Test
    void midnightAsTheEndIsTheNextMidnight() {
        Window window = window("MON", "09:00-00:00", BERLIN);
        assertThat(window.isOpen(local("2026-05-04T23:59:59", BERLIN))).isTrue();
        assertThat(window.isOpen(local("2026-05-05T00:00", BERLIN))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-04T08:00, 2026-05-04T09:00",
        "2026-05-04T09:00, 2026-05-04T09:00",
        "2026-05-04T12:34, 2026-05-04T12:34",
        "2026-05-04T16:00, 2026-05-05T09:00",
        "2026-05-05T16:00, 2026-05-11T09:00",
        "2026-05-09T10:00, 2026-05-11T09:00"
    })
    void tellsWhenItIsOpenNext(String time, String expected) {
        assertThat(window("MON TUE", "09:00-16:00", BERLIN).nextOpen(local(time, BERLIN)))
                .contains(local(expected, BERLIN));
    }

    @Test
    void keepsLocalTimeWhenTheClocksChange() {
        Window window = window("ALL", "09:00-16:00", BERLIN);
        assertThat(window.nextOpen(Instant.parse("2026-03-28T15:00:00Z")))
                .contains(Instant.parse("2026-03-29T07:00:00Z"));
        assertThat(window.nextOpen(Instant.parse("2026-10-24T14:00:00Z")))
                .contains(Instant.parse("2026-10-25T08:00:00Z"));
        Window overseas = window("ALL", "09:00-16:00", NEW_YORK);
        assertThat(overseas.nextOpen(Instant.parse("2026-03-07T21:00:00Z")))
                .contains(Instant.parse("2026-03-08T13:00:00Z"));
        assertThat(overseas.nextOpen(Instant.parse("2026-10-31T20:00:00Z")))
                .contains(Instant.parse("2026-11-01T14:00:00Z"));
    }

    // Berlin, 2026-03-29: 02:00 (01:00Z) becomes 03:00. New York, 2026-03-08: 02:00 (07:00Z) becomes 03:00.
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 02:30-04:00, 2026-03-29T00:59:59Z, false",
        "Europe/Berlin, 02:30-04:00, 2026-03-29T01:00:00Z, true",
        "Europe/Berlin, 02:30-04:00, 2026-03-29T01:59:59Z, true",
        "Europe/Berlin, 02:30-04:00, 2026-03-29T02:00:00Z, false",
        "Europe/Berlin, 01:00-02:30, 2026-03-29T00:59:59Z, true",
        "Europe/Berlin, 01:00-02:30, 2026-03-29T01:00:00Z, false",
        "Europe/Berlin, 22:00-02:30, 2026-03-29T00:59:59Z, true",
        "Europe/Berlin, 22:00-02:30, 2026-03-29T01:00:00Z, false",
        "America/New_York, 02:30-04:00, 2026-03-08T06:59:59Z, false",
        "America/New_York, 02:30-04:00, 2026-03-08T07:00:00Z, true",
        "America/New_York, 01:00-02:30, 2026-03-08T06:59:59Z, true",
        "America/New_York, 01:00-02:30, 2026-03-08T07:00:00Z, false"
    })
    void whatFallsIntoTheSkippedHourHappensAtTheJump(String zone, String times, Instant at, boolean expected) {
        assertThat(window("ALL", times, zone).isOpen(at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-30T00:15:00Z",
        "America/New_York, 2026-03-08T05:00:00Z, 2026-03-09T06:15:00Z"
    })
    void aWindowThatLiesWholeInTheSkippedHourDoesNotOpenOnThatDay(String zone, Instant at, Instant expected) {
        Window window = window("ALL", "02:15-02:45", zone);
        assertThat(window.nextOpen(at)).contains(expected);
        assertThat(window.isOpen(expected)).isTrue();
    }

    // Berlin, 2026-10-25: 03:00 (01:00Z) becomes 02:00. New York, 2026-11-01: 02:00 (06:00Z) becomes 01:00.
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 02:15-02:45, 2026-10-25T00:14:59Z, false",
        "Europe/Berlin, 02:15-02:45, 2026-10-25T00:15:00Z, true",
        "Europe/Berlin, 02:15-02:45, 2026-10-25T00:45:00Z, false",
        "Europe/Berlin, 02:15-02:45, 2026-10-25T01:20:00Z, false",
        "Europe/Berlin, 02:45-03:15, 2026-10-25T00:45:00Z, true",
        "Europe/Berlin, 02:45-03:15, 2026-10-25T01:30:00Z, true",
        "Europe/Berlin, 02:45-03:15, 2026-10-25T02:14:59Z, true",
        "Europe/Berlin, 02:45-03:15, 2026-10-25T02:15:00Z, false",
        "America/New_York, 01:15-01:45, 2026-11-01T05:15:00Z, true",
        "America/New_York, 01:15-01:45, 2026-11-01T05:45:00Z, false",
        "America/New_York, 01:15-01:45, 2026-11-01T06:20:00Z, false"
    })
    void ofAnHourThatComesTwiceTheFirstCounts(String zone, String times, Instant at, boolean expected) {
        assertThat(window("ALL", times, zone).isOpen(at)).isEqualTo(expected);
    }

    @Test
    void theNextOpeningIsAlwaysAMomentAtWhichItIsOpenAndNoneIsMissedBefore() {
        for (String zone : new String[] {BERLIN, NEW_YORK, "Australia/Lord_Howe", "Pacific/Apia", "UTC"}) {
            for (String times :
                    new String[] {"02:15-02:45", "23:30-00:30", "01:45-02:15", "22:00-06:00", "00:00-00:15"}) {
                Window window = window("FRI SAT SUN", times, zone);
                Instant at = Instant.parse("2026-03-01T00:00:00Z");
                Instant end = Instant.parse("2026-12-01T00:00:00Z");
                while (at.isBefore(end)) {
                    Instant next = window.nextOpen(at).orElseThrow();
                    assertThat(window.isOpen(next))
                            .as("%s %s at %s", zone, times, next)
                            .isTrue();
                    assertThat(next).isAfterOrEqualTo(at);
                    for (Instant between = at; between.isBefore(next); between = between.plusSeconds(3 * 3600 + 7)) {
                        assertThat(window.isOpen(between))
                                .as("%s %s at %s", zone, times, between)
                                .isFalse();
                    }
                    at = next.plusSeconds(5 * 3600);
                }
            }
        }
    }

    @Test
    void readsAsPeopleSayIt() {
        assertThat(window("THU MON", "09:00-16:30", BERLIN).text()).isEqualTo("MON, THU 09:00-16:30 Europe/Berlin");
    }

    @Test
    void needsADay() {
        assertThatThrownBy(() -> new Window(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT, ZoneId.of("UTC")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A window needs at least one day, found none");
    }

    @Test
    void closesAtAnotherTimeThanItOpens() {
        assertThatThrownBy(() -> window("MON", "09:00-09:00", BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A window has to close at another time than it opens, found 09:00 for both");
    }
}
