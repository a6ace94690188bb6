package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.List;
import java.util.Optional;

/**
 * What was measured over a time: by a verification, or before a deployment as the baseline of one.
 *
 * @param successRate the share of samples that passed, 0 to 1; nothing without a sample
 * @param latency the latencies of the samples that passed; nothing if none did
 * @param metrics the metrics that could be measured, every name once
 */
public record Measured(Optional<Double> successRate, Optional<LatencyQuantiles> latency, List<MetricMean> metrics) {
    /** Copies the metrics. */
    public Measured {
        metrics = List.copyOf(metrics);
    }

    /**
     * What one measure was, or the metric of the name: a ratio for the success rate, milliseconds for latencies, the mean of a
     * metric; nothing if it could not be measured.
     */
    public Optional<Double> of(Objective.Measure measure, String name) {
        return switch (measure) {
            case SUCCESS_RATE -> successRate;
            case P50 -> latency.map(quantiles -> (double) quantiles.p50());
            case P95 -> latency.map(quantiles -> (double) quantiles.p95());
            case P99 -> latency.map(quantiles -> (double) quantiles.p99());
            case METRIC -> metric(name);
        };
    }

    private Optional<Double> metric(String name) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name))
                .map(MetricMean::mean)
                .findFirst();
    }
}
