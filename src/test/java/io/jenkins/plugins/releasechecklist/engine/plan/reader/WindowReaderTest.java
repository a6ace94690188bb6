package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowReaderTest {

    private static Window window(String window) {
        return Texts.live("window: " + window).window().orElseThrow();
    }

    private static List<String> mistakes(String window) {
        return Mistakes.inEnvironment("window: " + window);
    }

    @Test
    void isOpenEveryDayUnlessDaysAreNamed() {
        assertThat(window("{from: '22:00', to: '02:00', zone: UTC}").days())
                .containsExactlyInAnyOrder(DayOfWeek.values());
        assertThat(window("{days: [SUN], from: '22:00', to: '02:00', zone: UTC}")
                        .days())
                .containsExactly(DayOfWeek.SUNDAY);
    }

    @Test
    void readsTimesThatYamlWouldTakeForNumbers() {
        Window window = window("{from: 09:00, to: 16:30, zone: +02:00}");
        assertThat(window.from()).isEqualTo(LocalTime.of(9, 0));
        assertThat(window.to()).isEqualTo(LocalTime.of(16, 30));
        assertThat(window.zone()).isEqualTo(ZoneOffset.ofHours(2));
    }

    @Test
    void needsTimesAndZone() {
        assertThat(mistakes("{}"))
                .containsExactly(
                        "window.from: expected a time of day from 00:00 to 23:59, found nothing",
                        "window.to: expected a time of day from 00:00 to 23:59, found nothing",
                        "window.zone: expected a time zone such as Europe/Berlin, found nothing");
    }

    @Test
    void rejectsDaysThatDoNotExist() {
        assertThat(mistakes("{days: [Monday, MON, MON, []], from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly(
                        "window.days[0]: expected a day (MON, TUE, WED, THU, FRI, SAT, SUN), found \"Monday\"",
                        "window.days[2]: expected each of the days once, found \"MON\" again (first on line 3)",
                        "window.days[3]: expected a day (MON, TUE, WED, THU, FRI, SAT, SUN), found a list");
        assertThat(mistakes("{days: [], from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly("window.days: expected at least one of the days, found an empty list");
        assertThat(mistakes("{days: MON, from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly("window.days: expected a list of days, found \"MON\"");
    }

    @Test
    void rejectsTimesThatDoNotExist() {
        for (String time : List.of("'9:00'", "'24:00'", "'12:60'", "'09:00:00'", "9", "noon", "{}")) {
            assertThat(mistakes("{from: " + time + ", to: '10:00', zone: UTC}"))
                    .singleElement()
                    .asString()
                    .startsWith("window.from: expected a time of day from 00:00 to 23:59, found ");
        }
    }

    @Test
    void rejectsAWindowWithoutLength() {
        assertThat(mistakes("{from: '09:00', to: '09:00', zone: UTC}"))
                .containsExactly("window.to: expected another time than from, found 09:00");
    }

    @Test
    void rejectsZonesThatDoNotExist() {
        assertThat(mistakes("{from: '09:00', to: '10:00', zone: Europe/Brelin}"))
                .containsExactly("window.zone: expected a time zone such as Europe/Berlin, UTC or +02:00, found"
                        + " \"Europe/Brelin\"; did you mean \"Europe/Berlin\"?");
    }

    @Test
    void rejectsUnknownKeys() {
        assertThat(mistakes("{day: [MON], from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly("window.day: unknown key; did you mean \"days\"? Allowed: days, from, to, zone");
    }
}
