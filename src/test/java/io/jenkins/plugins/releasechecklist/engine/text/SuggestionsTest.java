package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> KEYS =
            List.of("duration", "interval", "successRate", "p95", "version", "metrics", "url");

    @ParameterizedTest
    @CsvSource({
        "durations, duration",
        "intervall, interval",
        "sucessRate, successRate",
        "successrate, successRate",
        "vesrion, version",
        "p59, p95",
        "utl, url",
        "METRICS, metrics"
    })
    void findsWhatWasMeant(String found, String meant) {
        assertThat(Suggestions.closest(found, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"timeout", "x", "zzz", "''"})
    void staysSilentWhenNothingIsNear(String found) {
        assertThat(Suggestions.closest(found, KEYS)).isEmpty();
    }

    @Test
    void takesTheFirstOfSeveralThatAreEquallyNear() {
        assertThat(Suggestions.closest("cat", List.of("car", "cap"))).contains("car");
    }
}
