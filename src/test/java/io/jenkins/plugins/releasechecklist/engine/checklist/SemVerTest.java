package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {
    @ParameterizedTest
    @CsvSource({
        "2.4.0, 2, 4, 0, ''",
        "v2.4.0, 2, 4, 0, ''",
        "V2.4.0, 2, 4, 0, ''",
        "'  2.4.0 ', 2, 4, 0, ''",
        "2.4, 2, 4, 0, ''",
        "10.20.30, 10, 20, 30, ''",
        "1.0.0-rc.1, 1, 0, 0, rc.1",
        "1.0-beta, 1, 0, 0, beta",
        "1.0.0-alpha-7, 1, 0, 0, alpha-7",
        "1.0.0+build.5, 1, 0, 0, ''",
        "1.0.0-rc.1+build.5, 1, 0, 0, rc.1",
        "999999999.0.0, 999999999, 0, 0, ''"
    })
    void readsVersions(String text, int major, int minor, int patch, String preRelease) {
        assertThat(SemVer.parse(text)).contains(new SemVer(major, minor, patch, preRelease));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "v",
                "2.",
                "2.4.",
                "2.4.0.1",
                "2024-05-04",
                "2024.05.04",
                "release-2.5.0",
                "01.2.3",
                "Bookworm",
                "2.4.0-",
                "2.4.0+",
                "-1.0.0",
                "1,2,3",
                "1.2.3 beta",
                "9999999999.0.0",
                "١.٢.٣"
            })
    void knowsNoOtherForm(String text) {
        assertThat(SemVer.parse(text)).isEmpty();
    }

    @Test
    void hasNoNegativePart() {
        assertThatThrownBy(() -> new SemVer(1, -2, 3, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected no negative part of a version, found 1.-2.3");
    }
}
