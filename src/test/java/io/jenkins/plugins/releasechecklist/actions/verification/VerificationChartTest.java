package io.jenkins.plugins.releasechecklist.actions.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Bound;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Panel;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Point;
import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Series;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.report.course.Runs;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationChartTest {
    @Test
    void showsTheSuccessRateOfEveryRoundAndMarksFailures() {
        Panel panel = panel(
                new Runs()
                        .demand(Measure.SUCCESS_RATE, "successRate", ">= 99%", 0.99, null)
                        .pass(0, "health", 50)
                        .pass(0, "search", 60)
                        .pass(1, "health", 50)
                        .fail(1, "search", "connection refused"),
                "success-rate");
        assertThat(panel.series().get(0).points())
                .containsExactly(
                        new Point(Runs.round(0).toEpochMilli(), Optional.of(100.0)),
                        new Point(Runs.round(1).toEpochMilli(), Optional.of(50.0)));
        assertThat(panel.failures().marks()).singleElement().satisfies(mark -> {
            assertThat(mark.at()).isEqualTo(Runs.round(1).toEpochMilli());
            assertThat(mark.text()).isEqualTo("1 sample failed: search: connection refused");
        });
        assertThat(panel.bounds()).containsExactly(new Bound(99, "limit >= 99%", true));
        assertThat(panel.summary())
                .isEqualTo("75% of 4 samples passed; the lowest point is 50%; Success rate limit >= 99%");
        assertThat(panel.scale().max()).isEqualTo(100);
    }

    @Test
    void showsQuantilesWithBoundAndBaseline() {
        Runs runs = new Runs().demand(Measure.P95, "p95", "<= baseline + 20%", 120.0, 100.0);
        for (int i = 1; i <= 100; i++) {
            runs.pass(0, "check" + i, i);
        }
        Panel panel = panel(runs, "latency");
        assertThat(panel.series().stream().map(Series::name)).containsExactly("p50", "p95", "p99");
        assertThat(panel.series().get(1).points().get(0).value()).contains(95.0);
        assertThat(panel.bounds())
                .containsExactly(
                        new Bound(120, "p95 limit <= baseline + 20% (120 ms)", true),
                        new Bound(100, "p95 baseline 100 ms", false));
        assertThat(panel.scale().max()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void quantilesOfOneCheckAreOneLine() {
        Panel panel = panel(new Runs().pass(0, "health", 50).pass(1, "health", 70), "latency");
        assertThat(panel.series().stream().map(Series::name)).containsExactly("p50, p95, p99");
    }

    @Test
    void aBoundFarAboveStandsAtTheEndOfTheAxis() {
        Panel panel = panel(
                new Runs().demand(Measure.P99, "p99", "<= 30s", 30_000.0, null).pass(0, "health", 50), "latency");
        assertThat(panel.scale().max()).isLessThan(100);
        assertThat(panel.bounds())
                .containsExactly(new Bound(panel.scale().max(), "\u2191 p99 limit <= 30s, above this chart", true));
    }

    @Test
    void anInterruptionIsABandAndNoLineCrossesIt() {
        Runs runs = new Runs();
        for (int i = 0; i < 20; i++) {
            if (i < 5 || i > 8) {
                runs.pass(i, "health", 50);
            }
        }
        VerificationChart chart = VerificationChart.of(runs.state(), Locale.ENGLISH);
        assertThat(chart.bands()).singleElement().satisfies(band -> {
            assertThat(band.from()).isEqualTo(Runs.round(4).toEpochMilli());
            assertThat(band.until()).isEqualTo(Runs.round(9).toEpochMilli());
            assertThat(band.text()).isEqualTo("4 rounds missed");
        });
        List<Point> points = chart.panels().get(0).series().get(0).points();
        assertThat(points.stream().filter(point -> point.value().isEmpty()))
                .singleElement()
                .satisfies(point -> assertThat(point.at())
                        .isBetween(
                                chart.bands().get(0).from(),
                                chart.bands().get(0).until()));
        assertThat(chart.panels().get(0).summary()).endsWith("Interrupted once");
    }

    @Test
    void aMetricThatWasNotMeasuredBreaksItsLine() {
        Panel panel = panel(
                new Runs()
                        .demand(Measure.METRIC, "errors", "<= 0.01", 0.01, null)
                        .measure(0, "errors", 0.005)
                        .miss(1, "errors", "answered with 502")
                        .measure(2, "errors", 0.006),
                "metric-errors");
        assertThat(panel.series().get(0).points().stream().map(Point::value))
                .containsExactly(Optional.of(0.005), Optional.empty(), Optional.of(0.006));
        assertThat(panel.failures().marks())
                .singleElement()
                .satisfies(mark -> assertThat(mark.text()).isEqualTo("answered with 502"));
        assertThat(panel.summary()).isEqualTo("Mean 0.0055, from 0.005 to 0.006; errors limit <= 0.01");
    }

    @Test
    void theAxisOfTimeIsThePlanWhileItRunsAndTheSamplesAfterwards() {
        Runs runs = new Runs().pass(0, "health", 50).pass(4, "health", 50);
        assertThat(VerificationChart.of(runs.state(), Locale.ENGLISH).until())
                .isEqualTo(Runs.NOON.plus(Duration.ofMinutes(10)).toEpochMilli());
        runs.judged(new Judgement(
                Verdict.PASS, List.of("fine"), 2, 1, Optional.of(50L), Optional.empty(), List.of(), Optional.empty()));
        assertThat(VerificationChart.of(runs.state(), Locale.ENGLISH).until())
                .isEqualTo(Runs.round(4).toEpochMilli());
    }

    @Test
    void staysSmallHoweverLongTheVerification() {
        Runs runs = new Runs();
        for (int i = 0; i < 20_000; i++) {
            if (i % 100 == 7) {
                runs.fail(i, "health", "x".repeat(10_000));
            } else {
                runs.pass(i, "health", i % 90).measure(i, "errors", i % 7);
            }
        }
        VerificationChart chart = VerificationChart.of(runs.state(), Locale.ENGLISH);
        assertThat(chart.panels()).hasSize(3).allSatisfy(panel -> {
            assertThat(panel.series())
                    .allSatisfy(series -> assertThat(series.points()).hasSizeLessThan(500));
            assertThat(panel.failures().marks()).hasSizeLessThan(500);
        });
        assertThat(JsonText.of(chart).length()).isLessThan(200_000);
    }

    @Test
    void pointsArePairsInJson() {
        String json = JsonText.of(VerificationChart.of(
                new Runs().pass(0, "health", 50).miss(0, "errors", "gone").state(), Locale.ENGLISH));
        assertThat(json)
                .contains("\"points\":[[" + Runs.NOON.toEpochMilli() + ",100.0]]")
                .contains("\"points\":[[" + Runs.NOON.toEpochMilli() + ",null]]");
    }

    @Test
    void withoutSamplesThereIsNothingToDraw() {
        assertThat(VerificationChart.of(new Runs().state(), Locale.ENGLISH).panels())
                .isEmpty();
    }

    private static Panel panel(Runs runs, String id) {
        return VerificationChart.of(runs.state(), Locale.ENGLISH).panels().stream()
                .filter(panel -> panel.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
