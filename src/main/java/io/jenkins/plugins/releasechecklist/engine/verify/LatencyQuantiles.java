package io.jenkins.plugins.releasechecklist.engine.verify;

/**
 * Quantiles of latencies, in milliseconds: so many of a hundred did not take longer.
 *
 * @param p50 the median
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 */
public record LatencyQuantiles(long p50, long p95, long p99) {}
