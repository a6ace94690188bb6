package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswerTest;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Backoff;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs against real servers in real time. */
@Timeout(20)
class RealRunTest {
    private final ProbeFixture fixture = new ProbeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private List<CheckResult> run(List<? extends Check> checks, RunSettings settings) throws Exception {
        return fixture.runner().run(checks, settings, result -> {}).get(15, TimeUnit.SECONDS);
    }

    /** Sends the beginning of an answer, and then a byte now and then, for ever. */
    private static CountingServer dripping(String head) throws IOException {
        return new CountingServer("127.0.0.1", client -> {
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                HttpAnswerTest.awaitMillis(10);
                client.getOutputStream().write('x');
                client.getOutputStream().flush();
            }
        });
    }

    @Test
    void endsADrippingAnswerInTime() throws Exception {
        RunSettings settings =
                RunSettings.DEFAULT.withTimeout(Duration.ofMillis(300)).withRetryFor(Duration.ZERO);
        try (CountingServer body = dripping("HTTP/1.1 200 OK\r\n\r\n");
                CountingServer head = dripping("HTTP/1.1 200 OK\r\nX-Header: ")) {
            for (CountingServer server : List.of(body, head)) {
                CheckResult result = run(
                                List.of(HttpCheck.builder("http://127.0.0.1:" + server.port())
                                        .build()),
                                settings)
                        .get(0);
                assertThat(result.error()).isEqualTo("no answer within 300ms");
                assertThat(result.latency()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
                assertThat(server.awaitEnd()).isTrue();
            }
        }
    }

    @Test
    void endsATlsHandshakeThatIsNeverAnswered() throws Exception {
        try (CountingServer silent = new CountingServer("127.0.0.1")) {
            CheckResult result = run(
                            List.of(TlsCheck.parse("127.0.0.1:" + silent.port())),
                            RunSettings.DEFAULT
                                    .withTimeout(Duration.ofMillis(200))
                                    .withRetryFor(Duration.ZERO))
                    .get(0);
            assertThat(result.error()).isEqualTo("no answer within 200ms");
            assertThat(silent.awaitEnd()).isTrue();
        }
    }

    @Test
    void passesAsSoonAsTheServiceIsUp() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer()
                .on("/", exchange -> LoopbackServer.send(exchange, requests.incrementAndGet() < 3 ? 503 : 200, ""))) {
            Backoff quick = new Backoff(Duration.ofMillis(10), 1, Duration.ofMillis(10), 0.5);
            CheckResult result = run(
                            List.of(HttpCheck.builder(server.url("/")).build()),
                            new RunSettings(50, RunSettings.DEFAULT.timeout(), RunSettings.DEFAULT.retryFor(), quick))
                    .get(0);
            assertThat(result.passed()).isTrue();
            assertThat(result.attempts()).isEqualTo(3);
        }
    }

    @Test
    void closesEveryConnectionWhenItIsCancelled() throws Exception {
        try (CountingServer http = new CountingServer("127.0.0.1");
                CountingServer https = new CountingServer("127.0.0.1");
                CountingServer tls = new CountingServer("127.0.0.1");
                CountingServer body = dripping("HTTP/1.1 200 OK\r\n\r\n")) {
            List<CountingServer> servers = List.of(http, https, tls, body);
            CountDownLatch settled = new CountDownLatch(4);
            CompletableFuture<List<CheckResult>> run = fixture.runner()
                    .run(
                            List.of(
                                    HttpCheck.builder("http://127.0.0.1:" + http.port())
                                            .build(),
                                    HttpCheck.builder("https://127.0.0.1:" + https.port())
                                            .build(),
                                    TlsCheck.parse("127.0.0.1:" + tls.port()),
                                    HttpCheck.builder("http://127.0.0.1:" + body.port())
                                            .build()),
                            RunSettings.DEFAULT,
                            result -> settled.countDown());
            for (CountingServer server : servers) {
                assertThat(server.awaitConnection()).isTrue();
            }
            long start = System.nanoTime();
            run.cancel(true);
            assertThat(settled.getCount()).isZero();
            for (CountingServer server : servers) {
                assertThat(server.awaitEnd()).isTrue();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void givesThePlacesOfCancelledConnectionsBack() throws Exception {
        try (CountingServer silent = new CountingServer("127.0.0.1");
                LoopbackServer server = new LoopbackServer().on("/", 200, "");
                ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, 1)) {
            ProbeContext context = ProbeContext.of(network, (url, id) -> Optional.empty(), ProbeFixture.NO_COMMANDS);
            for (int i = 0; i < 100; i++) {
                // Mostly in the middle of connecting, where a place is lost most easily.
                String scheme = i % 2 == 0 ? "http" : "https";
                CompletableFuture<Observation> attempt = HttpCheck.builder(scheme + "://127.0.0.1:" + silent.port())
                        .build()
                        .attempt(context);
                assertThat(silent.awaitConnection()).isTrue();
                attempt.cancel(true);
            }
            HttpCheck next = HttpCheck.builder(server.url("/")).build();
            assertThat(next.attempt(context).get(30, TimeUnit.SECONDS).errorIfAny())
                    .isEmpty();
        }
    }

    @Test
    void runsAThousandChecksWithFewThreads() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        try (LoopbackServer server = new LoopbackServer().on("/", exchange -> {
            HttpAnswerTest.awaitMillis(20);
            if (exchange.getRequestURI().getPath().endsWith("50")) {
                threads.accumulateAndGet(probeThreads(), Math::max);
            }
            LoopbackServer.send(exchange, 200, "{\"status\": \"UP\"}");
        })) {
            List<HttpCheck> checks = IntStream.range(0, 1000)
                    .mapToObj(i -> HttpCheck.builder(server.url("/" + i))
                            .jsonPath("$.status")
                            .expect("UP")
                            .build())
                    .toList();
            List<CheckResult> results = run(checks, RunSettings.DEFAULT);
            assertThat(results).allMatch(CheckResult::passed);
            assertThat(server.asked()).hasSize(1000);
            // At most one for each check that runs at the same time, and a few for input and output.
            assertThat(threads.get()).isBetween(1, RunSettings.DEFAULT.concurrency() + 20);
        }
    }

    private static int probeThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("release-checklist-probe") || name.startsWith("httpclient"))
                .count();
    }
}
