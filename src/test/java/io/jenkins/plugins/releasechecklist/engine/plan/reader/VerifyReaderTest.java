package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyReaderTest {
    private static final String METRIC =
            "{name: errors, prometheus: 'https://prometheus.example.com', query: up," + " pass: '== 1'}";

    private static VerifyPlan verify(String verify) {
        return Texts.live("verify: " + verify).verify().orElseThrow();
    }

    private static List<String> mistakes(String verify) {
        return Mistakes.inEnvironment("verify: " + verify);
    }

    @Test
    void leavesToTheStepWhatIsNotSaid() {
        assertThat(verify("{}")).isEqualTo(VerifyPlan.EMPTY);
    }

    @Test
    void readsDurationAndInterval() {
        VerifyPlan verify = verify("{duration: 10m, interval: PT10M}");
        assertThat(verify.duration()).contains(Duration.ofMinutes(10));
        assertThat(verify.interval()).contains(Duration.ofMinutes(10));
        assertThat(mistakes("{duration: 0s, interval: [15s]}"))
                .containsExactly(
                        "verify.duration: expected a duration longer than zero, found '0s'",
                        "verify.interval: expected a duration such as 500ms, 15s, 10m, 24h, 14d or PT10M, found a"
                                + " list");
    }

    @Test
    void rejectsAnIntervalLongerThanTheDuration() {
        assertThat(mistakes("{duration: 1m, interval: 90s}"))
                .containsExactly("verify.interval: expected at most the duration (1m), found 1m 30s");
        assertThat(mistakes("{interval: 20m}"))
                .containsExactly("verify.interval: expected at most the duration (10m, the default), found 20m");
        assertThatThrownBy(() -> new VerifyPlan(
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()))
                .hasMessage("Expected an interval of at most the duration 1s, found 2s");
    }

    @Test
    void readsWhatIsComparedAsAWhole() {
        assertThat(verify("{p50: 'no worse than baseline by 10%'}").criteria().get(Measure.P50))
                .hasToString("no worse than baseline by 10%");
        assertThat(verify(
                                "{metrics: [{name: a, url: 'https://a', jsonPath: $.a, pass: no  lower than the other one by 5},"
                                        + " {name: the other one, url: 'https://b', jsonPath: $.b, pass: '> 0', dryRun: true}]}")
                        .metrics()
                        .get(0)
                        .pass())
                .hasToString("no lower than the other one by 5");
        assertThat(mistakes("{p50: no worse than stable}"))
                .containsExactly("verify: expected the other metric of 'no worse than stable', or baseline in its"
                        + " place, found none of that name");
        for (String wrong : List.of(
                "p95: 'no worse than baseline'",
                "successRate: 'no worse than baseline'",
                "p50: 'no worse than'",
                "p50: 'no worse than baseline by ten'",
                "p50: 'no better than baseline'")) {
            assertThat(mistakes("{" + wrong + "}")).singleElement().asString().contains(": expected");
        }
    }

    @Test
    void takesTenRoundsUnlessAnIntervalIsWritten() {
        assertThat(verify("{duration: 10s}").rules().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(verify("{duration: 5ms}").rules().interval()).isEqualTo(Duration.ofMillis(1));
        assertThat(verify("{duration: 1h}").rules().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(verify("{duration: 10s}").rules().fewRounds()).isEmpty();
        assertThat(verify("{interval: 2m}").rules().fewRounds())
                .contains("only 5 rounds, because the interval is 2m and the duration 10m; 10 or more say something");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VerifyPlan(
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(20)),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of())
                        .rules())
                .withMessage("interval: expected at most the duration 10m, which is the default, found 20m");
    }

    @Test
    void readsASuccessRateInPercent() {
        assertThat(verify("{successRate: '>= 99.5%'}").criteria())
                .isEqualTo(Map.of(Measure.SUCCESS_RATE, Criterion.parse(">= 99.5%")));
        assertThat(mistakes("{successRate: '>= baseline - 1%'}")).isEmpty();
        for (String rate : List.of(
                "'>= 0.99'", "'<= 99%'", "'>= 800ms'", "'>= baseline - 2ms'", "'>= 101%'", "99", "'99%'", "{}")) {
            assertThat(mistakes("{successRate: " + rate + "}"))
                    .singleElement()
                    .asString()
                    .startsWith("verify.successRate: ")
                    .contains("expected");
        }
    }

    @Test
    void readsALatencyInTime() {
        assertThat(verify("{p50: '<= baseline + 10%', p95: '< 1s', p99: '<= baseline + 50ms'}")
                        .criteria())
                .isEqualTo(Map.of(
                        Measure.P50,
                        Criterion.parse("<= baseline + 10%"),
                        Measure.P95,
                        Criterion.parse("< 1s"),
                        Measure.P99,
                        Criterion.parse("<= baseline + 50ms")));
        for (String latency : List.of("'<= 800'", "'>= 800ms'", "'<= 99%'", "'<= baseline + 3'", "800ms", "[]")) {
            assertThat(mistakes("{p95: " + latency + "}"))
                    .singleElement()
                    .asString()
                    .startsWith("verify.p95: ")
                    .contains("expected");
        }
    }

    @Test
    void readsWhereTheVersionIs() {
        assertThat(verify("{version: {url: 'https://a/version', jsonPath: $.v, credentialsId: shop}}")
                        .version())
                .hasValueSatisfying(version -> {
                    assertThat(version.urls()).containsExactly("https://a/version");
                    assertThat(version.jsonPath()).isEqualTo("$.v");
                    assertThat(version.credentialsId()).isEqualTo("shop");
                    assertThat(version.everyAddress()).isFalse();
                });
        assertThat(mistakes("{version: {url: a, jsonPath: v, credentialsId: [], path: x}}"))
                .satisfiesExactly(
                        url -> assertThat(url).startsWith("verify.version.url: expected http:// or https://"),
                        path -> assertThat(path).startsWith("verify.version.jsonPath: expected a JSONPath"),
                        id -> assertThat(id).isEqualTo("verify.version.credentialsId: expected text, found a list"),
                        key -> assertThat(key)
                                .startsWith("verify.version.path: unknown key")
                                .endsWith("Allowed: url, urls, jsonPath, credentialsId, caCredentialsId, instances"));
        assertThat(mistakes("{version: 'https://a/version'}"))
                .containsExactly("verify.version: expected a version probe (a mapping with the keys url, urls,"
                        + " jsonPath, credentialsId, caCredentialsId, instances),"
                        + " found \"https://a/version\"");
    }

    @Test
    void readsWhichInstancesTellTheVersion() {
        assertThat(verify("{version: {url: 'https://a/version', jsonPath: $.v, instances: all}}")
                        .version()
                        .orElseThrow()
                        .everyAddress())
                .isTrue();
        assertThat(verify("{version: {urls: ['https://a/version', 'https://b/version'], jsonPath: $.v}}")
                        .version()
                        .orElseThrow()
                        .urls())
                .containsExactly("https://a/version", "https://b/version");
        assertThat(mistakes("{version: {url: 'https://a', urls: ['https://b'], jsonPath: $.v, instances: some}}"))
                .satisfiesExactly(
                        both -> assertThat(both)
                                .isEqualTo("verify.version.urls: expected either url or urls, found both"),
                        some -> assertThat(some)
                                .startsWith("verify.version.instances: ")
                                .contains("one", "all"));
        assertThat(mistakes("{version: {urls: [], jsonPath: $.v}}"))
                .singleElement()
                .asString()
                .startsWith("verify.version.urls: ");
        assertThat(mistakes("{version: {jsonPath: $.v}}"))
                .containsExactly("verify.version.url: expected a URL, found nothing");
    }

    @Test
    void readsHowManyFailuresInARowAreTooMany() {
        assertThat(verify("{consecutiveFailures: 3}").consecutiveFailures()).contains(3);
        for (String number : List.of("0", "-1", "many", "1.5")) {
            assertThat(mistakes("{consecutiveFailures: " + number + "}"))
                    .singleElement()
                    .asString()
                    .startsWith("verify.consecutiveFailures: expected");
        }
    }

    @Test
    void readsAMetricFromAnyJson() {
        assertThat(verify("{metrics: [{name: queue, url: 'https://a/status', jsonPath: $.queue, pass: '<= 100',"
                                + " failureLimit: 2, credentialsId: shop}]}")
                        .metrics())
                .containsExactly(new MetricProbe(
                        "queue",
                        MetricProbe.Source.Json.of("https://a/status", "$.queue"),
                        Criterion.parse("<= 100"),
                        2,
                        "shop"));
        assertThat(mistakes("{metrics: [{name: a, url: 'https://a', pass: '<= 1', failureLimit: -1}]}"))
                .satisfiesExactly(
                        path -> assertThat(path)
                                .isEqualTo("verify.metrics[0].jsonPath: expected a JSONPath such as $.errors, found"
                                        + " nothing"),
                        limit -> assertThat(limit).startsWith("verify.metrics[0].failureLimit: expected"));
        assertThat(mistakes("{metrics: [{name: a, url: 'https://a', jsonPath: $.a, query: up, pass: '<= 1'}]}"))
                .containsExactly("verify.metrics[0].url: expected either prometheus with query, or url with jsonPath,"
                        + " found parts of both");
    }

    @Test
    void readsMetrics() {
        assertThat(verify("{metrics: [" + METRIC + "]}").metrics())
                .singleElement()
                .satisfies(metric -> {
                    assertThat(metric.name()).isEqualTo("errors");
                    assertThat(metric.pass()).isEqualTo(Criterion.parse("== 1"));
                });
    }

    @Test
    void rejectsWrongMetrics() {
        assertThat(mistakes("{metrics: [{}, {name: [], prometheus: a, query: '', pass: good, x: 1}, " + METRIC + ", "
                        + METRIC + "]}"))
                .satisfiesExactly(
                        name -> assertThat(name).isEqualTo("verify.metrics[0].name: expected a name, found nothing"),
                        url -> assertThat(url)
                                .isEqualTo("verify.metrics[0].prometheus: expected the URL of a Prometheus server,"
                                        + " found nothing"),
                        query -> assertThat(query)
                                .isEqualTo("verify.metrics[0].query: expected a query in PromQL, found nothing"),
                        pass -> assertThat(pass)
                                .isEqualTo("verify.metrics[0].pass: expected a criterion, found" + " nothing"),
                        name -> assertThat(name).isEqualTo("verify.metrics[1].name: expected text, found a list"),
                        url -> assertThat(url).startsWith("verify.metrics[1].prometheus: expected http"),
                        query -> assertThat(query).isEqualTo("verify.metrics[1].query: expected text, found \"\""),
                        pass -> assertThat(pass)
                                .startsWith("verify.metrics[1].pass: ")
                                .contains("expected"),
                        key -> assertThat(key).startsWith("verify.metrics[1].x: unknown key"),
                        again -> assertThat(again)
                                .isEqualTo("verify.metrics[3].name: expected every name of a metric once, found"
                                        + " \"errors\" again"
                                        + " (first on line 3)"));
    }

    @Test
    void rejectsUnknownKeys() {
        assertThat(mistakes("{p98: '<= 1s'}"))
                .containsExactly(
                        "verify.p98: unknown key; did you mean \"p95\"? Allowed: duration, interval, initialDelay,"
                                + " successRate, p50, p95, p99, consecutiveFailures, version, metrics");
    }
}
