package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpFetch;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpJudge;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        return new MetricSample(began, metric.name(), value().orElse(0), result.why());
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
        HttpFetch fetch = new HttpFetch(metric.request(context.clock().instant()), context);
        return fetch.attempt((answer, latency) -> read(answer, fetch.secrets(), latency));
    }

    private Observation read(HttpAnswer answer, List<String> secrets, Duration latency) {
        Observation status = new HttpJudge(metric.request(), secrets, latency).judge(answer);
        try {
            if (!status.passed()) {
                return status.retryable() && metric.source() instanceof MetricProbe.Source.Prometheus
                        ? MetricAnswer.of(answer, secrets)
                                .error()
                                .map(words -> Observation.failed(latency, words))
                                .orElse(status)
                        : status;
            }
            double found = metric.compared(MetricAnswer.of(answer, secrets).value(metric.source()));
            value = found;
            return metric.isNoRatio(found)
                    ? Observation.failed(latency, Phrase.of("probe.metric.noRatio", found, metric.pass()))
                    : Observation.passed(latency);
        } catch (AttemptException e) {
            return status.passed() ? Observation.failed(latency, e.why()) : status;
        }
    }
}
