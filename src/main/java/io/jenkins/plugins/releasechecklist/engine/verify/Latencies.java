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
        return Optional.of(sorted.get((int) rank(percent, sorted.size()) - 1));
    }

    /** The rank of a quantile among so many values, by nearest rank: the smallest one not below its share, 1 for the smallest value. */
    public static long rank(int percent, long count) {
        return (percent * count + 99) / 100;
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
