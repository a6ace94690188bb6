package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verification has seen so far.
 *
 * @param planned how many samples the whole duration would give
 * @param samples how many were taken; those of the version count only if there is no other check
 * @param passed how many of them passed
 * @param latency the latencies of the samples that passed; nothing if none did. Failed ones are left out: the success rate counts
 *     them, and a refused connection is fast
 * @param metrics how each metric stands
 * @param comparisons how what is compared as a whole stands, by name
 */
public record VerificationStatistics(
        long planned,
        long samples,
        long passed,
        Optional<LatencyQuantiles> latency,
        List<MetricOutcome> metrics,
        Map<String, Verdict> comparisons) {
    /** Copies the lists. */
    public VerificationStatistics {
        metrics = List.copyOf(metrics);
        comparisons = Map.copyOf(comparisons);
    }

    /** The share of the samples that passed, 0 to 1; nothing if no sample was taken. */
    public Optional<Double> successRate() {
        return samples == 0 ? Optional.empty() : Optional.of((double) passed / samples);
    }

    /** What later verifications can be compared with. */
    public Measured measured() {
        List<MetricMean> means = metrics.stream()
                .flatMap(metric -> metric.value().map(value -> new MetricMean(metric.name(), value)).stream())
                .toList();
        return new Measured(successRate(), latency, means);
    }
}
