package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final Objective SUCCESS_RATE =
            new Objective(Measure.SUCCESS_RATE, "successRate", ">= 99%", Optional.of(0.99), Optional.empty());

    @TempDir
    private Path folder;

    /** Forty rounds, of which one failed; latencies from 101 to 140 ms, a metric of 0.02. */
    @BeforeEach
    void record() throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<MetricSample> metrics = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant at = START.plusSeconds(15L * i);
            samples.add(new Sample(at, "health", i != 7, 101 + i, i == 7 ? "got 503" : ""));
            metrics.add(new MetricSample(at, "errors", 0.02, ""));
        }
        List<Double> before = IntStream.range(0, 40).mapToObj(i -> 71.0 + i).toList();
        write(
                new ReleaseEvent.VerificationBegan(
                        "r",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(15),
                        List.of(SUCCESS_RATE, objective("errors", "<= baseline + 10%", 0.022, Optional.of(0.02))),
                        Optional.of(Phrase.plain("before")),
                        Map.of("p50", before),
                        Optional.empty(),
                        List.of()),
                samples,
                metrics);
    }

    @Test
    void saysThatARecordIsDamaged() throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.writeString(file, Files.readString(file) + "{}\n");

        ToolRun run = ToolRun.of("backtest", folder, "--pass", "p95 <= 1h");

        assertThat(run.err()).startsWith("DAMAGED: record damaged at event ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private static Objective objective(String name, String pass, double limit, Optional<Double> baseline) {
        return new Objective(Measure.METRIC, name, pass, Optional.of(limit), baseline);
    }

    private void write(ReleaseEvent.VerificationBegan begun, List<Sample> samples, List<MetricSample> metrics)
            throws IOException {
        new ReleaseRecord(() -> folder, Clock.systemUTC())
                .append(
                        Actor.SYSTEM,
                        new ReleaseEvent.Opened(
                                new ReleaseDetails(
                                        Optional.of("Shop"),
                                        Optional.of("2.4.0"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                new BuildRef("shop", 7, "job/shop/7/"),
                                List.of(),
                                Optional.empty()),
                        new ReleaseEvent.RunStarted(
                                begun.run(), "postDeployVerify", "verify", Optional.of("production"), Optional.empty()),
                        begun,
                        new ReleaseEvent.Sampled(begun.run(), samples),
                        new ReleaseEvent.MetricsSampled(begun.run(), metrics),
                        new ReleaseEvent.VerificationJudged(
                                begun.run(),
                                new Judgement(
                                        Verdict.PASS,
                                        List.of("fine"),
                                        40,
                                        0.975,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        Optional.empty())));
    }

    /** What a verification by the rules records, beside forty samples of which three failed in a row, and values of metrics. */
    private ToolRun judged(VerificationRules rules, Map<String, IntToDoubleFunction> values) throws IOException {
        folder = Files.createDirectory(folder.resolve("judged"));
        List<Sample> samples = new ArrayList<>();
        List<MetricSample> metrics = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Instant at = START.plusSeconds(15L * i);
            boolean failed = i > 4 && i < 8;
            samples.add(new Sample(at, "health", !failed, 100, failed ? "got 503" : ""));
            for (Map.Entry<String, IntToDoubleFunction> metric : values.entrySet()) {
                metrics.add(
                        new MetricSample(at, metric.getKey(), metric.getValue().applyAsDouble(i), ""));
            }
        }
        write(
                ReleaseEvent.VerificationBegan.of(
                        "r",
                        rules,
                        rules.objectives(1, (measure, name) -> Optional.empty()),
                        Optional.empty(),
                        Map.of()),
                samples,
                metrics);
        return ToolRun.of("backtest", folder);
    }

    private static VerificationRules rules(int consecutiveFailures, MetricProbe... metrics) {
        return new VerificationRules(
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ZERO,
                Map.of(Measure.SUCCESS_RATE, Criterion.parse(">= 90%")),
                consecutiveFailures,
                false,
                List.of(metrics));
    }

    private static MetricProbe metric(String name, String pass, boolean judged) {
        return MetricTolerance.none(name).of(Criterion.parse(pass), judged);
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "4, PASS", "3, FAIL"})
    void countsFailuresInARowAsTheVerificationDid(int consecutiveFailures, String verdict) throws IOException {
        assertThat(judged(rules(consecutiveFailures), Map.of()).out()).startsWith("verify: " + verdict + ", was PASS");
    }

    /** The first, second and eleventh value of forty miss the mark. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0, FAIL", "3, 0, 0, PASS", "2, 0, 0, FAIL", "1, 0, 30, PASS", "0, 5, 0, PASS", "0, 35, 0, FAIL"})
    void letsAsManyValuesMissAsTheVerificationDid(int limit, int successes, int delay, String verdict)
            throws IOException {
        MetricTolerance tolerance =
                new MetricTolerance("errors", limit, successes, Duration.ofSeconds(delay), Optional.empty());
        ToolRun run = judged(
                rules(0, tolerance.of(Criterion.parse("<= 0.01"), true)),
                Map.of("errors", i -> i < 2 || i == 10 ? 0.5 : 0));
        assertThat(run.out()).startsWith("verify: " + verdict + ", was PASS");
    }

    @Test
    void comparesWithAMetricThatIsOnlyShown() throws IOException {
        VerificationRules rules =
                rules(0, metric("canary", "no worse than stable by 10%", true), metric("stable", "<= 20", false));
        ToolRun run = judged(rules, Map.of("canary", i -> 130 + i, "stable", i -> 100 + i));
        assertThat(run.out())
                .startsWith("verify: FAIL, was PASS")
                .contains("canary is worse (no worse than stable by 10%)");
        ToolRun forgiving = ToolRun.of("backtest", folder, "--pass", "canary no worse than stable by 50%");
        assertThat(forgiving.out())
                .startsWith("verify: PASS, was PASS")
                .contains("stable was 119.5 on average of 40 samples (limit <= 20)");
    }

    @Test
    void judgesByWhatWasDemandedUnlessItIsToldOtherwise() {
        ToolRun run = ToolRun.of("backtest", folder);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "verify: PASS, was PASS",
                        "  success rate 97.5% (39 of 40 samples, limit >= 99%: at most 1 of 40 may fail)",
                        "  errors was 0.02 on average of 40 samples (limit <= baseline + 10% = 0.022, baseline 0.02)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "successRate >= 100% | FAIL | health failed in 1 of 40 samples",
                "p95 <= 130ms | FAIL | p95 latency 139ms (limit <= 130ms)",
                "p95 <= 140ms | PASS | p95 latency 139ms (limit <= 140ms)",
                "errors <= 0.01 | FAIL | errors was 0.02",
                "p50 no worse than baseline by 10% | FAIL | p50 is worse",
                "p50 no worse than baseline by 80% | PASS | p50 is as demanded"
            })
    void tellsWhatAnotherCriterionWouldHaveSaid(String pass, String verdict, String reason) {
        ToolRun run = ToolRun.of("backtest", folder, "--pass", pass);

        assertThat(run.exitCode()).isEqualTo(verdict.equals("PASS") ? 0 : 1);
        assertThat(run.out()).startsWith("verify: " + verdict + ", was PASS").contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency <= 1s | --pass: expected one of p50, p95, p99, successRate, errors, then a criterion, found 'latency <= 1s'",
                "p95 < | --pass: ' <': expected",
                "p95 <= 3% | --pass: p95: expected < or <= and a duration, found '<= 3%'"
            })
    void saysWhatIsWrongWithACriterion(String pass, String mistake) {
        ToolRun run = ToolRun.of("backtest", folder, "--pass", pass);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith(mistake);
    }
}
