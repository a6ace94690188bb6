package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationTest {
    /** A hundred rounds. */
    private static VerificationRules rules(String successRate, String p95, boolean version) {
        return new VerificationRules(
                Duration.ofSeconds(1000),
                Duration.ofSeconds(10),
                Criterion.parse(successRate),
                p95.isEmpty() ? Optional.empty() : Optional.of(Criterion.parse(p95)),
                version);
    }

    private static void add(Verification verification, int count, boolean passed, long millis) {
        for (int i = 0; i < count; i++) {
            verification.add(new Sample(
                    Instant.EPOCH,
                    "health",
                    passed,
                    millis,
                    passed ? "" : "expected status 200-299, got 503 Service Unavailable"));
        }
    }

    private static Sample version(String error) {
        return new Sample(Instant.EPOCH, VersionProbe.CHECK_NAME, error.isEmpty(), 5, error);
    }

    @Test
    void plansAsManyRoundsAsTheDurationHasRoomFor() {
        assertThat(rules(">= 99%", "", false).plannedRounds()).isEqualTo(100);
        assertThat(VerificationRules.of(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false)
                        .plannedRounds())
                .isEqualTo(40);
        assertThat(VerificationRules.of(
                                Optional.of(Duration.ofSeconds(1)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false)
                        .plannedRounds())
                .isEqualTo(1);
    }

    @Test
    void rejectsCriteriaOfTheWrongKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules("<= 99%", "", false))
                .withMessage("successRate: expected > or >= and a percentage, found '<= 99%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(">= 101%", "", false))
                .withMessage("successRate: expected what can be reached with 100%, found '>= 101%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(">= 99%", "<= 5%", false))
                .withMessage("p95: expected < or <= and a duration, found '<= 5%'");
    }

    @Test
    void passesWhenEverythingHolds() {
        Verification verification = new Verification(rules(">= 99%", "<= 800ms", false), 1);
        add(verification, 99, true, 100);
        add(verification, 1, false, 1);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons())
                .containsExactly(
                        "the success rate is 99% (99 of 100 samples passed), expected >= 99%",
                        "the 95th percentile of the latency is 100ms, expected <= 800ms");
        assertThat(assessment.statistics().successRate()).hasValue(0.99);
        assertThat(assessment.statistics().p95Millis()).hasValue(100);
    }

    @Test
    void failsWhenTheSuccessRateIsMissed() {
        Verification verification = new Verification(rules(">= 99%", "", false), 1);
        add(verification, 98, true, 100);
        add(verification, 2, false, 1);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly(
                        "the success rate is 98% (98 of 100 samples passed), expected >= 99%",
                        "the last error was: health: expected status 200-299, got 503 Service Unavailable");
    }

    @Test
    void takesTheNearestRankOfTheLatenciesThatPassed() {
        Verification verification = new Verification(rules(">= 50%", "<= 95ms", false), 1);
        for (int millis = 100; millis >= 1; millis--) {
            add(verification, 1, true, millis);
        }
        add(verification, 10, false, 30_000);
        assertThat(verification.statistics().p95Millis()).hasValue(95);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void failsWhenTheLatencyIsTooHigh() {
        Verification verification = new Verification(rules(">= 50%", "< 95ms", false), 1);
        for (int millis = 1; millis <= 100; millis++) {
            add(verification, 1, true, millis);
        }
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons()).containsExactly("the 95th percentile of the latency is 95ms, expected < 95ms");
    }

    @Test
    void isInconclusiveWithFewerThanHalfOfTheSamples() {
        Verification verification = new Verification(rules(">= 99%", "", false), 2);
        add(verification, 99, true, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.decide().reasons()).containsExactly("only 99 of 200 planned samples were taken");
        add(verification, 1, true, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void isInconclusiveWithoutAnySample() {
        Verification verification = new Verification(rules(">= 0%", "", true), 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.statistics().successRate()).isEmpty();
        assertThat(verification.statistics().p95Millis()).isEmpty();
    }

    @Test
    void isInconclusiveAboutTheLatencyWhenNothingPassed() {
        Verification verification = new Verification(rules(">= 0%", "<= 1s", false), 1);
        add(verification, 100, false, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void failsAsSoonAsTheSuccessRateCannotBeReachedAnyMore() {
        Verification verification = new Verification(rules(">= 99%", "", false), 1);
        add(verification, 1, false, 1);
        assertThat(verification.certain(99)).isEmpty();
        add(verification, 1, false, 1);
        Assessment assessment = verification.certain(98).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .first()
                .isEqualTo("the success rate can reach at most 98% (0 of 2 samples passed), expected >= 99%");
    }

    @Test
    void failsAsSoonAsTheLatencyCannotBecomeGoodAnyMore() {
        Verification verification = new Verification(rules(">= 50%", "<= 800ms", false), 1);
        add(verification, 5, true, 900);
        assertThat(verification.certain(95)).isEmpty();
        add(verification, 1, true, 900);
        Assessment assessment = verification.certain(94).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly(
                        "the 95th percentile of the latency is 900ms by now and can no longer become <= 800ms");
    }

    @Test
    void passesAsSoonAsNothingCanGoWrongAnyMore() {
        Verification verification = new Verification(rules(">= 90%", "<= 800ms", false), 1);
        add(verification, 94, true, 100);
        assertThat(verification.certain(6)).isEmpty();
        add(verification, 1, true, 100);
        Assessment assessment = verification.certain(5).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons()).last().isEqualTo("the remaining samples cannot change that");
    }

    @Test
    void isInconclusiveAsSoonAsTooFewSamplesCanBeTaken() {
        Verification verification = new Verification(rules(">= 99%", "", false), 1);
        add(verification, 10, true, 1);
        assertThat(verification.certain(40)).isEmpty();
        Assessment assessment = verification.certain(39).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(assessment.reasons()).containsExactly("only 49 of 100 planned samples can be taken");
    }

    @Test
    void failsWhenTheLastVersionIsWrong() {
        Verification verification = new Verification(rules(">= 50%", "", true), 1);
        add(verification, 98, true, 1);
        verification.add(version(""));
        verification.add(version("expected version 2.4.0, got 2.3.1"));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verification.decide().reasons()).containsExactly("expected version 2.4.0, got 2.3.1");
    }

    @Test
    void passesWhenTheVersionBecameRight() {
        Verification verification = new Verification(rules(">= 50%", "", true), 1);
        add(verification, 98, true, 1);
        verification.add(version("expected version 2.4.0, got 2.3.1"));
        verification.add(version(""));
        assertThat(verification.certain(1)).isEmpty();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void failsWhenTheVersionWasNeverRead() {
        Verification verification = new Verification(rules(">= 50%", "", true), 1);
        add(verification, 100, true, 1);
        assertThat(verification.decide().reasons()).containsExactly("the version was never read");
    }

    @Test
    void showsARateThatWasJustMissedAsMissed() {
        Verification verification = new Verification(rules(">= 99%", "", false), 1000);
        add(verification, 98_999, true, 1);
        add(verification, 1_001, false, 1);
        assertThat(verification.decide().reasons()).first().asString().startsWith("the success rate is 98.99% (");
    }
}
