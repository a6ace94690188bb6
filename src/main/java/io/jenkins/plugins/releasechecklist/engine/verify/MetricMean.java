package io.jenkins.plugins.releasechecklist.engine.verify;

/**
 * What a metric was like over a time.
 *
 * @param name the name of the metric
 * @param mean the arithmetic mean of its samples
 */
public record MetricMean(String name, double mean) {}
