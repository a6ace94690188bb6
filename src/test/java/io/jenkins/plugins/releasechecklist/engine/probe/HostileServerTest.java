package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.address.DenyAddress;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswerTest;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that never come to an end, or answer what nobody should. */
class HostileServerTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    /** What the client, the kernel and the loopback may hold beyond what is read. */
    private static final long BUFFERS = 64L * MEBIBYTE;

    private final ProbeFixture fixture = new ProbeFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static HttpCheckBuilder check(RawServer server) {
        return HttpCheck.builder(server.url());
    }

    private CheckResult run(HttpCheck check, Duration timeout) throws Exception {
        RunSettings once = RunSettings.DEFAULT.withTimeout(timeout).withRetryFor(Duration.ZERO);
        return fixture.runner()
                .run(List.of(check), once, result -> {})
                .get(10, TimeUnit.SECONDS)
                .get(0);
    }

    @Test
    void readsTheBeginningOfTwoGibibytesAndHangsUp() throws Exception {
        byte[] block = new byte[64 * 1024];
        try (RawServer server = new RawServer(wire -> {
            wire.send(HEAD + "Content-Length: " + 2048L * MEBIBYTE + "\r\n\r\n");
            for (int i = 0; i < 2048 * 16; i++) {
                wire.send(block);
            }
        })) {
            assertThat(fixture.errorOf(check(server).bodyContains("x").build()))
                    .isEqualTo("expected the answer to contain 'x', found no such text in its first MiB");
            assertThat(server.sentUntilHungUp()).isLessThan(BUFFERS);
        }
    }

    @Test
    void readsTheBeginningOfABodyWithoutAnEndAndHangsUp() throws Exception {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        try (RawServer server = new RawServer(wire -> {
            wire.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            while (true) {
                wire.send(chunk);
            }
        })) {
            assertThat(fixture.errorOf(check(server).build())).isEqualTo("passed");
            assertThat(server.sentUntilHungUp()).isLessThan(BUFFERS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD + "\r\n", HEAD + "X-Slow: ", "HTTP/1.1 ", ""})
    void givesUpAnAnswerThatComesByteByByte(String beginning) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.send(beginning);
            while (true) {
                HttpAnswerTest.awaitMillis(10);
                wire.send("1");
            }
        })) {
            CheckResult result = run(check(server).build(), Duration.ofMillis(500));
            assertThat(result.error()).isEqualTo("no answer within 500ms");
            assertThat(server.sentUntilHungUp()).isLessThan(MEBIBYTE);
        }
    }

    @Test
    void givesUpInterimAnswersForEver() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            while (true) {
                HttpAnswerTest.awaitMillis(1);
                wire.send("HTTP/1.1 102 Processing\r\nX-More: yes\r\n\r\n");
            }
        })) {
            assertThat(run(check(server).build(), Duration.ofMillis(500)).error())
                    .isEqualTo("no answer within 500ms");
            assertThat(server.sentUntilHungUp()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-More: and more\r\n", "no line break", "X-Folded:\r\n continued\r\n"})
    void givesUpHeadersForEver(String header) throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.send(HEAD);
            while (true) {
                wire.send(header);
            }
        })) {
            Observation observation = fixture.attempt(check(server).build());
            assertThat(observation.error())
                    .isEqualTo("the headers that " + server.address() + " answered are too "
                            + (header.endsWith("\n") ? "many" : "long"));
            assertThat(server.sentUntilHungUp()).isLessThan(BUFFERS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 000 OK\r\n\r\n",
                "HTTP/1.1 -1 OK\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
                HEAD + "Content-Length: many\r\n\r\n",
                HEAD + "Content-Length: -1\r\n\r\n"
            })
    void saysThatWhatWasAnsweredIsNoHttp(String answer) throws Exception {
        try (RawServer server = new RawServer(wire -> wire.send(answer))) {
            assertThat(fixture.errorOf(check(server).bodyContains("x").build()))
                    .isIn(
                            "what " + server.address() + " answered is no HTTP",
                            "the connection to " + server.address() + " was closed before the answer was complete");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'2\r\nContent-Length: 2', passed",
        "'2, 2', passed",
        "'2\r\nContent-Length: 3', what * answered is no HTTP",
        "'2, 3', what * answered is no HTTP"
    })
    void readsALengthThatIsSaidTwice(String length, String error) throws Exception {
        try (RawServer server =
                new RawServer(wire -> wire.send(HEAD + "Content-Length: " + length + "\r\n\r\nUPanddown"))) {
            assertThat(fixture.errorOf(check(server)
                            .bodyContains("UP")
                            .bodyNotContains("down")
                            .build()))
                    .isEqualTo(error.replace("*", server.address()));
        }
    }

    /** As servers send it that compress each piece of an answer by itself. */
    @Test
    void readsEveryMemberOfGzip() throws Exception {
        try (RawServer server = new RawServer(wire -> {
            wire.send(HEAD + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
            wire.send(gzip("UP"));
            HttpAnswerTest.awaitMillis(200);
            wire.send(gzip("ERROR"));
        })) {
            assertThat(fixture.errorOf(check(server)
                            .bodyContains("UP")
                            .bodyNotContains("ERROR")
                            .build()))
                    .isEqualTo("expected the answer not to contain 'ERROR', found it");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void readsAStatusThatDoesNotExist() throws Exception {
        try (RawServer server =
                new RawServer(wire -> wire.send("HTTP/1.1 999 Not human\r\nContent-Length: 0\r\n\r\n"))) {
            Observation observation = fixture.attempt(check(server).build());
            assertThat(observation.error()).isEqualTo("expected status 200-299, got 999");
            assertThat(observation.response()).startsWith("HTTP 999 Not human\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "utf-`", "=utf-8", "%", "\"a b\""})
    void takesALyingCharsetForUtf8(String charset) throws Exception {
        try (RawServer server = new RawServer(wire -> wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset="
                + charset + "\r\nContent-Length: 2\r\n\r\nUP"))) {
            assertThat(fixture.errorOf(check(server).bodyContains("UP").build()))
                    .isEqualTo("passed");
        }
    }

    @Test
    void refusesARedirectToTheMetadataOfACloudBeforeItConnects() throws Exception {
        String metadata = "169.254.169.254";
        try (ProbeFixture guarded = new ProbeFixture(new DenyAddress(metadata), ProbeFixture.SYSTEM_TRUST)
                        .name("meta.test", "10.0.0.1", metadata);
                LoopbackServer server = new LoopbackServer()) {
            server.redirect("/literal", 302, "http://" + metadata + "/latest/meta-data/")
                    .redirect("/name", 307, "//meta.test/latest");
            for (String path : List.of("/literal", "/name")) {
                Observation observation =
                        guarded.attempt(HttpCheck.builder(server.url(path)).build());
                assertThat(observation.error())
                        .startsWith("connecting to " + metadata)
                        .endsWith("is not allowed: the test denies it");
                assertThat(observation.retryable()).isFalse();
            }
        }
    }
}
