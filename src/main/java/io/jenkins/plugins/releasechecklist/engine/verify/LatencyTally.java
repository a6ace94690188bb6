package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latencies of samples that passed, and what is still within reach of them. Not safe for use by several threads. */
final class LatencyTally {
    private final List<Long> latencies = new ArrayList<>();
    private final Map<Threshold, Long> within = new LinkedHashMap<>();

    LatencyTally(List<Threshold> thresholds) {
        thresholds.forEach(threshold -> within.put(threshold, 0L));
    }

    void add(long millis) {
        latencies.add(millis);
        within.replaceAll((threshold, count) -> count + (threshold.holds(millis) ? 1 : 0));
    }

    long count() {
        return latencies.size();
    }

    /** Whether the quantile is out of reach even if so many more samples pass at once. */
    boolean isLost(Threshold threshold, long more) {
        return within.get(threshold) + more < Latencies.rank(threshold.percent(), count() + more);
    }

    /** Whether the quantile is safe even if so many more samples pass as slowly as can be. */
    boolean isSafe(Threshold threshold, long more) {
        return within.get(threshold) >= Latencies.rank(threshold.percent(), count() + more);
    }

    /** By nearest rank, and exact: a quantile beside its bound never looks as if it had been judged wrongly. */
    Latencies latencies() {
        return new Latencies(latencies.stream().sorted().toList());
    }
}
