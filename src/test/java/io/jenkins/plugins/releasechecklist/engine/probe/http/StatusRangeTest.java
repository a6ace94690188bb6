package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRangeTest {
    @ParameterizedTest
    @CsvSource({"200, 200, 200", "2xx, 200, 299", "5XX, 500, 599", "200-299, 200, 299", "301 - 308, 301, 308"})
    void readsAStatusOrARange(String text, int from, int to) {
        assertThat(StatusRange.parse(text)).isEqualTo(new StatusRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "ok", "20", "2000", "299-200", "099", "600", "6xx", "200-", "200,", ",200", "200 204", "200, ok"
            })
    void rejectsEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusRange.parse(text))
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @CsvSource({"204, true", "200, true", "301, true", "302, true", "201, false", "303, false"})
    void readsSeveral(int status, boolean accepted) {
        StatusRange several = StatusRange.parse("200, 204,301-302");
        assertThat(several.contains(status)).isEqualTo(accepted);
        assertThat(several).hasToString("200, 204, 301-302");
    }

    @ParameterizedTest
    @CsvSource({"2xx, 200, true", "2xx, 299, true", "2xx, 300, false", "404, 404, true", "404, 403, false"})
    void acceptsWhatLiesInside(String range, int status, boolean accepted) {
        assertThat(StatusRange.parse(range).contains(status)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "2xx, 200-299"})
    void writesItself(String text, String canonical) {
        assertThat(StatusRange.parse(text)).hasToString(canonical);
    }
}
