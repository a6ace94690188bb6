package io.jenkins.plugins.releasechecklist.actions.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({
        "Paula Product, PP",
        "anna maria van Dam, AD",
        "  qa  , Q",
        "élise, É",
        "'', ''",
        "😀 Smith, 😀S",
    })
    void shortensANameToItsInitials(String name, String initials) {
        assertThat(Wording.initials(name)).isEqualTo(initials);
    }
}
