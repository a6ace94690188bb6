package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AttemptFuture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpFetch;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpJudge;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleConsumer;

/** One measurement: the answer of the source is fetched, and the value read from it. */
final class MetricAttempt {
    private final MetricProbe metric;
    private final ProbeContext context;
    private final DoubleConsumer value;
    private final HttpCheck request;
    private final HttpFetch fetch;
    private final long start;
    private final AttemptFuture<Observation> result = new AttemptFuture<>();

    MetricAttempt(MetricProbe metric, ProbeContext context, DoubleConsumer value) {
        this.metric = metric;
        this.context = context;
        this.value = value;
        this.request = metric.request();
        this.fetch = new HttpFetch(request, context);
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        result.step(fetch.start()).whenComplete((answer, failure) -> {
            if (failure == null) {
                answered(answer);
            } else {
                result.complete(fetch.failure(failure, latency()));
            }
        });
        return result;
    }

    private void answered(HttpAnswer answer) {
        try {
            // Reading JSON must not hold up the thread of all connections.
            context.network().judges().execute(() -> result.complete(read(answer)));
        } catch (RejectedExecutionException e) {
            result.complete(fetch.failure(e, latency()));
        }
    }

    private Observation read(HttpAnswer answer) {
        Duration latency = latency();
        try {
            boolean explained = metric.source() instanceof MetricProbe.Source.Prometheus && answer.status() == 400;
            Observation status = new HttpJudge(request, fetch.secrets(), latency).judge(answer);
            if (!status.passed() && !explained) {
                return status;
            }
            value.accept(MetricAnswer.of(answer, fetch.secrets()).value(metric.source()));
            return Observation.passed(latency);
        } catch (NoValueException e) {
            return Observation.failed(latency, e.getMessage());
        } catch (RuntimeException e) {
            return fetch.failure(e, latency);
        }
    }

    private Duration latency() {
        return context.since(start);
    }
}
