package io.jenkins.plugins.releasechecklist.engine.probe.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "{\"resultType\":\"vector\",\"result\":[]} | expected one value, and the query gives none:"
                        + " there is no such series (yet); \"... or vector(0)\" makes that 0",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]} | expected one value,"
                        + " and the query gives 2; aggregate it, with sum(...) for instance",
                "{\"resultType\":\"matrix\",\"result\":[]} | expected a scalar or a vector from Prometheus, got matrix",
                "{\"resultType\":\"scalar\",\"result\":[1,\"NaN\"]} | expected a number at $.data.result[1], found 'NaN'",
                "{\"resultType\":\"vector\",\"result\":[{\"histogram\":[1,{\"count\":\"5\"}]}]} | expected a number from Prometheus, got"
                        + " a histogram; ask for histogram_quantile(...) or histogram_count(...) of it",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"0\"]},{\"histogram\":[1,{}]}]} | expected a number from"
                        + " Prometheus, got a histogram; ask for histogram_quantile(...) or histogram_count(...) of it",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"0\"]},{}]} | expected one value,"
                        + " and the query gives 2; aggregate it, with sum(...) for instance",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1]}]} | expected one number at $.data.result[0].value[1],"
                        + " found 0 values",
                "null | expected a scalar or a vector from Prometheus, got status 200 without a result",
                "{} | expected a scalar or a vector from Prometheus, got status 200 without a result"
            })
    void tellsWhyThereIsNoValue(String data, String error) {
        prometheusAnswers(data);
        MetricSample sample = measure(prometheus(""));
        assertThat(sample.measured()).isFalse();
        assertThat(sample.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 422, 500, 503})
    void tellsWhatPrometheusHasAgainstTheQuery(int status) {
        server.on(
                QUERY,
                status,
                "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unclosed left\"}");
        assertThat(measure(prometheus("")).error()).isEqualTo("Prometheus says: parse error: unclosed left");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"error\",\"errorType\":\"timeout\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}} | Prometheus says:"
                        + " timeout",
                "{\"status\":\"error\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}} | expected a scalar or a"
                        + " vector from Prometheus, got status 200 without a result",
                "null | expected a scalar or a vector from Prometheus, got status 200 without a result",
                "[] | expected a scalar or a vector from Prometheus, got status 200 without a result"
            })
    void takesNoValueBesideAnError(String answer, String error) {
        server.on(QUERY, 200, answer);
        assertThat(measure(prometheus("")).error()).isEqualTo(error);
    }

    /** Decimal fractions are no binary ones: 1.001 s times 1000 would be a little less than 1001 ms. */
    @ParameterizedTest
    @CsvSource({
        "1.001, '== 1001ms', ''",
        "4.35, '== 4350ms', s",
        "1001, '== 1s1ms', ms",
        "7000, '== 7ms', us",
        "57, '== 57%', percent"
    })
    void comparesExactly(String value, String pass, String unit) {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"" + value + "\"]}");
        MetricProbe metric = metric(pass, unit, prometheus("").source());
        assertThat(metric.pass().holds(measure(metric).value())).isTrue();
    }

    @Test
    void takesNoErrorForNone() {
        server.on(
                QUERY,
                200,
                "{\"status\":\"success\",\"error\":null,\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}");
        assertThat(measure(prometheus("")).value()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"+Inf, Infinity", "Inf, Infinity", "-Inf, -Infinity", "1e-05, 1e-05", "-0, -0"})
    void readsEveryNumberOfPrometheus(String text, double value) {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"" + text + "\"]}");
        assertThat(measure(prometheus("")).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5d", "0x1p3", "1f", ".5", "5.", "01", "+1", " 1", "Infinity", "1_000", "NaN", ""})
    void takesNothingForANumberThatJsonDoesNot(String text) {
        server.on("/status", 200, "{\"queue\": \"" + text + "\"}");
        assertThat(measure(json("$.queue")).error()).startsWith("expected a number at $.queue, found '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"warnings\":[\"fetch series for {cluster=eu}: rpc error\"] | the answer is not the whole one: fetch series for"
                        + " {cluster=eu}: rpc error",
                "\"isPartial\":true | the answer is not the whole one",
                "\"isPartial\":false | ''",
                "\"warnings\":[] | ''",
                "\"infos\":[\"metric might not be a counter\"] | ''"
            })
    void doesNotPassOverAPartialAnswer(String said, String error) {
        server.on(
                QUERY,
                200,
                "{\"status\":\"success\"," + said + ",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}}");
        assertThat(measure(prometheus("")).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "'<= 800ms', '', 3500",
        "'<= 800ms', s, 3500",
        "'<= 800ms', ms, 3.5",
        "'<= 800ms', us, 0.0035",
        "'<= 800ms', m, 210000",
        "'<= baseline + 50ms', '', 3500",
        "'<= baseline + 10%', '', 3.5",
        "'<= 4', '', 3.5",
        "'<= 5%', percent, 0.035",
        "'<= 5%', ratio, 3.5"
    })
    void comparesPrometheusInItsBaseUnit(String pass, String unit, double value) {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"3.5\"]}");
        MetricSample sample = measure(metric(pass, unit, prometheus("").source()));
        assertThat(sample.error()).isEmpty();
        assertThat(sample.value()).isCloseTo(value, within(1e-9));
    }

    @Test
    void asksGrafanaForWhatItsDataSourceSays() {
        server.on(
                "/api/datasources/proxy/uid/prom/api/v1/query",
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"0.5\"]}}");
        fixture.credentials("grafana", new ProbeCredentials.Bearer("s3cret"));
        MetricProbe.Source grafana =
                MetricProbe.Source.Prometheus.of(server.url("/api/datasources/proxy/uid/prom"), "up");
        assertThat(measure(new MetricProbe("up", grafana, ANY, 0, "grafana")).value())
                .isEqualTo(0.5);
        assertThat(server.asked().get(0).authorization()).containsExactly("Bearer s3cret");
    }

    @Test
    void countsMillisecondsElsewhere() {
        server.on("/status", 200, "{\"queue\": 250}");
        assertThat(measure(metric("<= 800ms", "", json("$.queue").source())).value())
                .isEqualTo(250);
    }

    @Test
    void refusesPercentWhereARatioIsCompared() {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"12\"]}");
        MetricSample sample = measure(metric(">= 99%", "", prometheus("").source()));
        assertThat(sample.measured()).isFalse();
        assertThat(sample.error())
                .isEqualTo(
                        "found 12.0, which is no ratio to compare with >= 99%; write unit: percent, or unit: ratio if it"
                                + " can be that much");
    }

    @Test
    void doesNotTakeAnInfinityForPercent() {
        prometheusAnswers("{\"resultType\":\"scalar\",\"result\":[1,\"+Inf\"]}");
        assertThat(measure(metric("<= 1%", "", prometheus("").source())).measured())
                .isTrue();
    }

    @Test
    void sendsItsHeaders() {
        server.on(
                QUERY,
                exchange -> LoopbackServer.send(
                        exchange,
                        200,
                        "{\"data\":{\"resultType\":\"scalar\",\"result\":[1,\""
                                + exchange.getRequestHeaders().getFirst("X-Scope-OrgID") + "\"]}}"));
        assertThat(measure(new MetricProbe(
                                "errors",
                                prometheus("").source(),
                                ANY,
                                0,
                                "",
                                terms(Map.of("X-Scope-OrgID", "42"), "")))
                        .value())
                .isEqualTo(42);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> terms(Map.of("X-Api-Key", "s3cret"), ""))
                .withMessage(
                        "headers: expected 'X-Api-Key' in headerCredentials, with the id of a secret text, because a"
                                + " secret in a plan is none");
    }

    private MetricProbe withSecrets(String url, String jsonPath, Map<String, String> ids) {
        MetricProbe.Terms terms = new MetricProbe.Terms(Map.of(), ids, "", MetricUnit.UNSAID, Duration.ZERO, 0, false);
        return new MetricProbe("errors", MetricProbe.Source.Json.of(url, jsonPath), ANY, 0, "", terms);
    }

    @Test
    void sendsSecretTextsInTheirHeadersAndNowhereElse() throws IOException {
        fixture.credentials("key", new ProbeCredentials.Bearer("s3cret-key"))
                .credentials("user", new ProbeCredentials.Basic("anna", "s3cret-password"));
        server.on(
                "/status",
                exchange -> LoopbackServer.send(
                        exchange,
                        200,
                        "{\"echo\": \"" + exchange.getRequestHeaders().getFirst("DD-API-KEY") + "\"}"));
        assertThat(measure(withSecrets(server.url("/status"), "$.echo", Map.of("DD-API-KEY", "key")))
                        .error())
                .isEqualTo("expected a number at $.echo, found '****'");
        try (LoopbackServer other = new LoopbackServer()) {
            server.redirect("/away", 302, other.url("/status"));
            other.on(
                    "/status",
                    exchange -> LoopbackServer.send(
                            exchange,
                            200,
                            "{\"n\": " + exchange.getRequestHeaders().containsKey("DD-API-KEY") + "}"));
            assertThat(measure(withSecrets(server.url("/away"), "$.n", Map.of("DD-API-KEY", "key")))
                            .error())
                    .startsWith("expected a number at $.n, found 'false'");
        }
        assertThat(measure(withSecrets(server.url("/status"), "$.echo", Map.of("X", "user")))
                        .error())
                .isEqualTo("the credentials 'user' are no secret text, which a header needs");
        assertThat(measure(withSecrets(server.url("/status"), "$.echo", Map.of("X", "gone")))
                        .error())
                .isEqualTo("there are no credentials 'gone' that may be used here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withSecrets(server.url("/status"), "$.echo", Map.of("a b", "key")))
                .withMessage("headerCredentials: expected a header name such as X-Api-Key, found 'a b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withSecrets(server.url("/status"), "$.echo", Map.of("X-Key", " ")))
                .withMessage("headerCredentials: expected the id of a secret text for 'X-Key', found nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "from={now-5m}&to={now}, from=1763855700&to=1763856000",
        "at=%7Bnow-1d%7D, at=1763769600",
        "q={now-x}&r={then}, q=%7Bnow-x%7D&r=%7Bthen%7D"
    })
    void tellsTheTimeWhereTheAddressAsksForIt(String query, String asked) {
        fixture.at(InstantSource.fixed(Instant.ofEpochSecond(1_763_856_000)));
        server.on("/status", 200, "{\"n\": 1}");
        assertThat(measure(withSecrets(server.url("/status?" + query), "$.n", Map.of()))
                        .value())
                .isEqualTo(1);
        assertThat(server.asked())
                .singleElement()
                .extracting(LoopbackServer.Asked::path)
                .isEqualTo("/status?" + asked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://p/?tenant=x, https://p/",
        "https://p/mimir?tenant=x, https://p/mimir",
        "https://p/api/v1/query, https://p",
        "https://p/prometheus/api/v1/, https://p/prometheus",
        "https://p/graph, https://p",
        "https://p/query/, https://p"
    })
    void saysWhatTheAddressOfAServerIs(String wrong, String right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricProbe.Source.Prometheus.of(wrong, "up"))
                .withMessageStartingWith("prometheus: expected the address of the server")
                .withMessageContaining("; write " + right);
    }

    private static MetricProbe metric(String pass, String unit, MetricProbe.Source source) {
        return new MetricProbe("errors", source, Criterion.parse(pass), 0, "", terms(Map.of(), unit));
    }

    private static MetricProbe.Terms terms(Map<String, String> headers, String word) {
        MetricUnit unit = Arrays.stream(MetricUnit.values())
                .filter(it -> it.word().equals(word))
                .findFirst()
                .orElseThrow();
        return new MetricProbe.Terms(headers, Map.of(), "", unit, Duration.ZERO, 0, false);
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
