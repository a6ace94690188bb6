package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.Arrays;
import java.util.OptionalLong;

/** All latencies that were measured, in milliseconds, for exact percentiles. Not safe for use by several threads. */
final class Latencies {
    private long[] values = new long[64];
    private int count;

    void add(long millis) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = millis;
    }

    int count() {
        return count;
    }

    /** The rank that the 95th percentile has among so many values, by nearest rank: the smallest one not below 95 %. */
    static long rank95(long count) {
        return (95 * count + 99) / 100;
    }

    OptionalLong percentile95() {
        if (count == 0) {
            return OptionalLong.empty();
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return OptionalLong.of(sorted[(int) rank95(count) - 1]);
    }
}
