package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTermsTest {
    private static VerificationRules again(Optional<Duration> interval, Duration more) {
        VerifyPlan wishes = new VerifyPlan(
                Optional.of(Duration.ofMinutes(10)),
                interval,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return new VerificationTerms(Optional.empty(), List.of(), wishes.rules(), interval).again(more);
    }

    @ParameterizedTest
    @CsvSource({"20, 3", "2, 30", "60, 1", "300, 1"})
    void looksAgainAtTheIntervalThatSomebodySaid(long interval, long rounds) {
        VerificationRules rules = again(Optional.of(Duration.ofSeconds(interval)), Duration.ofMinutes(1));
        assertThat(rules.interval()).isEqualTo(Duration.ofSeconds(Math.min(60, interval)));
        assertThat(rules.plannedRounds()).isEqualTo(rounds);
    }

    @Test
    void looksAgainTenTimesWhereNobodySaidAnInterval() {
        assertThat(again(Optional.empty(), Duration.ofMinutes(1)).plannedRounds())
                .isEqualTo(10);
    }
}
