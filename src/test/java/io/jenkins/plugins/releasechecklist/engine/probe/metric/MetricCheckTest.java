package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricCheckTest {
    private static final String QUERY = "/api/v1/query";
    private static final Criterion ANY = Criterion.parse(">= 0");

    private LoopbackServer server;
    private ProbeFixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fixture = new ProbeFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private MetricProbe prometheus(String credentialsId) {
        return new MetricProbe(
                "errors",
                MetricProbe.Source.Prometheus.of(server.url("/"), "sum(rate(errors[1m])) > 0"),
                ANY,
                0,
                credentialsId);
    }

    private MetricProbe json(String path) {
        return new MetricProbe("queue", MetricProbe.Source.Json.of(server.url("/status"), path), ANY, 0, "");
    }

    private MetricSample measure(MetricProbe metric) {
        return fixture.runner()
                .round(List.of(), List.of(metric), RunSettings.DEFAULT)
                .join()
                .metrics()
                .get(0);
    }

    private void prometheusAnswers(String data) {
        server.on(QUERY, 200, "{\"status\":\"success\",\"data\":" + data + "}");
    }

    @Test
    void readsTheOnlyValueOfAVector() {
        prometheusAnswers(
                "{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1763856000.1,\"0.0125\"]}]}");
        MetricSample sample = measure(prometheus(""));
        assertThat(sample.measured()).isTrue();
        assertThat(sample.value()).isEqualTo(0.0125);
        assertThat(sample.metric()).isEqualTo("errors");
        assertThat(server.asked())
                .singleElement()
                .extracting(LoopbackServer.Asked::path)
                .isEqualTo("/api/v1/query?query=sum%28rate%28errors%5B1m%5D%29%29+%3E+0");
    }

    @Test
    void readsAScalar() {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1763856000.1,\"42\"]}");
        assertThat(measure(prometheus("")).value()).isEqualTo(42);
    }

    @Test
    void sendsItsCredentials() {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"42\"]}");
        fixture.credentials("token", new ProbeCredentials.Bearer("s3cret"));
        assertThat(measure(prometheus("token")).measured()).isTrue();
        assertThat(server.asked().get(0).authorization()).containsExactly("Bearer s3cret");
        assertThat(measure(prometheus("other")).error()).contains("'other'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resultType\":\"vector\",\"result\":[]} | expected one value, and the query gives none",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]} | expected one value,"
                        + " and the query gives 2; aggregate it, with sum(...) for instance",
                "{\"resultType\":\"matrix\",\"result\":[]} | expected a scalar or a vector from Prometheus, got matrix",
                "{\"resultType\":\"scalar\",\"result\":[1,\"NaN\"]} | expected a number at $.data.result[1], found 'NaN'",
                "{\"resultType\":\"scalar\",\"result\":[1,\"+Inf\"]} | expected a number at $.data.result[1], found '+Inf'",
                "{} | expected a scalar or a vector from Prometheus, got status 200 without a result"
            })
    void tellsWhyThereIsNoValue(String data, String error) {
        prometheusAnswers(data);
        MetricSample sample = measure(prometheus(""));
        assertThat(sample.measured()).isFalse();
        assertThat(sample.error()).isEqualTo(error);
    }

    @Test
    void tellsWhatPrometheusHasAgainstTheQuery() {
        server.on(
                QUERY,
                400,
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unclosed left\"}");
        assertThat(measure(prometheus("")).error()).isEqualTo("Prometheus says: parse error: unclosed left");
    }

    @Test
    void tellsWhatIsWrongWithTheSource() {
        server.on(QUERY, 503, "{}");
        assertThat(measure(prometheus("")).error()).isEqualTo("expected status 200-299, got 503 Service Unavailable");
        server.close();
        assertThat(measure(prometheus("")).error()).contains("connection refused");
    }

    @Test
    void readsANumberFromAnyJson() {
        server.on(
                "/status",
                200,
                "{\"queue\": 7, \"share\": \"12.5\", \"name\": \"shop\", \"all\": [1, 2], \"no\": null}");
        assertThat(measure(json("$.queue")).value()).isEqualTo(7);
        assertThat(measure(json("$.share")).value()).isEqualTo(12.5);
        assertThat(measure(json("$.all[*]")).error()).isEqualTo("expected one number at $.all[*], found 2 values");
        assertThat(measure(json("$.name")).error()).isEqualTo("expected a number at $.name, found 'shop'");
        assertThat(measure(json("$.no")).error()).isEqualTo("expected a number at $.no, found 'null'");
        assertThat(measure(json("$.other")).error()).isEqualTo("expected one number at $.other, found 0 values");
    }

    @Test
    void saysThatItIsNoJson() {
        server.on("/status", 200, "<html>");
        assertThat(measure(json("$.queue")).error())
                .isEqualTo("expected JSON with a value, got an answer that is no JSON");
    }
}
