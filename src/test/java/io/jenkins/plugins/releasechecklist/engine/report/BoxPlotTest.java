package io.jenkins.plugins.releasechecklist.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxPlotTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    /** A verification of twenty rounds: latencies from 121 ms to 140 ms, and metrics. */
    private ReleaseRecord release(
            Objective objective,
            List<Double> before,
            List<MetricTolerance> tolerances,
            Map<String, IntToDoubleFunction> values)
            throws IOException {
        List<Sample> samples = new ArrayList<>();
        List<MetricSample> metrics = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Instant at = START.plusSeconds(15L * i);
            samples.add(new Sample(at, "health", true, 121 + i, ""));
            for (Map.Entry<String, IntToDoubleFunction> metric : values.entrySet()) {
                metrics.add(
                        new MetricSample(at, metric.getKey(), metric.getValue().applyAsDouble(i), ""));
            }
        }
        ReleaseRecord record = new ReleaseRecord(() -> folder, Clock.systemUTC());
        record.append(
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
                        "r", "postDeployVerify", "verify", Optional.of("production"), Optional.empty()),
                new ReleaseEvent.VerificationBegan(
                        "r",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(15),
                        List.of(objective),
                        Optional.empty(),
                        before.isEmpty() ? Map.of() : Map.of("p50", before),
                        Optional.empty(),
                        tolerances),
                new ReleaseEvent.Sampled("r", samples),
                new ReleaseEvent.MetricsSampled("r", metrics));
        return record;
    }

    private static Objective p50(String pass) {
        return new Objective(Measure.P50, "p50", pass, Optional.of(100.0), Optional.of(100.0));
    }

    private static Objective metric(String name, String pass) {
        return new Objective(Measure.METRIC, name, pass, Optional.empty(), Optional.empty());
    }

    private static List<Double> before(int count) {
        return IntStream.rangeClosed(91, 90 + count).mapToObj(Double::valueOf).toList();
    }

    private static List<BoxPlot> plots(ReleaseRecord release) throws IOException {
        return BoxPlot.of(release.state().runs().get(0));
    }

    @Test
    void drawsWhatWasBeforeAboveWhatIsNowAndSaysTheSameInWords() throws IOException {
        ReleaseRecord release = release(p50("no worse than baseline by 10%"), before(20), List.of(), Map.of());
        String words = "p50: all values, no worse than baseline by 10%."
                + " Before: 20 values, median 100ms, half of them 95ms to 105ms, nine of ten 91ms to 109ms."
                + " Now: 20 values, median 130ms, half of them 125ms to 135ms, nine of ten 121ms to 139ms";
        assertThat(plots(release)).singleElement().satisfies(plot -> {
            assertThat(plot.html(Phrase::text))
                    .contains(
                            "<desc id=\"compared-r-0\">" + words + "</desc>",
                            "aria-labelledby=\"compared-r-0\"",
                            ">Before: 20 values, median 100ms</text>",
                            ">Now: 20 values, median 130ms</text>",
                            "what is tolerated, 110ms.",
                            // From 80 to 140 in steps of 20: the box of before from 95 to 105.
                            "<rect class=\"box\" x=\"93.0\" y=\"20.0\" width=\"44.7\" height=\"14\"/>",
                            "<path class=\"limit\" d=\"M160.0 18.0L160.0 84.0\"/>",
                            ">140ms</text>")
                    .doesNotContain("style", "script", "href");
        });
        assertThat(ReleaseReport.of(release).as(ReportFormat.HTML)).contains("<figure class=\"boxes\">", words);
        assertThat(ReleaseReport.of(release).as(ReportFormat.MD))
                .contains("Now: 20 values, median 130ms, half of them");
    }

    /** The first rounds of the canary do not count, as it is still warming up. */
    @Test
    void drawsACanaryBesideWhatRunsBesideIt() throws IOException {
        ReleaseRecord release = release(
                metric("canary", "no worse than stable"),
                List.of(),
                List.of(new MetricTolerance("canary", 0, 0, Duration.ofSeconds(150), Optional.empty())),
                Map.of("canary", i -> i < 10 ? 900 : 0.02, "stable", i -> 0.01));
        assertThat(plots(release))
                .singleElement()
                .satisfies(plot -> assertThat(plot.html(Phrase::text))
                        .contains(
                                ">stable: 20 values, median 0.01</text>",
                                ">canary: 10 values, median 0.02</text>",
                                "nine of ten 0.02 to 0.02")
                        .doesNotContain("limit", "tolerated"));
    }

    @Test
    void drawsNothingWithoutValuesOnBothSidesAndNothingOfABound() throws IOException {
        assertThat(plots(release(p50("no worse than baseline"), List.of(), List.of(), Map.of())))
                .isEmpty();
    }

    @Test
    void drawsNothingOfABound() throws IOException {
        assertThat(plots(release(p50("<= baseline + 10%"), before(20), List.of(), Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -5, 1e11, -1e11, 1e-9})
    void findsAnAxisForAllValuesAlike(double value) throws IOException {
        ReleaseRecord release = release(
                metric("a", "no worse than b by 1"), List.of(), List.of(), Map.of("a", i -> value, "b", i -> value));
        assertThat(plots(release)).singleElement().satisfies(plot -> {
            assertThat(plot.html(Phrase::text)).doesNotContain("NaN", "Infinity");
            assertThat(plot.html(Phrase::text).length()).isLessThan(3_000);
        });
    }

    @Test
    void leavesOutWhatHasNoPlaceOnAnAxis() throws IOException {
        ReleaseRecord release = release(
                metric("a", "no worse than b"),
                List.of(),
                List.of(),
                Map.of(
                        "a", i -> i % 2 == 0 ? Double.POSITIVE_INFINITY : i == 1 ? -Double.MAX_VALUE : 3,
                        "b", i -> 2));
        assertThat(plots(release))
                .singleElement()
                .satisfies(plot -> assertThat(plot.html(Phrase::text)).contains(">a: 9 values, median 3</text>"));
    }

    @Test
    void escapesWhatSomebodyCalledAMetric() throws IOException {
        String hostile = "\"><script>alert(1)</script>'\u202e".repeat(3);
        ReleaseRecord release = release(
                metric(hostile, "no worse than stable"),
                List.of(),
                List.of(),
                Map.of(hostile, i -> i, "stable", i -> i));
        assertThat(plots(release))
                .singleElement()
                .satisfies(plot -> assertThat(plot.html(Phrase::text))
                        .doesNotContain("<script", "\"><s", "\u202e")
                        .contains("&quot;&gt;&lt;script"));
    }
}
