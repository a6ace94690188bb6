package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricUnit;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRound;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes to an agent and back has to arrive as it was. */
class SerializationTest {
    static Object[] travellers() {
        HttpCheck http = HttpCheck.builder("https://shop.example.com/health?x=1")
                .name("health")
                .method(HttpMethod.POST)
                .header("X-Api-Key", "abc")
                .header("Accept", "application/json")
                .body("{}")
                .status(StatusRange.parse("2xx"))
                .bodyContains("UP")
                .jsonPath("$.status")
                .expect("UP")
                .matches("UP|OK")
                .maxLatency(Duration.ofMillis(500))
                .credentialsId("shop")
                .redirects(Redirects.NEVER)
                .build();
        return new Object[] {
            http,
            HttpCheck.builder("http://localhost").jsonPath("$.a").build(),
            new VersionProbe(List.of("https://shop.example.com"), "$.version", "", true, "").expecting("2.4.0"),
            new MetricProbe(
                    "errors",
                    MetricProbe.Source.Prometheus.of("https://prometheus.example.com", "up"),
                    Criterion.parse("<= baseline + 10%"),
                    2,
                    "prometheus"),
            new MetricProbe(
                    "p95",
                    MetricProbe.Source.Prometheus.of("https://prometheus.example.com", "up"),
                    Criterion.parse("no worse than baseline by 10ms"),
                    0,
                    "",
                    new MetricProbe.Terms(
                            Map.of("X-Scope-OrgID", "shop"),
                            Map.of("DD-API-KEY", "datadog"),
                            "ca",
                            MetricUnit.SECONDS,
                            Duration.ofMinutes(1),
                            2,
                            true)),
            new ProbeRound(
                    List.of(new Sample(Instant.ofEpochSecond(1), "a", false, 3, "no")),
                    List.of(new MetricSample(Instant.ofEpochSecond(1), "errors", 0.5, ""))),
            TcpCheck.parse("[::1]:5432"),
            TcpCheck.parse("cache:6379").sending("AUTH s3cret\\r\\n").expecting("+OK"),
            DnsCheck.parse("shop.example.com").resolvingTo(DnsCheck.networks("203.0.113.7, 2001:db8::/32")),
            CommandCheck.of("./smoke.sh").exiting(3).containing("fine").matching("^[0-9]+ tests$"),
            new CommandWorkspace("", "/work", Map.of("TOKEN", "s3cret")),
            TlsCheck.parse("shop.example.com:443").withMinValidity(Duration.ofDays(14)),
            RunSettings.DEFAULT,
            Observation.passed(Duration.ofMillis(3)),
            Observation.refused(Duration.ofMillis(3), "no"),
            new CheckResult("a", "tcp", "db:1", CheckResult.Status.CANCELLED, Duration.ZERO, 0, "cancelled"),
            new Sample(Instant.ofEpochSecond(1), "a", false, 3, "no"),
            new ProbeCredentials.Basic("pm", "s3cret"),
            new ProbeCredentials.Bearer("s3cret"),
            new ProbeCredentials.Certificate(new byte[] {1, 2}, "s3cret"),
            HttpCheck.builder("https://shop.example.com/orders")
                    .form(Map.of("s3cret", "abc"))
                    .expectHeader("Content-Type", "^text/")
                    .bodyMatches("a.c")
                    .certificateId("client")
                    .build(),
            HttpCheck.builder("https://shop.example.com/orders")
                    .json(RequestBody.Json.of(Map.of("s3cret", List.of("abc", 1))))
                    .build(),
            AddressGuard.ANY,
            new ProbeAccess(
                    Map.of(
                            new ProbeAccess.CredentialsKey("https://shop.example.com:443", "shop"),
                            new ProbeCredentials.Bearer("s3cret")),
                    AddressGuard.ANY,
                    new ProbeProxy("proxy.example.com", 3128, "", "", List.of(".*\\.example\\.com")),
                    CommandWorkspace.refused("no agent")),
            new MetricSample(Instant.ofEpochSecond(1), "errors", 0.5, ""),
            Criterion.parse("<= baseline + 10%"),
            Criterion.parse(">= 99%")
        };
    }

    @ParameterizedTest
    @MethodSource("travellers")
    void arrivesAsItWas(Object traveller) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(traveller);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(traveller);
        }
    }

    @ParameterizedTest
    @MethodSource("travellers")
    void showsNoSecret(Object traveller) {
        assertThat(traveller.toString()).doesNotContain("s3cret", "abc");
    }
}
