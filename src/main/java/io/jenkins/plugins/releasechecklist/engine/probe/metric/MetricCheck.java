package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/**
 * One measurement of a metric. Unlike other checks it is for a single attempt, because it keeps what that attempt measured.
 */
public final class MetricCheck implements Check {
    private static final long serialVersionUID = 1L;

    private final MetricProbe metric;
    private volatile double value = Double.NaN;

    MetricCheck(MetricProbe metric) {
        this.metric = metric;
    }

    private OptionalDouble value() {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The measurement, when the attempt has ended. */
    public MetricSample sample(Instant began, CheckResult result) {
        return new MetricSample(began, metric.name(), value().orElse(0), result.error());
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public String kind() {
        return "metric";
    }

    @Override
    public String target() {
        return metric.request().target();
    }

    @Override
    public String host() {
        return metric.request().host();
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return new MetricAttempt(metric, context, measured -> value = measured).start();
    }
}
