package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a verification has seen so far.
 *
 * @param planned how many samples the whole duration would give
 * @param samples how many were taken
 * @param passed how many of them passed
 * @param p95Millis the 95th percentile of the latencies of the samples that passed, by nearest rank, in milliseconds;
 *     nothing if none passed. Failed ones are left out: the success rate counts them, and a refused connection is fast
 */
public record VerificationStatistics(long planned, long samples, long passed, OptionalLong p95Millis) {
    /**
     * Gives the success rate.
     *
     * @return passed by taken samples, 0 to 1, or nothing if no sample was taken
     */
    public OptionalDouble successRate() {
        return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / samples);
    }
}
