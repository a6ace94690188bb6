package io.jenkins.plugins.releasechecklist.engine.report.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricMean;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Judgement OLD = new Judgement(
            Verdict.PASS,
            List.of("all good"),
            40,
            0.975,
            Optional.of(219L),
            Optional.empty(),
            List.of(),
            Optional.empty());

    @Test
    void tellsWhatWasMeasuredSoFar() {
        Runs runs = new Runs()
                .demand(Measure.SUCCESS_RATE, "successRate", ">= 99%", 0.99, null)
                .demand(Measure.P95, "p95", "<= 800ms", 800.0, null)
                .fail(0, "health", "timeout");
        for (int i = 1; i < 100; i++) {
            runs.pass(i, "health", i);
        }
        Findings findings = Findings.of(runs.state());
        assertThat(findings.samples()).isEqualTo(100);
        assertThat(findings.of(Measure.SUCCESS_RATE).value()).contains(0.99);
        assertThat(findings.of(Measure.SUCCESS_RATE).holds()).contains(true);
        assertThat(findings.of(Measure.P50).value()).contains(50.0);
        assertThat(findings.of(Measure.P95).value()).contains(95.0);
        assertThat(findings.of(Measure.P99).value()).contains(99.0);
        assertThat(findings.all())
                .allSatisfy(finding ->
                        assertThat(finding.verdict()).as("no verdict yet").isEmpty());
    }

    @Test
    void oneBlipIsNoMissWhereOneMayFail() {
        for (int blips = 0; blips < 3; blips++) {
            Runs runs = new Runs().mayFail("successRate", ">= 99%", 0.99, 1);
            for (int i = 0; i < 40; i++) {
                runs = i < blips ? runs.fail(i, "health", "timeout") : runs.pass(i, "health", 1);
            }
            assertThat(Findings.of(runs.state()).of(Measure.SUCCESS_RATE).holds())
                    .as("%d of 40 failed", blips)
                    .contains(blips < 2);
        }
    }

    @Test
    void aMetricIsTellingByItsMeanAndByWhatWasMissed() {
        Runs runs = new Runs()
                .demand(Measure.METRIC, "errors", "<= baseline + 10%", 0.011, 0.01)
                .measure(0, "errors", 0.01)
                .measure(1, "errors", 0.04)
                .miss(2, "errors", "502");
        Finding errors = Findings.of(runs.state()).metrics().get(0);
        assertThat(errors.value()).contains(0.025);
        assertThat(errors.samples()).isEqualTo(2);
        assertThat(errors.missed()).isEqualTo(1);
        assertThat(errors.outside()).isEqualTo(1);
        assertThat(errors.holds()).contains(false);
    }

    @Test
    void theVerdictCountsWhenThereIsOne() {
        Judgement judgement = new Judgement(
                Verdict.FAIL,
                List.of("too many errors"),
                2,
                1,
                Optional.of(70L),
                Optional.empty(),
                List.of(new MetricOutcome("errors", Verdict.FAIL, Optional.of(0.02), 12, 3)),
                Optional.of(new Measured(Optional.of(1.0), Optional.of(new LatencyQuantiles(60, 70, 80)), List.of())));
        Findings findings = Findings.of(new Runs()
                .demand(Measure.METRIC, "errors", "<= 0.01", 0.01, null)
                .demand(Measure.P99, "p99", "<= 75ms", 75.0, null)
                .demand(Measure.P50, "p50", "<= baseline", null, null)
                .pass(0, "health", 1)
                .judged(judgement)
                .state());
        Finding errors = findings.metrics().get(0);
        assertThat(errors.verdict()).contains(Verdict.FAIL);
        assertThat(errors.value()).contains(0.02);
        assertThat(errors.samples()).isEqualTo(12);
        assertThat(errors.missed()).isEqualTo(3);
        assertThat(findings.of(Measure.P99).value()).contains(80.0);
        assertThat(findings.of(Measure.P99).verdict()).contains(Verdict.FAIL);
        assertThat(findings.of(Measure.P50).verdict())
                .as("without the baseline")
                .contains(Verdict.INCONCLUSIVE);
        assertThat(findings.of(Measure.P95).verdict()).as("nothing is demanded").isEmpty();
    }

    @Test
    void aJudgementOfTheFirstVersionsIsUnderstood() {
        Findings findings = Findings.of(new Runs().ofOldVersion().judged(OLD).state());
        assertThat(findings.samples()).isEqualTo(40);
        assertThat(findings.of(Measure.SUCCESS_RATE).value()).contains(0.975);
        assertThat(findings.of(Measure.P95).value()).contains(219.0);
        assertThat(findings.of(Measure.P99).value()).isEmpty();
    }

    @Test
    void aBaselineIsToldAsItWasMeasured() {
        Measured measured = new Measured(
                Optional.of(1.0),
                Optional.of(new LatencyQuantiles(150, 200, 230)),
                List.of(new MetricMean("errors", 0.008)));
        Findings findings = Findings.of(new Runs()
                .pass(0, "health", 7)
                .measure(0, "errors", 0.5)
                .measuredBaseline(measured)
                .state());
        assertThat(findings.of(Measure.P95).value()).contains(200.0);
        assertThat(findings.metrics().get(0).value()).contains(0.008);
    }

    @Test
    void nothingIsToldOfAVerificationWithoutSamples() {
        Findings findings = Findings.of(new Runs().state());
        assertThat(findings.samples()).isZero();
        assertThat(findings.all())
                .allSatisfy(finding -> assertThat(finding.value()).isEmpty());
    }
}
