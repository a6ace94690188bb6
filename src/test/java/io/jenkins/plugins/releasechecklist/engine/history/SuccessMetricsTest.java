package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SuccessMetricsTest {
    private static final Offset<Double> NEARLY = Offset.offset(0.001);

    @Test
    void saysNothingOfNothing() {
        SuccessMetrics metrics = new History().metrics(10);
        assertThat(metrics)
                .isEqualTo(new SuccessMetrics(
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        0,
                        0,
                        Optional.empty(),
                        0,
                        0));
    }

    @Test
    void makesNoMedianNoRateAndNoFrequencyOfTwo() {
        SuccessMetrics metrics = new History()
                .addEach(
                        1,
                        2,
                        line -> History.incident(History.committed(line, 0.5), line.build() + 0.1, Optional.of(3.0)))
                .metrics(10);
        assertThat(metrics.deployments()).isEqualTo(2);
        assertThat(metrics.failures()).isEqualTo(2);
        assertThat(metrics.leadTimes()).isEqualTo(2);
        assertThat(metrics.recoveries()).isEqualTo(2);
        assertThat(metrics.perWeek()).isEmpty();
        assertThat(metrics.leadTime()).isEmpty();
        assertThat(metrics.failureRate()).isEmpty();
        assertThat(metrics.recovery()).isEmpty();
    }

    @Test
    void takesTheMedianThatOneOutlierDoesNotMove() {
        List<Duration> odd = Stream.of(1, 900, 2).map(Duration::ofHours).toList();
        assertThat(SuccessMetrics.median(odd)).contains(Duration.ofHours(2));
        List<Duration> even = Stream.of(1, 900, 2, 4).map(Duration::ofHours).toList();
        assertThat(SuccessMetrics.median(even)).contains(Duration.ofHours(3));
    }

    @Test
    void tellsHowManyFailedAndWhichAreNotOver() {
        SuccessMetrics metrics = new History()
                .addEach(1, 8, line -> History.committed(line, line.build() - 0.5))
                .add(History.incident(History.good(9), 9.5, Optional.of(9.75)))
                .add(History.incident(History.good(10), 10.5, Optional.empty()))
                .metrics(15);
        assertThat(metrics.deployments()).isEqualTo(10);
        assertThat(metrics.failures()).isEqualTo(2);
        assertThat(metrics.failureRate().orElseThrow()).isCloseTo(0.2, NEARLY);
        assertThat(metrics.leadTime()).contains(Duration.ofHours(12));
        assertThat(metrics.recoveries()).isEqualTo(1);
        assertThat(metrics.open()).isEqualTo(1);
        // Two weeks are known, and no more.
        assertThat(metrics.perWeek().orElseThrow()).isCloseTo(5, NEARLY);
    }

    @Test
    void countsWhatMendedADeploymentBeforeAsRework() {
        SuccessMetrics metrics = new History()
                .addEach(1, 3, line -> line)
                .add(History.incident(History.good(4), 4.5, Optional.of(4.75)))
                .add(History.good(5))
                .add(History.incident(History.good(6), 6.5, Optional.of(9.5)))
                .add(History.incident(History.good(7), 7.5, Optional.empty()))
                .add(History.good(8))
                .add(History.good(9))
                .metrics(15);
        // The fifth came when all was well again, and so did the ninth, after the eighth that did not fail.
        assertThat(metrics.reworks()).isEqualTo(2);
        assertThat(metrics.reworkRate().orElseThrow()).isCloseTo(2 / 9.0, NEARLY);
        assertThat(new History().add(History.good(1)).metrics(2).reworkRate()).isEmpty();
    }

    @Test
    void looksNoFurtherBackThanThePeriod() {
        History history = new History().addEach(1, 100, line -> line);
        assertThat(history.metrics(Period.MONTH, 100).deployments()).isEqualTo(30);
        assertThat(history.metrics(100).deployments()).isEqualTo(90);
        assertThat(history.metrics(100).perWeek().orElseThrow()).isCloseTo(7, NEARLY);
        assertThat(history.metrics(Period.YEAR, 100).deployments()).isEqualTo(100);
        // What is not out yet by the clock of the reader does not count.
        assertThat(history.metrics(50).deployments()).isEqualTo(50);
    }

    @Test
    void countsDeploymentsWithoutAGoWhetherTheReleaseGotOutOrNot() {
        History history = new History()
                .add(History.good(1))
                .add(History.out(
                        History.begun(2), "RELEASED", 2, History.withoutGo(History.production(2, "PASS", true), 2.2)))
                .add(History.in(
                        History.begun(20), "FAILED", History.withoutGo(History.production(20, "FAIL", false), 20)))
                .add(History.in(History.begun(50), "FAILED", History.withoutGo(History.deploymentFailed(50), 50)));
        assertThat(history.metrics(Period.MONTH, 40).withoutGo()).isEqualTo(1);
        assertThat(history.metrics(40).withoutGo()).isEqualTo(2);
        assertThat(history.metrics(40).deployments()).isEqualTo(3);
        assertThat(new ReleaseIndex(history.lines())
                        .find(History.build(2))
                        .orElseThrow()
                        .ungated())
                .extracting(EnvironmentLine::name)
                .containsExactly(History.PRODUCTION);
    }

    @Test
    void drawsThePeriodWithoutGapsInWeeksOrMonths() {
        History history = new History()
                .addEach(1, 40, line -> line)
                .add(History.incident(History.good(41), 41.5, Optional.empty()));
        Trend weeks = Trend.of(history.deployments(), Period.QUARTER, History.day(45), ZoneOffset.UTC, Locale.GERMANY);
        assertThat(weeks.steps().get(0).from()).isEqualTo(Period.QUARTER.from(History.day(45)));
        assertThat(weeks.steps().get(weeks.steps().size() - 1).until()).isEqualTo(History.day(45));
        for (int i = 1; i < weeks.steps().size(); i++) {
            assertThat(weeks.steps().get(i).from())
                    .isEqualTo(weeks.steps().get(i - 1).until());
        }
        assertThat(weeks.steps()).hasSize(13);
        // Monday, 12 January 2026 begins a week in Germany.
        assertThat(weeks.steps()).extracting(Trend.Step::from).contains(History.day(11));
        assertThat(weeks.steps().stream().mapToInt(Trend.Step::deployments).sum())
                .isEqualTo(41);
        assertThat(weeks.steps().stream().mapToInt(Trend.Step::failures).sum()).isEqualTo(1);

        Trend months = Trend.of(history.deployments(), Period.YEAR, History.day(45), ZoneOffset.UTC, Locale.GERMANY);
        assertThat(months.steps()).hasSize(13);
        assertThat(months.steps().get(11).deployments()).isEqualTo(30);
        assertThat(months.steps().get(12).deployments()).isEqualTo(11);
    }
}
