package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTypeTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.3, 2.0.0, MAJOR",
        "1.2.3, 2.2.3, MAJOR",
        "1.2.3, 1.3.0, MINOR",
        "1.2.3, 1.3.3, MINOR",
        "1.2.3, 1.2.4, PATCH",
        "2.0.0, 1.9.9, MAJOR",
        "1.3.0, 1.2.9, MINOR",
        "1.2.4, 1.2.3, PATCH",
        "1.2.3, 1.2.3, PATCH",
        "1.2.3-rc.1, 1.2.3, PATCH",
        "v1.2, 1.2.1, PATCH",
        "1.2, v1.3, MINOR"
    })
    void followsFromTheFirstPartThatDiffers(String previous, String next, ReleaseType expected) {
        assertThat(ReleaseType.between(
                        SemVer.parse(previous), SemVer.parse(next).orElseThrow()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0", "0.0.1", "2.4.0"})
    void isMinorWithNoEarlierRelease(String first) {
        assertThat(ReleaseType.between(Optional.empty(), SemVer.parse(first).orElseThrow()))
                .isEqualTo(ReleaseType.MINOR);
    }

    @Test
    void isNamedInAnyCase() {
        assertThat(ReleaseType.named("patch")).contains(ReleaseType.PATCH);
        assertThat(ReleaseType.named(" Minor ")).contains(ReleaseType.MINOR);
        assertThat(ReleaseType.named("MAJOR")).contains(ReleaseType.MAJOR);
        assertThat(ReleaseType.named("hotfix")).isEmpty();
        assertThat(ReleaseType.named("")).isEmpty();
    }

    @Test
    void saysItsNameInLowerCase() {
        assertThat(ReleaseType.values()).extracting(ReleaseType::id).containsExactly("patch", "minor", "major");
    }
}
