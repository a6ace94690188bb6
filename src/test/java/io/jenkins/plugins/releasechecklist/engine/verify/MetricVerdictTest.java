package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricVerdictTest {
    private static Verification watching(String pass, int failureLimit) {
        return Verifying.demanding(">= 99%")
                .withChecks(0)
                .with(Verifying.metric(pass, failureLimit))
                .baseline("errors", 0.01)
                .begin();
    }

    private static void measure(Verification verification, int from, int to, double value) {
        IntStream.range(from, to).forEach(round -> verification.add(Verifying.measured(round, value)));
    }

    @Test
    void passesWhenEveryValueIsAsDemanded() {
        Verification verification = watching("<= baseline + 10%", 0);
        measure(verification, 0, 100, 0.0105);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons())
                .containsExactly("errors was 0.0105 on average of 100 samples (limit <= baseline + 10%"
                        + " = 0.011, baseline 0.01)");
        assertThat(assessment.statistics().metrics())
                .containsExactly(new MetricOutcome(
                        "errors",
                        Verdict.PASS,
                        assessment.statistics().measured().of(Objective.Measure.METRIC, "errors"),
                        100,
                        0));
    }

    @Test
    void failsAtOnceWhenAValueMissesTheMark() {
        Verification verification = watching("<= baseline + 10%", 0);
        measure(verification, 0, 50, 0.01);
        assertThat(verification.certain(50)).isEmpty();
        measure(verification, 50, 51, 0.05);
        Assessment assessment = verification.certain(49).orElseThrow();
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly(
                        "errors was 0.05 at 00:08:20 UTC (limit <= baseline + 10%" + " = 0.011, baseline 0.01)");
    }

    @Test
    void toleratesAsManyMissesAsItIsTold() {
        Verification verification = watching("<= 1", 2);
        measure(verification, 0, 2, 3);
        assertThat(verification.certain(98)).isEmpty();
        measure(verification, 2, 3, 4);
        assertThat(verification.certain(97).orElseThrow().reasons())
                .containsExactly("errors was 4 at 00:00:20 UTC for the third time (limit <= 1, may be missed 2 times)");
    }

    @Test
    void isInconclusiveWhenTheSourceIsGoneUntilTheEnd() {
        Verification verification = watching("<= 1", 0);
        measure(verification, 0, 97, 0);
        IntStream.range(97, 100).forEach(round -> verification.add(Verifying.unmeasured(round)));
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(assessment.reasons())
                .containsExactly(
                        "the metric errors could not be measured: it failed in 3 of 100 samples, the last 3 in a"
                                + " row since 00:16:10 UTC: no connection to prometheus.example.com:443");
        assertThat(assessment.statistics().metrics())
                .containsExactly(new MetricOutcome("errors", Verdict.INCONCLUSIVE, Optional.of(0.0), 97, 3));
    }

    @Test
    void passesWhenTheSourceCameBack() {
        Verification verification = watching("<= 1", 0);
        measure(verification, 0, 30, 0);
        IntStream.range(30, 60).forEach(round -> verification.add(Verifying.unmeasured(round)));
        measure(verification, 60, 100, 0);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void isInconclusiveWhenItCouldBeMeasuredLessThanHalfOfTheTime() {
        Verification verification = watching("<= 1", 0);
        IntStream.range(0, 51).forEach(round -> verification.add(Verifying.unmeasured(round)));
        measure(verification, 51, 100, 0);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void tellsAValueInTheUnitOfItsBound() {
        Verification share = watching("<= 1%", 0);
        measure(share, 0, 1, 0.01004);
        assertThat(share.decide().reasons()).first().isEqualTo("errors was 1.004% at 00:00:00 UTC (limit <= 1%)");
        Verification time = watching("<= 1s", 0);
        measure(time, 0, 1, 1500);
        assertThat(time.decide().reasons()).first().isEqualTo("errors was 1500ms at 00:00:00 UTC (limit <= 1s)");
    }

    @Test
    void failsRatherThanDoubts() {
        Verification verification = watching("<= 1", 0);
        measure(verification, 0, 1, 2);
        IntStream.range(1, 100).forEach(round -> verification.add(Verifying.unmeasured(round)));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void isInconclusiveWithoutTheBaseline() {
        Verification verification = Verifying.demanding(">= 99%")
                .withChecks(0)
                .with(Verifying.metric("<= baseline", 0))
                .begin();
        measure(verification, 0, 100, 0);
        Assessment assessment = verification.decide();
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(assessment.reasons()).containsExactly("no baseline to compare the metric errors with");
    }

    @Test
    void isInconclusiveWhenItWasNeverMeasured() {
        assertThat(watching("<= 1", 0).decide().reasons()).first().isEqualTo("the metric errors was never measured");
    }
}
