package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionChangeTest {
    private static VersionChange between(String released, String version) {
        return VersionChange.between(Arrays.asList(released.split(" ")), version);
    }

    @ParameterizedTest
    @CsvSource({
        "2.4.0, 3.0.0, MAJOR, 2.4.0",
        "2.4.0, 2.5.0, MINOR, 2.4.0",
        "2.4.0, 2.5.1, MINOR, 2.4.0",
        "2.4.0, 2.4.1, PATCH, 2.4.0",
        "1.9.0 2.0.0, 2.0.1, PATCH, 2.0.0",
        "1.9.0 2.0.0, 1.9.1, PATCH, 1.9.0",
        "1.9.0 2.0.0 1.9.1, 2.0.1, PATCH, 2.0.0",
        "1.9.0 2.0.0 1.9.1, 1.10.0, MINOR, 1.9.1",
        "1.8.0 2.0.0, 1.9.1, MINOR, 1.8.0",
        "1.9.0 2.0.0-rc.1, 2.0.0, MAJOR, 1.9.0",
        "1.9.0 2.0.0-rc.1, 2.0.0-rc.2, MAJOR, 1.9.0",
        "2.4.0 2.4.1-rc.1, 2.4.1, PATCH, 2.4.0",
        "1.9.0 2.0.0, 2.0.0, MAJOR, 1.9.0",
        "v2.4.0, V2.4.1+build.7, PATCH, v2.4.0",
        "2.4.0+build.6, v2.5, MINOR, 2.4.0+build.6",
        "2024-05-04 nightly 2.4.0, 3.0.0, MAJOR, 2.4.0"
    })
    void comparesWithTheClosestFinalReleaseBelow(String released, String version, ReleaseType type, String previous) {
        VersionChange change = between(released, version);
        assertThat(change.type()).isEqualTo(type);
        assertThat(change.previous()).contains(previous);
        assertThat(change.guess()).isFalse();
        assertThat(change.text().text()).isEqualTo(previous + " to " + version + " is " + type.id());
    }

    @ParameterizedTest
    @CsvSource({
        "2.0.0, 1.9.1, PATCH",
        "2.0.0, 1.9.0, MINOR",
        "2.0.0, 1.0.0, MAJOR",
        "2.0.0-rc.1, 2.0.0, MAJOR",
        "1.2.3-rc.1, 1.2.3, PATCH",
        "2.4.1, 2.4.1, PATCH"
    })
    void goesByTheNumberOfAVersionWhoseLineHasNoRelease(String released, String version, ReleaseType type) {
        VersionChange change = between(released, version);
        assertThat(change.type()).isEqualTo(type);
        assertThat(change.previous()).isEmpty();
        assertThat(change.guess()).isFalse();
        assertThat(change.text().text()).contains(version, "by its number it is " + type.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "v2",
                "2026-05-04",
                "2026.05.04",
                "2026.5.4",
                "20260504.1",
                "release-2.5.0",
                "2.4.0.1",
                "Bookworm"
            })
    void guessesWhereTheVersionIsNone(String version) {
        VersionChange change = between("2.4.0", version);
        assertThat(change.type()).isEqualTo(ReleaseType.MINOR);
        assertThat(change.guess()).isTrue();
        assertThat(change.text().text()).contains("'" + version + "'", "guess", "minor");
        assertThat(change.possible()).containsExactlyInAnyOrder(ReleaseType.values());
    }

    @ParameterizedTest
    @CsvSource({"'', 3.0.0, MAJOR", "'', 2.4.0, MINOR", "'', 2.4.1, PATCH", "2.4.0, 3.0.0, MAJOR", "2.4.0, 2.4.1, PATCH"
    })
    void canOnlyBeWhatTheVersionsSay(String released, String version, ReleaseType type) {
        assertThat(between(released, version).possible()).containsExactly(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-05-04", "nightly"})
    void guessesWhereThereIsNothingToCompareWith(String released) {
        VersionChange change = between(released, "2.4.1");
        assertThat(change.type()).isEqualTo(ReleaseType.MINOR);
        assertThat(change.guess()).isTrue();
        assertThat(change.previous()).isEmpty();
        assertThat(VersionChange.between(List.of(), "2.4.1")).isEqualTo(change);
    }

    @Test
    void doesNotDependOnTheOrderOfTheReleases() {
        List<String> released = Arrays.asList("1.8.0", "2.0.0", "1.9.0", "2.1.0-beta", "1.9.1");
        VersionChange change = VersionChange.between(released, "1.9.2");
        Collections.reverse(released);
        assertThat(VersionChange.between(released, "1.9.2")).isEqualTo(change);
        assertThat(change.previous()).isEqualTo(Optional.of("1.9.1"));
    }
}
