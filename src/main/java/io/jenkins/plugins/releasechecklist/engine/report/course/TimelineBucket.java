package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.verify.Latencies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was seen in one round of a verification, or in a few that follow each other.
 *
 * @param at when the first sample was taken
 * @param stretch the number of the uninterrupted stretch that it belongs to, from 0
 * @param samples those of the checks, in order
 * @param metrics the measurements of metrics, in order
 */
public record TimelineBucket(Instant at, int stretch, List<Sample> samples, List<MetricSample> metrics) {
    public TimelineBucket {
        samples = List.copyOf(samples);
        metrics = List.copyOf(metrics);
    }

    /** The share of samples that passed, 0 to 1; nothing without a sample. */
    public Optional<Double> successRate() {
        long passed = samples.stream().filter(Sample::passed).count();
        return samples.isEmpty() ? Optional.empty() : Optional.of((double) passed / samples.size());
    }

    public List<Sample> failures() {
        return samples.stream().filter(sample -> !sample.passed()).toList();
    }

    public Latencies latencies() {
        return Latencies.of(samples);
    }

    /** The mean of what a metric measured; nothing if it was not measured. */
    public Optional<Double> mean(String metric) {
        OptionalDouble mean = metrics.stream()
                .filter(sample -> sample.metric().equals(metric) && sample.measured())
                .mapToDouble(MetricSample::value)
                .filter(Double::isFinite)
                .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }

    /** The measurements of a metric that gave no value. */
    public List<MetricSample> missed(String metric) {
        return metrics.stream()
                .filter(sample -> sample.metric().equals(metric) && !sample.measured())
                .toList();
    }
}
