package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The latencies of samples that passed. Quantiles come from a histogram, which needs the same memory for ten samples as for ten
 * million; its digits are enough to tell every latency shorter than 32 s exactly, which is longer than an attempt takes: a quantile
 * beside its bound never looks as if it had been judged wrongly. Quantiles are by nearest rank. Not safe for use by several threads.
 */
final class LatencyTally {
    private static final int DIGITS = 4;

    private final Histogram histogram = new Histogram(DIGITS);
    private final Map<Threshold, Long> within = new LinkedHashMap<>();

    LatencyTally(List<Threshold> thresholds) {
        thresholds.forEach(threshold -> within.put(threshold, 0L));
    }

    void add(long millis) {
        histogram.recordValue(millis);
        within.replaceAll((threshold, count) -> count + (threshold.holds(millis) ? 1 : 0));
    }

    long count() {
        return histogram.getTotalCount();
    }

    /** Whether the quantile is out of reach even if so many more samples pass at once. */
    boolean isLost(Threshold threshold, long more) {
        return within.get(threshold) + more < rank(threshold, count() + more);
    }

    /** Whether the quantile is safe even if so many more samples pass as slowly as can be. */
    boolean isSafe(Threshold threshold, long more) {
        return within.get(threshold) >= rank(threshold, count() + more);
    }

    Optional<LatencyQuantiles> quantiles() {
        return count() == 0
                ? Optional.empty()
                : Optional.of(new LatencyQuantiles(quantile(50), quantile(95), quantile(99)));
    }

    long quantile(int percent) {
        return histogram.getValueAtPercentile(percent);
    }

    /** The rank of a quantile among so many values, by nearest rank: the smallest one not below its share. */
    private static long rank(Threshold threshold, long count) {
        return (threshold.percent() * count + 99) / 100;
    }
}
