package io.jenkins.plugins.releasechecklist.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.run.ProbeRound;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifications of a real system (three instances, a source of metrics, a TLS server) that breaks at half time. Rounds
 * follow each other without a pause; when they are taken, is the step's business. Latencies are told by the system itself, so
 * that a busy machine changes nothing.
 */
class InjectedFaultsTest {
    private static final int ROUNDS = 40;
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final List<LoopbackServer> instances = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong ticker = new AtomicLong();
    private LoopbackServer prometheus;
    private HttpsServer secure;
    private ProbeFixture fixture;
    private int port;
    private volatile String oddVersion = "2.4.0";
    private volatile int failsEvery = Integer.MAX_VALUE;
    private volatile Duration latency = Duration.ofMillis(2);
    private volatile double errors = 0.010;

    @BeforeAll
    static void issue() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new Certificates(directory).authority().good().expired().selfSigned();
    }

    @BeforeEach
    void deploy() throws IOException, GeneralSecurityException {
        for (String address : ADDRESSES) {
            LoopbackServer instance = new LoopbackServer(address, port);
            port = instance.port();
            instances.add(instance);
            boolean odd = instances.size() == 2;
            instance.on(
                    "/version",
                    exchange -> LoopbackServer.send(
                            exchange, 200, "{\"version\": \"" + (odd ? oddVersion : "2.4.0") + "\"}"));
            instance.on("/health", exchange -> {
                ticker.addAndGet(latency.toNanos());
                boolean fails = asked.incrementAndGet() % failsEvery == 0;
                LoopbackServer.send(exchange, fails ? 500 : 200, "hello");
            });
        }
        prometheus = new LoopbackServer()
                .on(
                        "/api/v1/query",
                        exchange -> LoopbackServer.send(
                                exchange,
                                200,
                                "{\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"" + errors + "\"]}}"));
        secure = serve("good", 0);
        fixture = new ProbeFixture(AddressGuard.ANY, certificates.trust())
                .name("www.test", ADDRESSES.toArray(String[]::new))
                .name("shop.test", "127.0.0.1")
                .ticking(ticker::get);
    }

    @AfterEach
    void stop() {
        fixture.close();
        instances.forEach(LoopbackServer::close);
        prometheus.close();
        secure.stop(0);
    }

    private static HttpsServer serve(String certificate, int port) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server(certificate)));
        server.createContext("/", exchange -> LoopbackServer.send(exchange, 200, "hello"));
        server.start();
        return server;
    }

    /** Breaks something, once. */
    @FunctionalInterface
    private interface Fault {
        void inject() throws IOException, GeneralSecurityException;
    }

    private Assessment verify(Fault fault) throws IOException, GeneralSecurityException {
        VerificationRules rules = new VerificationRules(
                Duration.ofSeconds(15L * ROUNDS),
                Duration.ofSeconds(15),
                Duration.ZERO,
                Map.of(
                        Measure.SUCCESS_RATE,
                        Criterion.parse(">= 99%"),
                        Measure.P50,
                        Criterion.parse("<= 400ms"),
                        Measure.P95,
                        Criterion.parse("<= 600ms")),
                0,
                true,
                List.of(new MetricProbe(
                        "errors",
                        MetricProbe.Source.Prometheus.of(prometheus.url(""), "errors"),
                        Criterion.parse("<= baseline + 10%"),
                        0,
                        "")));
        Check version = new VersionProbe(List.of("http://www.test:" + port + "/version"), "$.version", "", true, "")
                .expecting("2.4.0");
        List<Check> checks = List.of(
                HttpCheck.builder("http://www.test:" + port + "/health")
                        .name("health")
                        .build(),
                HttpCheck.builder("https://shop.test:" + secure.getAddress().getPort() + "/")
                        .name("shop")
                        .build());
        List<Check> sampled = new ArrayList<>(List.of(version));
        sampled.addAll(checks);
        Verification verification = new Verification(rules, checks.size(), (measure, name) -> Optional.of(0.0100));
        Optional<Assessment> certain = Optional.empty();
        for (int round = 0; round < ROUNDS && certain.isEmpty(); round++) {
            if (round == ROUNDS / 2) {
                fault.inject();
            }
            ProbeRound seen = fixture.runner()
                    .round(sampled, rules.metrics(), RunSettings.DEFAULT.withConcurrency(1))
                    .join();
            seen.samples().forEach(verification::add);
            seen.metrics().forEach(verification::add);
            certain = verification.certain(ROUNDS - 1 - round);
        }
        return certain.orElseThrow();
    }

    @RepeatedTest(20)
    void passesWithoutAFault() throws Exception {
        Assessment assessment = verify(() -> {});
        assertThat(assessment.verdict()).as(assessment.toString()).isEqualTo(Verdict.PASS);
        assertThat(assessment.statistics().samples()).isEqualTo(2 * ROUNDS);
    }

    @Test
    void passesWhenOneAnswerOfAllIsAnError() throws Exception {
        Assessment assessment = verify(() -> failsEvery = 2 * ROUNDS / 3);
        assertThat(assessment.verdict()).as(assessment.toString()).isEqualTo(Verdict.PASS);
        assertThat(assessment.reasons())
                .first()
                .isEqualTo("success rate 98.75% (79 of 80 samples, limit >= 99%: at most 1 of 80 may fail)");
    }

    @Test
    void failsWhenOneAnswerInTenIsAnError() throws Exception {
        Assessment assessment = verify(() -> failsEvery = 10);
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .satisfiesExactly(
                        check -> assertThat(check)
                                .startsWith("health failed in 2 of ")
                                .endsWith(": expected status 200-299, got 500 Internal Server Error"),
                        rate -> assertThat(rate)
                                .isEqualTo("success rate 97.5% (78 of 80 samples, limit >= 99%: at most 1 of 80 may"
                                        + " fail)"));
    }

    @Test
    void failsWhenTheLatencyDoubles() throws Exception {
        latency = Duration.ofMillis(350);
        Assessment assessment = verify(() -> latency = Duration.ofMillis(700));
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .singleElement()
                .asString()
                .startsWith("p95 latency 700ms: ")
                .endsWith(": <= 600ms can no longer be met");
    }

    @Test
    void failsWhenOneOfThreeInstancesRunsAnotherVersion() throws Exception {
        Assessment assessment = verify(() -> oddVersion = "2.3.9");
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .containsExactly("1 of 3 instances is not as expected: 127.0.0.2:" + port
                        + ": expected version 2.4.0, got 2.3.9");
    }

    @Test
    void isInconclusiveWhenTheSourceOfTheMetricIsGone() throws Exception {
        Assessment assessment = verify(prometheus::close);
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(assessment.reasons())
                .singleElement()
                .asString()
                .startsWith(
                        "the metric errors could not be measured: it failed in 20 of 40 samples, the last 20 in a row")
                .endsWith("connection refused");
    }

    @Test
    void failsWhenTheMetricRises() throws Exception {
        Assessment assessment = verify(() -> errors = 0.05);
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .singleElement()
                .asString()
                .startsWith("errors was 0.05 at ")
                .endsWith("(limit <= baseline + 10% = 0.011, baseline 0.01)");
    }

    @Test
    void failsWhenTheHostIsGone() throws Exception {
        Assessment assessment = verify(() -> instances.forEach(LoopbackServer::close));
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .first()
                .asString()
                .startsWith("health failed in 2 of 22 samples, the last 2 in a row since ")
                .contains("no connection to www.test:" + port + ": connection refused");
    }

    @Test
    void failsWhenTheCertificateIsReplacedByAnExpiredOne() throws Exception {
        Assessment assessment = verify(() -> replaceCertificate("expired"));
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .first()
                .asString()
                .startsWith("shop failed in 2 of 22 samples")
                .contains("expired");
    }

    @Test
    void failsWhenTheCertificateIsReplacedByOneThatNobodyTrusts() throws Exception {
        Assessment assessment = verify(() -> replaceCertificate("self"));
        assertThat(assessment.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(assessment.reasons())
                .first()
                .asString()
                .startsWith("shop failed in 2 of 22 samples")
                .contains("trusted");
    }

    private void replaceCertificate(String alias) throws IOException, GeneralSecurityException {
        int same = secure.getAddress().getPort();
        secure.stop(0);
        secure = serve(alias, same);
    }
}
