package io.jenkins.plugins.releasechecklist.engine.gate.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeBoundTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Freeze freeze(String from, String until) {
        return new Freeze(FreezeBound.parse(from), FreezeBound.parse(until), BERLIN, "why", List.of());
    }

    /** The next times from a local day on, such as {@code 2026-12-20T00:00 to 2027-01-05T00:00}. */
    private static List<String> times(Freeze freeze, String day, int count) {
        List<String> times = new ArrayList<>();
        Instant at = LocalDateTime.parse(day + "T00:00").atZone(BERLIN).toInstant();
        for (int i = 0; i < count; i++) {
            Optional<Freeze.Occurrence> next = freeze.next(at);
            next.ifPresent(time -> times.add(local(time.begins()) + " to " + local(time.ends())));
            at = next.map(Freeze.Occurrence::ends).orElse(at);
        }
        return times;
    }

    private static String local(Instant at) {
        return at.atZone(BERLIN).toLocalDateTime().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-20T14:00:00, 2026-12-20T14:00",
        "2026-12-20 14:00, 2026-12-20T14:00",
        "2026-12-20, 2026-12-20",
        "12-20, 12-20",
        "12-20 06:30, 12-20T06:30",
        "fri  14:00, FRI 14:00",
        "SUN, SUN",
        "Day 28, day 28",
        "last day 12:00, last day 12:00",
        "last 3 days, last 3 days"
    })
    void readsWhatPeopleWrite(String written, String text) {
        assertThat(FreezeBound.parse(written).text()).isEqualTo(text);
        assertThat(FreezeBound.parse(text)).isEqualTo(FreezeBound.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-29",
                "13-01",
                "02-30",
                "FRI 24:00",
                "FRIDAY",
                "day 0",
                "day 32",
                "last 29 days",
                "last 0 days",
                "2026-12-20T",
                "12-20T9:00",
                "14:00",
                "-3"
            })
    void saysWhatItCannotRead(String written) {
        assertThatThrownBy(() -> FreezeBound.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "expected a date such as 2026-12-20 (once), 12-20 (every year), FRI (every week), or day 28, last day or"
                                + " last 3 days (every month), with or without a time as in 2026-12-20T14:00 or FRI 14:00, found "
                                + (written.isEmpty() ? "nothing" : "'" + written + "'"));
    }

    @Test
    void comesOnce() {
        assertThat(times(freeze("2026-12-20", "2027-01-03"), "2026-01-01", 2))
                .containsExactly("2026-12-20T00:00 to 2027-01-04T00:00");
    }

    @Test
    void comesEveryYearAlsoOverItsEnd() {
        assertThat(times(freeze("12-20", "01-04"), "2026-01-02", 2))
                .containsExactly("2025-12-20T00:00 to 2026-01-05T00:00", "2026-12-20T00:00 to 2027-01-05T00:00");
        assertThat(times(freeze("06-01T08:00", "06-01T20:00"), "2026-06-02", 1))
                .containsExactly("2027-06-01T08:00 to 2027-06-01T20:00");
    }

    @Test
    void comesEveryWeekAlsoOverItsEnd() {
        assertThat(times(freeze("FRI 14:00", "MON 08:00"), "2026-03-29", 2))
                .containsExactly("2026-03-27T14:00 to 2026-03-30T08:00", "2026-04-03T14:00 to 2026-04-06T08:00");
        assertThat(times(freeze("SAT", "SUN"), "2026-05-04", 1))
                .containsExactly("2026-05-09T00:00 to 2026-05-11T00:00");
    }

    @Test
    void comesEveryMonthAsLongAsThatIs() {
        assertThat(times(freeze("last 3 days", "last day"), "2028-01-01", 3))
                .containsExactly(
                        "2028-01-29T00:00 to 2028-02-01T00:00",
                        "2028-02-27T00:00 to 2028-03-01T00:00",
                        "2028-03-29T00:00 to 2028-04-01T00:00");
        assertThat(times(freeze("last day 12:00", "day 2"), "2027-02-01", 2))
                .containsExactly("2027-01-31T12:00 to 2027-02-03T00:00", "2027-02-28T12:00 to 2027-03-03T00:00");
        assertThat(times(freeze("day 30", "day 31"), "2027-01-31", 2))
                .containsExactly("2027-01-30T00:00 to 2027-02-01T00:00", "2027-03-30T00:00 to 2027-04-01T00:00");
    }

    @Test
    void knowsThatMostYearsHaveNo29February() {
        assertThat(times(freeze("02-29", "02-29"), "2097-01-01", 1))
                .containsExactly("2104-02-29T00:00 to 2104-03-01T00:00");
        assertThat(times(freeze("02-27", "02-29T12:00"), "2027-01-01", 2))
                .containsExactly("2027-02-27T00:00 to 2027-03-01T00:00", "2028-02-27T00:00 to 2028-02-29T12:00");
    }

    @ParameterizedTest
    @CsvSource({
        "FRI, 2027-01-04, 'A freeze has to end as often as it begins, once, or every week, month or year'",
        "12-20, day 4, 'A freeze has to end as often as it begins, once, or every week, month or year'",
        "2026-12-20, 2026-12-19, A freeze has to end after it begins",
        "FRI 14:00, FRI 14:00, A freeze has to be over before it begins again",
        "MON, SUN, A freeze has to be over before it begins again",
        "01-01, 12-31, A freeze has to be over before it begins again",
        "day 1, last day, A freeze has to be over before it begins again",
        "last 5 days, last 2 days, 'A freeze has to end with a certain day, such as last day or day 2'"
    })
    void refusesWhatNeverEnds(String from, String until, String problem) {
        assertThatThrownBy(() -> freeze(from, until)).hasMessage(problem + ", found " + from + " to " + until);
    }

    @Test
    void readsAsPeopleSayIt() {
        assertThat(freeze("12-20", "01-04").text()).isEqualTo("every year 12-20 to 01-04 Europe/Berlin: why");
        assertThat(freeze("FRI 14:00", "MON 08:00").text())
                .isEqualTo("every week FRI 14:00 to MON 08:00 Europe/Berlin: why");
        assertThat(freeze("last 3 days", "last day").text())
                .isEqualTo("every month last 3 days to last day Europe/Berlin: why");
        assertThat(freeze("2026-12-20T00:00", "2027-01-04T00:00").text())
                .isEqualTo("2026-12-20T00:00 to 2027-01-04T00:00 Europe/Berlin: why");
    }
}
