package io.jenkins.plugins.releasechecklist.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");

    private static Finding finding(String name) {
        Objective objective = new Objective(Measure.P95, name, "<= 200ms", Optional.of(200.0), Optional.empty());
        return new Finding(Measure.P95, name, Optional.of(objective), Optional.of(90.0), Optional.empty(), 4, 0, 0);
    }

    private static List<TimelineBucket> slices(int... stretches) {
        return IntStream.range(0, stretches.length)
                .mapToObj(i -> new TimelineBucket(
                        BEGIN.plusSeconds(i),
                        stretches[i],
                        List.of(new Sample(BEGIN.plusSeconds(i), "health", true, 60 + 10L * i, "")),
                        List.of()))
                .toList();
    }

    private static List<Block> charts(String name, int... stretches) {
        return LineChart.of(finding(name), slices(stretches), value -> Math.round(value) + " ms")
                .toList();
    }

    @Test
    void drawsALineAndItsLimitAndSaysTheSameInWords() {
        assertThat(charts("p95", 0, 0, 0, 0)).singleElement().isInstanceOfSatisfying(LineChart.class, chart -> {
            assertThat(chart.title()).isEqualTo("p95: 60 ms to 90 ms, limit <= 200ms");
            assertThat(chart.html())
                    .contains(
                            "aria-label=\"p95: 60 ms to 90 ms, limit &lt;= 200ms\"",
                            "<path class=\"limit\" d=\"M0 6.0H300\"/>",
                            "<polyline points=\"6.0,53.6 102.0,50.2 198.0,46.8 294.0,43.4\"/>")
                    .doesNotContain("style", "script", "href");
        });
    }

    @Test
    void drawsNoLineThroughAnInterruption() {
        LineChart chart = (LineChart) charts("p95", 0, 0, 1, 1).get(0);
        assertThat(chart.html().split("<polyline", -1)).hasSize(3);
    }

    @Test
    void drawsNothingOfASingleValue() {
        assertThat(charts("p95", 0)).isEmpty();
    }

    @Test
    void escapesWhatSomebodyCalledAMetric() {
        LineChart chart =
                (LineChart) charts("\"><script>alert(1)</script>", 0, 0).get(0);
        assertThat(chart.html()).doesNotContain("<script");
    }
}
