package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private int round;

    private void pass(Verification verification, int count, long millis) {
        for (int i = 0; i < count; i++) {
            verification.add(Verifying.passed(round++, millis));
        }
    }

    private void fail(Verification verification, int count) {
        for (int i = 0; i < count; i++) {
            verification.add(Verifying.failed(round++));
        }
    }

    @Test
    void plansAsManyRoundsAsTheDurationHasRoomFor() {
        assertThat(Verifying.demanding(">= 99%").rules().plannedRounds()).isEqualTo(100);
        assertThat(new Verifying()
                        .rules()
                        .within(Duration.ofSeconds(1), Duration.ofSeconds(15))
                        .plannedRounds())
                .isEqualTo(1);
    }

    @Test
    void demandsASuccessRateOf99PercentUnlessItIsToldAnother() {
        assertThat(new Verifying().rules().criteria())
                .isEqualTo(Map.of(Measure.SUCCESS_RATE, Criterion.parse(">= 99%")));
    }

    @Test
    void rejectsCriteriaOfTheWrongKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verifying.demanding("<= 99%").rules())
                .withMessage("successRate: expected > or >= and a percentage, found '<= 99%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verifying.demanding(">= 101%").rules())
                .withMessage("successRate: expected what can be reached with 100%, found '>= 101%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Verifying.demanding(">= 99%").and(Measure.P95, "<= 5%").rules())
                .withMessage("p95: expected < or <= and a duration, found '<= 5%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verifying.demanding(">= baseline - 3s").rules())
                .withMessage("successRate: expected > or >= and a percentage, found '>= baseline - 3s'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verifying.demanding(">= 99%").endingAfter(-1).rules())
                .withMessage("consecutiveFailures: expected 1 or more, or 0 for no limit, found -1");
    }

    @Test
    void passesWhenEverythingHolds() {
        Verification verification =
                Verifying.demanding(">= 99%").and(Measure.P95, "<= 800ms").begin();
        pass(verification, 99, 100);
        fail(verification, 1);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons())
                .containsExactly(
                        "success rate 99% (99 of 100 samples, limit >= 99%)", "p95 latency 100ms (limit <= 800ms)");
        assertThat(assessment.statistics().successRate()).contains(0.99);
        assertThat(assessment.statistics().latency()).contains(new LatencyQuantiles(100, 100, 100));
    }

    @Test
    void namesTheCheckThatMissedTheSuccessRate() {
        Verification verification = Verifying.demanding(">= 99%").begin();
        pass(verification, 98, 100);
        fail(verification, 2);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly(
                        "health failed in 2 of 100 samples, the last 2 in a row since 00:16:20 UTC: got 503",
                        "success rate 98% (98 of 100 samples, limit >= 99%)");
    }

    @Test
    void takesTheNearestRankOfTheLatenciesThatPassed() {
        Verification verification =
                Verifying.demanding(">= 50%").and(Measure.P95, "<= 95ms").begin();
        for (int millis = 100; millis >= 1; millis--) {
            pass(verification, 1, millis);
        }
        for (int i = 0; i < 10; i++) {
            verification.add(new Sample(Verifying.at(round++), "health", false, 30_000, "too late"));
        }
        assertThat(verification.statistics().latency()).contains(new LatencyQuantiles(50, 95, 99));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void judgesEveryQuantileThatIsDemanded() {
        Verification verification = Verifying.demanding(">= 50%")
                .and(Measure.P50, "<= 49ms")
                .and(Measure.P95, "< 95ms")
                .and(Measure.P99, "<= 99ms")
                .begin();
        for (int millis = 1; millis <= 100; millis++) {
            pass(verification, 1, millis);
        }
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly("median latency 50ms (limit <= 49ms)", "p95 latency 95ms (limit < 95ms)");
    }

    @Test
    void tellsAndJudgesLatenciesExactly() {
        Verification verification =
                Verifying.demanding(">= 50%").and(Measure.P95, "<= 30000ms").begin();
        pass(verification, 100, 30_000);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(verification.statistics().latency()).contains(new LatencyQuantiles(30_000, 30_000, 30_000));
        pass(verification, 6, 30_001);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void isInconclusiveWithFewerThanHalfOfTheSamples() {
        Verification verification = Verifying.demanding(">= 99%").withChecks(2).begin();
        pass(verification, 99, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.decide().reasons())
                .containsExactly("only 99 of 200 planned samples were taken", "1 of 100 planned rounds missed");
        pass(verification, 1, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void failsEvenWithFewSamplesWhenTheMissingOnesCouldNotHaveSavedIt() {
        Verification verification = Verifying.demanding(">= 99%").begin();
        pass(verification, 8, 1);
        fail(verification, 2);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons()).last().isEqualTo("90 of 100 planned rounds missed");
    }

    @Test
    void isInconclusiveWithoutAnySample() {
        Verification verification = Verifying.demanding(">= 0%").begin();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.statistics().successRate()).isEmpty();
        assertThat(verification.statistics().latency()).isEmpty();
    }

    @Test
    void isInconclusiveAboutTheLatencyWhenNothingPassed() {
        Verification verification =
                Verifying.demanding(">= 0%").and(Measure.P95, "<= 1s").begin();
        fail(verification, 100);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void failsAsSoonAsTheSuccessRateCannotBeReachedAnyMore() {
        Verification verification = Verifying.demanding(">= 99%").begin();
        fail(verification, 1);
        assertThat(verification.certain(99)).isEmpty();
        fail(verification, 1);
        Assessment assessment = verification.certain(98).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly(
                        "health failed in all 2 samples: got 503",
                        "success rate 0% (0 of 2 samples): >= 99% can no longer be met");
    }

    @Test
    void failsAsSoonAsTheLatencyCannotBecomeGoodAnyMore() {
        Verification verification =
                Verifying.demanding(">= 50%").and(Measure.P95, "<= 800ms").begin();
        pass(verification, 5, 900);
        assertThat(verification.certain(95)).isEmpty();
        pass(verification, 1, 900);
        Assessment assessment = verification.certain(94).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons()).containsExactly("p95 latency 900ms: <= 800ms can no longer be met");
    }

    @Test
    void passesAsSoonAsNothingCanGoWrongAnyMore() {
        Verification verification =
                Verifying.demanding(">= 90%").and(Measure.P95, "<= 800ms").begin();
        pass(verification, 94, 100);
        assertThat(verification.certain(6)).isEmpty();
        pass(verification, 1, 100);
        Assessment assessment = verification.certain(5).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons()).last().isEqualTo("the remaining samples cannot change that");
    }

    @Test
    void looksOnWhereTooFewSamplesCanBeTakenBecauseTheyMayStillFail() {
        Verification verification = Verifying.demanding(">= 99%").begin();
        pass(verification, 10, 1);
        assertThat(verification.certain(39)).isEmpty();
        fail(verification, 2);
        assertThat(verification.certain(37).orElseThrow().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void failsEarlyOnlyWhereMissingTheRestWouldFailAsWell() {
        Verification verification = Verifying.demanding(">= 50%").rounds(6).begin();
        fail(verification, 2);
        assertThat(verification.certain(1)).isEmpty();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void letsOneOfFortySamplesFailWhere99PercentAreDemanded() {
        Verification verification = Verifying.demanding(">= 99%").rounds(40).begin();
        fail(verification, 1);
        assertThat(verification.certain(39)).isEmpty();
        pass(verification, 39, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(verification.decide().reasons())
                .containsExactly("success rate 97.5% (39 of 40 samples, limit >= 99%: at most 1 of 40 may fail)");
        fail(verification, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
    }

    @ParameterizedTest
    @CsvSource({
        ">= 99%, 40, 1, at most 1 of 40",
        ">= 99%, 40, 2, at most 1 of 80",
        ">= 99%, 100, 3, at most 3 of 300",
        ">= 95%, 40, 1, at most 2 of 40",
        ">= 99.9%, 40, 1, at most 1 of 40",
        "> 99%, 100, 1, at most 1 of 100",
        "> 99%, 200, 1, at most 1 of 200",
        ">= 100%, 40, 1, none of 40",
        ">= 99%, 9, 1, none of 9",
        ">= 50%, 5, 1, at most 2 of 5",
        ">= 0%, 5, 1, at most 5 of 5"
    })
    void tellsHowManySamplesMayFail(String rate, int rounds, int checks, String words) {
        assertThat(Verifying.demanding(rate).rounds(rounds).rules().tolerance(checks))
                .contains(words + " samples may fail (successRate " + rate + ")");
    }

    @Test
    void rememberAfterARestartThatACheckBrokeDown() {
        Verification verification = Verifying.demanding(">= 10%").endingAfter(2).begin();
        fail(verification, 2);
        pass(verification, 5, 1);
        assertThat(verification.certain(93).orElseThrow().reasons())
                .containsExactly("health failed in all 2 samples: got 503 (limit: 2 failures in a row)");
    }

    @Test
    void rememberAfterARestartThatTheVersionWasLost() {
        Verification verification = Verifying.demanding(">= 10%").withVersion().begin();
        verification.add(Verifying.version(0, ""));
        for (int i = 1; i < 4; i++) {
            verification.add(Verifying.version(i, "expected version 2.4.0, got 2.3.1"));
        }
        verification.add(Verifying.version(4, ""));
        assertThat(verification.certain(95).orElseThrow().reasons())
                .containsExactly("expected version 2.4.0, got 2.3.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no answer within 15s",
                "expected status 200-299, got 503 Service Unavailable",
                "expected version 2.4.0, got an empty answer",
                "expected version 2.4.0, got an answer that is no JSON (line 1, column 4)",
                "expected version 2.4.0, got an answer without a version",
                "expected version 2.4.0, found no value at $.version"
            })
    void doesNotTakeAVersionThatCannotBeReadForAnotherOne(String error) {
        Verification verification = Verifying.demanding(">= 10%").withVersion().begin();
        pass(verification, 100, 1);
        verification.add(Verifying.version(0, ""));
        for (int i = 1; i < 99; i++) {
            verification.add(Verifying.version(i, error));
        }
        assertThat(verification.certain(1)).isEmpty();
        assertThat(verification.wantsAnotherLook()).isTrue();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.decide().reasons())
                .containsExactly("the version could not be read at the last look: " + error);
        verification.add(Verifying.version(99, ""));
        assertThat(verification.wantsAnotherLook()).isFalse();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void knowsAnotherVersionByWhatWasReadAndNotByTheWords() {
        Verification verification = Verifying.demanding(">= 10%").withVersion().begin();
        pass(verification, 100, 1);
        verification.add(new Sample(Verifying.at(0), "version", false, 1, Phrase.plain("an older one"), "2.3.1"));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verification.decide().reasons()).containsExactly("an older one");
    }

    @Test
    void tellsWhatWasMissedAlsoWhenItPasses() {
        Verification verification = Verifying.demanding(">= 99%").begin();
        pass(verification, 92, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(verification.decide().reasons()).last().isEqualTo("8 of 100 planned rounds missed");
    }

    @Test
    void failsAtOnceAfterTooManyFailuresInARow() {
        Verification verification = Verifying.demanding(">= 10%").endingAfter(3).begin();
        fail(verification, 2);
        pass(verification, 1, 1);
        fail(verification, 2);
        assertThat(verification.certain(95)).isEmpty();
        fail(verification, 1);
        Assessment assessment = verification.certain(94).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly("health failed in 5 of 6 samples, the last 3 in a row since 00:00:30 UTC: got 503"
                        + " (limit: 3 failures in a row)");
    }

    @Test
    void doesNotPassEarlyWhileFailuresInARowCanStillCome() {
        Verification verification = Verifying.demanding(">= 10%").endingAfter(3).begin();
        pass(verification, 90, 1);
        assertThat(verification.certain(10)).isEmpty();
    }

    @Test
    void failsWhenTheLastVersionIsWrong() {
        Verification verification = Verifying.demanding(">= 99%").withVersion().begin();
        pass(verification, 100, 1);
        verification.add(Verifying.version(98, ""));
        verification.add(Verifying.version(99, "expected version 2.4.0, got 2.3.1"));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verification.decide().reasons()).containsExactly("expected version 2.4.0, got 2.3.1");
    }

    @Test
    void doesNotTakeARolloutForAFailure() {
        Verification verification = Verifying.demanding(">= 99%").withVersion().begin();
        pass(verification, 100, 1);
        for (int i = 0; i < 20; i++) {
            verification.add(Verifying.version(i, "expected version 2.4.0, got 2.3.1"));
        }
        verification.add(Verifying.version(20, ""));
        assertThat(verification.certain(79)).isEmpty();
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(verification.statistics().samples()).isEqualTo(100);
    }

    @Test
    void failsAtOnceWhenTheRightVersionIsLostAgain() {
        Verification verification = Verifying.demanding(">= 99%").withVersion().begin();
        verification.add(Verifying.version(0, ""));
        verification.add(Verifying.version(1, "expected version 2.4.0, got 2.3.1"));
        verification.add(Verifying.version(2, "expected version 2.4.0, got 2.3.1"));
        assertThat(verification.certain(97)).isEmpty();
        verification.add(Verifying.version(3, "1 of 3 instances is not as expected"));
        assertThat(verification.certain(96).orElseThrow().reasons())
                .first()
                .isEqualTo("1 of 3 instances is not as expected");
    }

    @Test
    void isInconclusiveWhenTheVersionWasNeverRead() {
        Verification verification = Verifying.demanding(">= 50%").withVersion().begin();
        pass(verification, 100, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.decide().reasons()).containsExactly("the version was never read");
    }

    @Test
    void judgesTheVersionAloneWhenThereIsNoOtherCheck() {
        Verification verification =
                Verifying.demanding(">= 99%").withVersion().withChecks(0).begin();
        verification.add(Verifying.version(0, "expected version 2.4.0, got 2.3.1"));
        for (int i = 1; i < 100; i++) {
            verification.add(Verifying.version(i, ""));
        }
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons()).containsExactly("the expected version is running");
        assertThat(assessment.statistics().samples()).isEqualTo(100);
    }

    @Test
    void comparesLatenciesAndSuccessRateWithTheBaseline() {
        Verification verification = Verifying.demanding(">= baseline - 2%")
                .and(Measure.P95, "<= baseline + 20%")
                .baseline("successRate", 1)
                .baseline("p95", 100)
                .begin();
        pass(verification, 98, 121);
        fail(verification, 2);
        assertThat(verification.decide().reasons())
                .containsExactly("p95 latency 121ms (limit <= baseline + 20% = 120ms, baseline" + " 100ms)");
    }

    @Test
    void isInconclusiveWithoutTheBaselineThatItNeeds() {
        Verification verification = Verifying.demanding(">= baseline - 2%")
                .and(Measure.P50, "<= baseline + 50ms")
                .begin();
        pass(verification, 50, 1);
        assertThat(verification.certain(50)).isEmpty();
        pass(verification, 50, 1);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verification.decide().reasons())
                .containsExactly(
                        "no baseline to compare the success rate with",
                        "no baseline to compare the median latency with");
    }

    @Test
    void warnsOfAPercentageOfABaselineOfZero() {
        List<Objective> objectives = Verifying.demanding(">= 99%")
                .with(Verifying.metric("<= baseline + 10%", 0))
                .rules()
                .objectives(1, (measure, name) -> Optional.of(0.0));
        assertThat(objectives.get(0).warning()).isEmpty();
        assertThat(objectives.get(1).warning())
                .contains(
                        "the baseline of errors is 0, so that <= baseline + 10% tolerates nothing; a number in the place of"
                                + " the percentage does");
    }

    @Test
    void tellsWhatItDemandsWithTheBaselinePutIn() {
        VerificationRules rules = Verifying.demanding(">= 99%")
                .and(Measure.P95, "<= baseline + 20%")
                .rules();
        assertThat(rules.needsBaseline()).isTrue();
        assertThat(rules.objectives(1, (measure, name) -> Optional.of(100.0)))
                .containsExactly(
                        new Objective(
                                Measure.SUCCESS_RATE, "successRate", ">= 99%", Optional.of(0.99), Optional.empty()),
                        new Objective(Measure.P95, "p95", "<= baseline + 20%", Optional.of(120.0), Optional.of(100.0)));
        assertThat(rules.objectives(1, (measure, name) -> Optional.empty()))
                .last()
                .isEqualTo(new Objective(Measure.P95, "p95", "<= baseline + 20%", Optional.empty(), Optional.empty()));
    }

    @Test
    void showsARateThatWasJustMissedAsMissed() {
        Verification verification =
                Verifying.demanding(">= 99%").withChecks(1000).begin();
        pass(verification, 98_999, 1);
        fail(verification, 1_001);
        assertThat(verification.decide().reasons()).last().asString().startsWith("success rate 98.99% (");
    }

    @Test
    void keepsWhatLaterVerificationsAreComparedWith() {
        Verification verification =
                Verifying.demanding(">= 90%").with(Verifying.metric("<= 1", 0)).begin();
        pass(verification, 3, 10);
        fail(verification, 1);
        verification.add(Verifying.measured(0, 0.25));
        verification.add(Verifying.measured(1, 0.75));
        verification.add(Verifying.unmeasured(2));
        assertThat(verification.statistics().measured())
                .isEqualTo(new Measured(
                        Optional.of(0.75),
                        Optional.of(new LatencyQuantiles(10, 10, 10)),
                        List.of(new MetricMean("errors", 0.5))));
    }
}
