package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, 500",
        "15s, 15000",
        "10m, 600000",
        "24h, 86400000",
        "14d, 1209600000",
        "2h 30m, 9000000",
        "2h30m, 9000000",
        "1d 1h 1m 1s 1ms, 90061001",
        "0s, 0",
        "' 90s ', 90000",
        "5M, 300000",
        "PT10M, 600000",
        "pt0.5s, 500",
        "P2D, 172800000"
    })
    void readsWhatPeopleWrite(String text, long millis) {
        assertThat(Durations.parse(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "10",
                "m",
                "1.5h",
                "10 minutes",
                "30m 2h",
                "1m 1m",
                "-5s",
                "PT-5M",
                "PT",
                "P1Y",
                "99999999999999999999s",
                "9999999999999d",
                "PT9999999999999999H"
            })
    void rejectsEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageStartingWith("expected a duration such as 500ms, 15s, 10m, 24h, 14d")
                .withMessageContaining("found '" + text + "'");
    }

    @Test
    void saysWhatIsWrongWithANumberWithoutUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("30"))
                .withMessageEndingWith("found '30' (the unit is missing)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "500, 500ms",
        "90000, 1m 30s",
        "600000, 10m",
        "1209600000, 14d",
        "812, 812ms",
        "86400001, 1d 1ms"
    })
    void writesTheShortestExactForm(long millis, String text) {
        assertThat(Durations.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(Durations.parse(text)).hasMillis(millis);
    }

    @Test
    void writesWhatIsFinerThanAMillisecondInIso() {
        assertThat(Durations.format(Duration.ofNanos(1500))).isEqualTo("PT0.0000015S");
        assertThat(Durations.parse("PT0.0000015S")).isEqualTo(Duration.ofNanos(1500));
    }

    @Test
    void writesNegativeOnesInIso() {
        assertThat(Durations.format(Duration.ofSeconds(-5))).isEqualTo("PT-5S");
    }
}
