package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.window.OpeningHours;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowReaderTest {

    private static Window window(String window) {
        return Texts.live("window: " + window).window().orElseThrow();
    }

    private static OpeningHours hours(String window) {
        return window(window).anyOf().get(0);
    }

    private static List<String> mistakes(String window) {
        return Mistakes.inEnvironment("window: " + window);
    }

    @Test
    void isOpenEveryDayUnlessDaysAreNamed() {
        assertThat(hours("{from: '22:00', to: '02:00', zone: UTC}").days())
                .containsExactlyInAnyOrder(DayOfWeek.values());
        assertThat(hours("{days: [SUN], from: '22:00', to: '02:00', zone: UTC}").days())
                .containsExactly(DayOfWeek.SUNDAY);
    }

    @Test
    void readsTimesThatYamlWouldTakeForNumbers() {
        OpeningHours window = hours("{from: 09:00, to: 16:30, zone: +02:00}");
        assertThat(window.from()).isEqualTo(LocalTime.of(9, 0));
        assertThat(window.to()).isEqualTo(LocalTime.of(16, 30));
        assertThat(window.zone()).isEqualTo(ZoneOffset.ofHours(2));
    }

    @Test
    void needsTimesAndZone() {
        assertThat(mistakes("{}"))
                .containsExactly(
                        "window.from: expected a time of day from 00:00 to 23:59, found nothing",
                        "window.to: expected a time of day from 00:00 to 24:00, found nothing",
                        "window.zone: expected a time zone such as Europe/Berlin, found nothing");
    }

    @Test
    void rejectsDaysThatDoNotExist() {
        assertThat(mistakes("{days: [Monday, MON, MON, []], from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly(
                        "window.days[0]: expected a day (MON, TUE, WED, THU, FRI, SAT, SUN), found \"Monday\";"
                                + " did you mean \"MON\"?",
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

    @ParameterizedTest
    @CsvSource({"9:00, 09:00", "9, 09:00", "'9:05', 09:05", "12, 12:00"})
    void suggestsTimesInFull(String written, String meant) {
        assertThat(mistakes("{from: " + written + ", to: '14:00', zone: UTC}"))
                .singleElement()
                .asString()
                .endsWith("; did you mean \"" + meant + "\"?");
        assertThat(mistakes("{from: '07:00', to: " + written + ", zone: UTC}"))
                .singleElement()
                .asString()
                .endsWith("; did you mean \"" + meant + "\"?");
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
                        + " 'Europe/Brelin'; did you mean 'Europe/Berlin'?");
    }

    @Test
    void rejectsZonesThatPeopleTakeForDifferentOnes() {
        assertThat(mistakes("{from: '09:00', to: '10:00', zone: EST}"))
                .containsExactly(
                        "window.zone: expected a time zone such as Europe/Berlin, UTC or +02:00, found 'EST'; it"
                                + " stands for several zones, or hides daylight saving time: write the zone of a city, such as"
                                + " America/New_York, or -05:00 for a time without daylight saving");
    }

    @Test
    void takesTextAMappingOrAListOfBoth() {
        Window text = window("MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin");
        assertThat(text.text()).isEqualTo("MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin");
        assertThat(window("[{days: [SAT], from: '00:00', to: '24:00', zone: UTC}, 'SUN 10:00-12:00 UTC']"))
                .isEqualTo(Window.parse("SAT all day, SUN 10:00-12:00 UTC"));
    }

    @Test
    void saysWhatIsWrongInATextOrInAList() {
        assertThat(mistakes("MON 09:00-16:00"))
                .containsExactly(
                        "window: expected a time zone such as Europe/Berlin at the end of 'MON 09:00-16:00', found"
                                + " '09:00-16:00'");
        assertThat(mistakes("[]")).containsExactly("window: expected at least one of the windows, found an empty list");
        assertThat(mistakes("['Someday UTC']"))
                .singleElement()
                .asString()
                .startsWith("window[0]: expected days and times");
        assertThat(mistakes("true"))
                .containsExactly(
                        "window: expected days and times and, at the end, a time zone, such as MON-THU 09:00-16:00,"
                                + " FRI 09:00-12:00 Europe/Berlin, found 'true'");
        assertThat(mistakes(""))
                .containsExactly(
                        "window: expected a window such as MON-FRI 09:00-16:00 Europe/Berlin, a mapping with the keys"
                                + " days, from, to, zone, or a list of windows, found nothing");
    }

    @Test
    void rejectsUnknownKeys() {
        assertThat(mistakes("{day: [MON], from: '09:00', to: '10:00', zone: UTC}"))
                .containsExactly("window.day: unknown key; did you mean \"days\"? Allowed: days, from, to, zone");
    }
}
