package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import java.util.List;
import java.util.Optional;

/**
 * The latencies of samples that passed. Those of failed ones say nothing: a refused connection is fast.
 *
 * @param sorted in milliseconds, the shortest first
 */
public record Latencies(List<Long> sorted) {

    public static Latencies of(List<Sample> samples) {
        return new Latencies(samples.stream()
                .filter(Sample::passed)
                .map(Sample::latencyMillis)
                .sorted()
                .toList());
    }

    /** The latency that so many of a hundred did not exceed, by nearest rank; nothing without a latency. */
    public Optional<Long> quantile(int percent) {
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int rank = Math.max(1, (percent * sorted.size() + 99) / 100);
        return Optional.of(sorted.get(rank - 1));
    }

    /** The three quantiles that verifications compare. */
    public Optional<LatencyQuantiles> quantiles() {
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(new LatencyQuantiles(
                        quantile(50).orElseThrow(),
                        quantile(95).orElseThrow(),
                        quantile(99).orElseThrow()));
    }
}
