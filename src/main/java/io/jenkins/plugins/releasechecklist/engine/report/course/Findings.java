package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.ArrayList;
import java.util.List;

/**
 * What a verification, or the measurement of a baseline, has measured: as its end says, or so far.
 *
 * @param samples how many samples were taken
 * @param all the success rate, the quantiles of the latency, and each metric
 */
public record Findings(long samples, List<Finding> all) {
    public Findings {
        all = List.copyOf(all);
    }

    public static Findings of(RunState run) {
        RunReading reading = new RunReading(run);
        List<Finding> all = new ArrayList<>();
        all.add(reading.measure(Measure.SUCCESS_RATE, "successRate"));
        all.add(reading.measure(Measure.P50, "p50"));
        all.add(reading.measure(Measure.P95, "p95"));
        all.add(reading.measure(Measure.P99, "p99"));
        reading.metricNames().forEach(name -> all.add(reading.metric(name)));
        return new Findings(reading.samples(), all);
    }

    /** The success rate or a quantile. */
    public Finding of(Measure measure) {
        return all.stream()
                .filter(finding -> finding.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    public List<Finding> metrics() {
        return all.stream()
                .filter(finding -> finding.measure() == Measure.METRIC)
                .toList();
    }
}
