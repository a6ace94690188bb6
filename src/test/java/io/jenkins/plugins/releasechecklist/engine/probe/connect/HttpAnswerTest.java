package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an HTTP check says about answers. */
public class HttpAnswerTest {
    private static final String HEALTH = """
            {"status": "UP", "code": 7, "rate": 2.40, "ok": true, "none": null, "name": "Überblick",
             "components": [{"name": "db", "status": "UP"}, {"name": "mail", "status": "DOWN"}]}""";

    private final ProbeFixture fixture = new ProbeFixture();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer().on("/health", 200, HEALTH);
    }

    @AfterEach
    void stop() {
        server.close();
        fixture.close();
    }

    private HttpCheckBuilder health() {
        return HttpCheck.builder(server.url("/health"));
    }

    private static byte[] compressed(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.equals("gzip")
                ? new GZIPOutputStream(bytes)
                : new DeflaterOutputStream(bytes, new Deflater(6, coding.equals("raw")))) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private void serve(String coding, byte[] body) {
        server.on("/compressed", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    private HttpCheckBuilder compressed() {
        return HttpCheck.builder(server.url("/compressed"));
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "x-gzip, gzip", "GZIP, gzip", "deflate, zlib", "deflate, raw", "'identity, gzip', gzip"})
    void readsWhatItAccepts(String named, String coding) throws Exception {
        serve(named, compressed(coding, HEALTH.getBytes(StandardCharsets.UTF_8)));
        assertThat(fixture.errorOf(compressed()
                        .jsonPath("$.name")
                        .expect("Überblick")
                        .expectHeader("Content-Encoding", ".")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void readsWhatWasCompressedTwice() throws Exception {
        serve("deflate, gzip", compressed("gzip", compressed("zlib", HEALTH.getBytes(StandardCharsets.UTF_8))));
        assertThat(fixture.errorOf(compressed().bodyContains("Überblick").build()))
                .isEqualTo("passed");
    }

    @Test
    void readsNoMoreOfABombThanOfAnythingElse() throws Exception {
        serve("gzip, gzip", compressed("gzip", compressed("gzip", new byte[200_000_000])));
        assertThat(fixture.errorOf(compressed().bodyContains("x").build()))
                .isEqualTo("expected the answer to contain 'x', found no such text in its first MiB");
    }

    @Test
    void namesACodingThatItCannotRead() throws Exception {
        serve("br", new byte[] {1, 2, 3});
        assertThat(fixture.errorOf(compressed().build())).isEqualTo("passed");
        assertThat(fixture.errorOf(compressed().jsonPath("$.a").build()))
                .isEqualTo(
                        "expected $.a in the answer, got an answer that is compressed with br, which is not read here");
    }

    @Test
    void saysThatAnAnswerIsNotCompressedAsItSays() throws Exception {
        serve("gzip", HEALTH.getBytes(StandardCharsets.UTF_8));
        assertThat(fixture.errorOf(compressed().build())).isEqualTo("passed");
        assertThat(fixture.errorOf(compressed().bodyContains("UP").build()))
                .isEqualTo(
                        "expected the answer to contain 'UP', got an answer that says it is compressed with gzip, and is"
                                + " not, or not completely");
    }

    @Test
    void callsAnEmptyAnswerEmpty() throws Exception {
        serve("gzip", new byte[0]);
        server.on("/empty", 200, "");
        for (String path : new String[] {"/empty", "/compressed"}) {
            HttpCheckBuilder check = HttpCheck.builder(server.url(path));
            assertThat(fixture.errorOf(check.bodyMatches("^$").build())).isEqualTo("passed");
            assertThat(fixture.errorOf(check.jsonPath("$.a").build()))
                    .isEqualTo("expected $.a in the answer, got an empty answer");
            assertThat(fixture.errorOf(check.bodyContains("x").build()))
                    .isEqualTo("expected the answer to contain 'x', got an empty answer");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0, true",
        "1.0, 1, true",
        "1, 1e0, true",
        "1000, 1e3, true",
        "0.1, 0.10, true",
        "-0, 0, true",
        "1e999999999, 1e999999999, true",
        "1e999999999, 10e999999998, true",
        "1, 1e999999999, false",
        "1, 1e-999999999, false",
        "0.1, 0.11, false",
        "one, 1, false",
        "'', 0, false",
        "1, \"1\", true",
        "1.10, \"1.1\", false",
        "1.0, \"1\", false",
        "1, true, false"
    })
    void comparesNumbersAsNumbers(String expected, String told, boolean equal) throws Exception {
        server.on("/number", 200, "{\"n\": " + told + "}");
        Observation seen = fixture.attempt(HttpCheck.builder(server.url("/number"))
                .jsonPath("$.n")
                .expect(expected)
                .build());
        assertThat(seen.passed()).isEqualTo(equal);
        assertThat(seen.error()).hasSizeLessThan(300).doesNotContain("fault");
    }

    @Test
    void expectsThatATextIsNotThere() throws Exception {
        assertThat(fixture.errorOf(health().bodyNotContains("ERROR").build())).isEqualTo("passed");
        assertThat(fixture.errorOf(health().bodyNotContains("DOWN").build()))
                .isEqualTo("expected the answer not to contain 'DOWN', found it");
        server.on("/long", 200, "x".repeat(2_000_000));
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/long"))
                        .bodyNotContains("ERROR")
                        .build()))
                .isEqualTo(
                        "expected the answer not to contain 'ERROR', got one of more than 1 MiB, of which the rest is"
                                + " not read");
    }

    @ParameterizedTest
    @CsvSource({"^readyz check passed$, true", "^\\[\\+\\]ping ok$, true", "^check, false", "\\Areadyz, false"})
    void anchorsAPatternAtLines(String pattern, boolean found) throws Exception {
        server.on("/readyz", 200, "[+]ping ok\n[+]log ok\nreadyz check passed\n");
        assertThat(fixture.attempt(HttpCheck.builder(server.url("/readyz"))
                                .bodyMatches(pattern)
                                .build())
                        .passed())
                .isEqualTo(found);
    }

    @Test
    void sendsWhatBrowsersSendInAQuery() throws Exception {
        server.on("/q", 200, "fine");
        assertThat(fixture.errorOf(
                        HttpCheck.builder(server.url("/q?a=b|c&d={e}&f=%7C")).build()))
                .isEqualTo("passed");
        assertThat(server.asked().get(0).path()).isEqualTo("/q?a=b%7Cc&d=%7Be%7D&f=%7C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$.components[?(@.name =~ /D./i)].status; UP; passed",
                "$.components[?(@['name']=~/mai\\/?l/)].status; DOWN; passed",
                "$..[?(@.name =~ /x.*/)].status; UP; expected $..[?(@.name =~ /x.*/)].status to be 'UP', found no value at"
                        + " $..[?(@.name =~ /x.*/)].status",
            })
    void filtersByAPattern(String path, String value, String outcome) throws Exception {
        assertThat(fixture.errorOf(health().jsonPath(path).expect(value).build()))
                .isEqualTo(outcome);
    }

    @Test
    @Timeout(60)
    void endsAFilterOrAScanThatWouldTakeForEver() throws Exception {
        server.on("/a", 200, "[{\"a\": \"" + "a".repeat(60) + "\"}]");
        server.on("/deep", 200, "{\"a\":".repeat(900) + "1" + "}".repeat(900));
        for (String path : new String[] {"/a $[?(@.a =~ /(.*a){25}b/)].a", "/deep $..a..a..b", "/deep $..a..a"}) {
            HttpCheck check = HttpCheck.builder(server.url(path.split(" ", 2)[0]))
                    .jsonPath(path.split(" ", 2)[1])
                    .expect("x")
                    .build();
            assertThat(fixture.attempt(check).error()).endsWith(" cannot be evaluated on the answer");
        }
    }

    @Test
    void refusesAPatternBesideOtherConditions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        health().jsonPath("$.a[?(@.b == 1 && @.c =~ /x/)]").build())
                .withMessageContaining("a regular expression has to be the only condition of its filter");
        assertThatCode(() -> health().jsonPath("$.a[?(@.b == '=~')]").build()).doesNotThrowAnyException();
    }

    @Test
    void endsWhenTheAnswerTakesTooLong() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await(over);
        });
        server.on("/silent", exchange -> await(over));
        for (String path : new String[] {"/endless", "/silent"}) {
            Observation seen = fixture.attempt(HttpCheck.builder(server.url(path))
                    .maxLatency(Duration.ofMillis(500))
                    .build());
            assertThat(seen.error())
                    .isEqualTo("took longer than the allowed 500ms: "
                            + (path.equals("/endless")
                                    ? "the answer had begun, and did not end"
                                    : "there was no answer until then"));
            assertThat(seen.latency()).isLessThan(Duration.ofSeconds(5));
        }
        over.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void sendsWrongCredentialsOnce(int status) throws Exception {
        server.on("/closed", status, "no");
        HttpCheckBuilder check = HttpCheck.builder(server.url("/closed"));
        assertThat(fixture.attempt(check.build()).retryable()).isTrue();
        for (String header : List.of("X-Api-Key", "Private-Token", "Authorization")) {
            HttpCheck known = HttpCheck.builder(server.url("/closed"))
                    .header(header, "wrong")
                    .build();
            assertThat(fixture.attempt(known).retryable()).as(header).isFalse();
        }
        HttpCheck unknown = HttpCheck.builder(server.url("/closed"))
                .header("X-Tenant", "shop")
                .build();
        assertThat(fixture.attempt(unknown).retryable()).isTrue();
        fixture.credentials("token", new ProbeCredentials.Bearer("wrong"));
        Observation seen = fixture.attempt(check.credentialsId("token").build());
        assertThat(seen.retryable()).isFalse();
        assertThat(seen.error()).endsWith(", and wrong credentials are not tried again");
        Observation expected = fixture.attempt(
                check.status(StatusRange.parse("4xx")).bodyContains("yes").build());
        assertThat(expected.retryable()).isTrue();
    }

    @Test
    void passesWhenTheStatusIsExpected() throws Exception {
        Observation observation = fixture.attempt(health().build());
        assertThat(observation.passed()).isTrue();
        assertThat(observation.latency()).isPositive();
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.host()).isEqualTo("127.0.0.1:" + server.port());
        });
    }

    @Test
    void tellsExpectedAndFoundStatus() throws Exception {
        server.on("/down", 503, "").on("/odd", 299, "");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/down")).build()))
                .isEqualTo("expected status 200-299, got 503 Service Unavailable");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/odd"))
                        .status(StatusRange.parse("404"))
                        .build()))
                .isEqualTo("expected status 404, got 299");
    }

    @ParameterizedTest
    @CsvSource({
        "$.status, UP",
        "$.code, 7",
        "$.rate, 2.40",
        "$.ok, true",
        "$.none, null",
        "$.name, Überblick",
        "$.components[0].status, UP",
        "'$.components[?(@.name == ''db'')].status', UP",
        "$.components.length(), 2",
        "'$.components[0]', '{\"name\":\"db\",\"status\":\"UP\"}'"
    })
    void findsTheExpectedValue(String path, String value) throws Exception {
        assertThat(fixture.errorOf(health().jsonPath(path).expect(value).build()))
                .isEqualTo("passed");
    }

    @ParameterizedTest
    @CsvSource({
        "$.status, DOWN, 'expected $.status to be ''DOWN'', got ''UP'''",
        "$.missing, UP, 'expected $.missing to be ''UP'', found no value at $.missing'",
        "$.status.deeper, UP, 'expected $.status.deeper to be ''UP'', found no value at $.status.deeper'",
        "$.components.*.status, UP, 'expected $.components.*.status to be ''UP'', got ''DOWN'''",
        "$.components[7:].status, UP, 'expected $.components[7:].status to be ''UP'',"
                + " found no value at $.components[7:].status'"
    })
    void tellsExpectedAndFoundValue(String path, String value, String error) throws Exception {
        assertThat(fixture.errorOf(health().jsonPath(path).expect(value).build()))
                .isEqualTo(error);
    }

    @Test
    void comparesWithAPattern() throws Exception {
        assertThat(fixture.errorOf(
                        health().jsonPath("$.status").matches("UP|OK").build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(health().jsonPath("$.status").matches("U").build()))
                .isEqualTo("expected $.status to match 'U', got 'UP'");
    }

    @Test
    void givesUpAPatternThatNeedsForEver() throws Exception {
        server.on("/long", 200, "{\"a\": \"" + "a".repeat(300) + "\"}");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/long"))
                        .jsonPath("$.a")
                        .matches(".*.*.*.*.*.*b")
                        .build()))
                .isEqualTo("expected $.a to match '.*.*.*.*.*.*b', but the pattern needs too long for the value");
    }

    @Test
    void wantsAValueWhateverItIs() throws Exception {
        assertThat(fixture.errorOf(health().jsonPath("$.code").build())).isEqualTo("passed");
        assertThat(fixture.errorOf(health().jsonPath("$.x").build()))
                .isEqualTo("expected $.x in the answer, found no value at $.x");
    }

    @Test
    void tellsWhereTheAnswerIsNoJson() throws Exception {
        server.on("/html", 200, "<html>").on("/two", 200, "{} {}");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/html"))
                        .jsonPath("$.a")
                        .expect("1")
                        .build()))
                .isEqualTo("expected $.a to be '1', got an answer that is no JSON (line 1, column 1)");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/two"))
                        .jsonPath("$.a")
                        .expect("1")
                        .build()))
                .startsWith("expected $.a to be '1', got an answer that is no JSON");
    }

    @Test
    void looksForATextInTheBody() throws Exception {
        assertThat(fixture.errorOf(health().bodyContains("Überblick").build())).isEqualTo("passed");
        assertThat(fixture.errorOf(health().bodyContains("MAINTENANCE").build()))
                .isEqualTo("expected the answer to contain 'MAINTENANCE', found no such text");
    }

    @Test
    void readsTheBodyInTheCharsetOfTheAnswer() throws Exception {
        server.on("/latin", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=ISO-8859-1");
            byte[] bytes = "Überblick".getBytes(StandardCharsets.ISO_8859_1);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/latin"))
                        .bodyContains("Überblick")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void readsNoMoreThanAMebibyte() throws Exception {
        byte[] chunk = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        CountDownLatch cutOff = new CountDownLatch(1);
        server.on("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (true) {
                    out.write(chunk);
                }
            } catch (IOException e) {
                cutOff.countDown();
            }
        });
        HttpCheckBuilder huge = HttpCheck.builder(server.url("/huge"));
        assertThat(fixture.errorOf(huge.build())).isEqualTo("passed");
        assertThat(cutOff.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.errorOf(huge.bodyContains("y").build()))
                .isEqualTo("expected the answer to contain 'y', found no such text in its first MiB");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/huge"))
                        .jsonPath("$.a")
                        .expect("1")
                        .build()))
                .isEqualTo("expected $.a to be '1', got an answer of more than 1 MiB, of which the JSON is not read");
    }

    @Test
    void tellsHowLongTheAnswerTook() throws Exception {
        server.on("/slow", exchange -> {
            awaitMillis(60);
            LoopbackServer.send(exchange, 200, "");
        });
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/slow"))
                        .maxLatency(Duration.ofMillis(50))
                        .build()))
                // A busy machine may take so long that nobody waits for the end of the answer.
                .matches("took ([0-9]+ms, allowed are 50ms|longer than the allowed 50ms: .*)");
    }

    @Test
    void sendsMethodHeadersAndBody() throws Exception {
        server.on("/post", 201, "");
        HttpCheck check = HttpCheck.builder(server.url("/post?a=%20b&c=ü"))
                .method(HttpMethod.POST)
                .header("X-Api-Key", "abc")
                .body("grüße")
                .build();
        assertThat(fixture.errorOf(check)).isEqualTo("passed");
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/post?a=%20b&c=%C3%BC");
            assertThat(asked.apiKey()).containsExactly("abc");
            assertThat(asked.body()).isEqualTo("grüße");
        });
    }

    @ParameterizedTest
    @CsvSource({"HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void knowsAllMethods(HttpMethod method) throws Exception {
        assertThat(fixture.errorOf(health().method(method).build())).isEqualTo("passed");
        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.method()).isEqualTo(method.name()));
    }

    @Test
    void speaksToIpv6Addresses() throws Exception {
        try (LoopbackServer six = onIpv6()) {
            six.on("/", 200, "");
            assertThat(fixture.errorOf(HttpCheck.builder("http://[::1]:" + six.port() + "/")
                            .build()))
                    .isEqualTo("passed");
            assertThat(six.asked())
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.host()).isEqualTo("[::1]:" + six.port()));
            assertThat(fixture.errorOf(TcpCheck.parse("[::1]:" + six.port()))).isEqualTo("passed");
        }
    }

    private static LoopbackServer onIpv6() {
        try {
            return new LoopbackServer("::1");
        } catch (IOException e) {
            return Assumptions.abort("this machine has no IPv6");
        }
    }

    @Test
    void readsTheVersion() throws Exception {
        server.on("/version", 200, "{\"version\": \"2.3.1\"}");
        assertThat(fixture.errorOf(version("2.3.1"))).isEqualTo("passed");
        assertThat(fixture.errorOf(version("2.4.0"))).isEqualTo("expected version 2.4.0, got 2.3.1");
    }

    private HttpCheck version(String expected) {
        return HttpCheck.builder(server.url("/version"))
                .expectation(new Expectation.VersionIs("$.version", expected))
                .build();
    }

    /** The server's own slowness, which is what is tested. */
    public static void awaitMillis(long millis) {
        try {
            assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
