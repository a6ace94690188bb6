package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Berlin", "UTC", "+02:00", "-05:00", "Z", "America/Port-au-Prince", "Etc/UTC", "UTC+02:00"
            })
    void takesWhatMeansTheSameToEverybody(String name) {
        assertThat(TimeZoneName.require(" " + name + " ")).isEqualTo(ZoneId.of(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EST     | such as America/New_York, or -05:00 for a time without daylight saving",
                "EST5EDT | such as America/New_York, or -05:00 for a time without daylight saving",
                "cst     | such as America/Chicago, Asia/Shanghai or America/Havana",
                "IST     | such as Asia/Kolkata, Europe/Dublin or Asia/Jerusalem",
                "CET     | such as Europe/Berlin",
                "GMT     | such as UTC, or Europe/London for a time with daylight saving",
                "GB      | such as Europe/Berlin"
            })
    void saysWhichCityToWriteForAnAbbreviation(String name, String advice) {
        assertThatThrownBy(() -> TimeZoneName.require(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "expected a time zone such as Europe/Berlin, UTC or +02:00, found '" + name + "'; ")
                .hasMessageEndingWith(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GMT+1", "Etc/GMT+1", "Etc/GMT-14", "gmt-05:00", "UT+1"})
    void refusesASignThatIsReadInTwoWays(String name) {
        assertThatThrownBy(() -> TimeZoneName.require(name))
                .hasMessageEndingWith(
                        "found '" + name + "'; the same sign means the opposite in GMT+1 and in Etc/GMT+1: write"
                                + " +01:00 for a time ahead of UTC, -01:00 for one behind it");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Brelin, 'found ''Europe/Brelin''; did you mean ''Europe/Berlin''?'",
        "new york, 'found ''new york''; did you mean ''America/New_York''?'",
        "'', found nothing",
        "somewhere else, found 'somewhere else'"
    })
    void suggestsWhatWasProbablyMeant(String name, String found) {
        assertThatThrownBy(() -> TimeZoneName.require(name)).hasMessageEndingWith(found);
    }

    @Test
    void stillReadsWhatWasTakenBefore() {
        assertThat(TimeZoneName.saved("CET")).isEqualTo(ZoneId.of("CET"));
        assertThat(TimeZoneName.saved("Etc/GMT+1")).isEqualTo(ZoneId.of("Etc/GMT+1"));
    }
}
