package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricUnit;
import java.time.Duration;
import java.util.Map;
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
    void failsForAnInfinityWhateverTheOthersAre() {
        Verification verification = watching("<= 1", 0);
        measure(verification, 0, 50, 0.5);
        measure(verification, 50, 51, Double.POSITIVE_INFINITY);
        assertThat(verification.certain(49).orElseThrow().reasons())
                .containsExactly("errors was +Inf at 00:08:20 UTC (limit <= 1)");
        assertThat(verification.statistics().measured().of(Objective.Measure.METRIC, "errors"))
                .contains(0.5);
    }

    @Test
    void tellsHowManyLooksFoundNothingAlsoWhenItPasses() {
        Verification verification = watching("<= 1", 0);
        measure(verification, 0, 60, 0);
        IntStream.range(60, 70).forEach(round -> verification.add(Verifying.unmeasured(round)));
        measure(verification, 70, 100, 0);
        assertThat(verification.decide().reasons())
                .containsExactly(
                        "errors was 0 on average of 90 samples (limit <= 1); 10 of 100 looks found no value: no"
                                + " connection to prometheus.example.com:443");
    }

    @Test
    void doubtsEveryRatioWhereOneLooksLikePercent() {
        Verification verification = watching("<= 5%", 0);
        measure(verification, 0, 99, 0.03);
        verification.add(new MetricSample(Verifying.at(99), "errors", 12, "no ratio"));
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void judgesNothingBeforeItsDelay() {
        Verification verification = watching("<= 1", Duration.ofSeconds(30), 0, false);
        measure(verification, 0, 3, 9);
        assertThat(verification.certain(97)).isEmpty();
        measure(verification, 3, 4, 9);
        assertThat(verification.certain(96).orElseThrow().reasons())
                .containsExactly("errors was 9 at 00:00:30 UTC (limit <= 1)");
    }

    @Test
    void demandsThatTheLastValuesAreAsDemandedWhateverWasBefore() {
        Verification verification = watching("<= 1", Duration.ZERO, 3, false);
        measure(verification, 0, 98, 9);
        assertThat(verification.certain(2)).isEmpty();
        measure(verification, 98, 100, 0);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(verification.decide().reasons())
                .containsExactly("errors was 9 at 00:16:10 UTC for the 98th time (limit <= 1, as demanded at the last 2"
                        + " looks of 3)");
        measure(verification, 100, 101, 0);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void onlyTellsOfADryRun() {
        Verification verification = watching("<= 1", Duration.ZERO, 0, true);
        measure(verification, 0, 100, 9);
        assertThat(verification.decide().verdict()).isEqualTo(Verdict.PASS);
        assertThat(verification.decide().reasons())
                .containsExactly("dry run: errors was 9 on average of 100 samples (limit <= 1), missed 100 times");
    }

    private static Verification watching(String pass, Duration delay, int successes, boolean dryRun) {
        MetricProbe metric = Verifying.metric(pass, 0);
        return Verifying.demanding(">= 99%")
                .withChecks(0)
                .with(new MetricProbe(
                        metric.name(),
                        metric.source(),
                        metric.pass(),
                        0,
                        "",
                        new MetricProbe.Terms(Map.of(), Map.of(), "", MetricUnit.UNSAID, delay, successes, dryRun)))
                .begin();
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
