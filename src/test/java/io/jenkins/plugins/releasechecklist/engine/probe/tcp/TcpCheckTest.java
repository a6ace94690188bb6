package io.jenkins.plugins.releasechecklist.engine.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswerTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a TCP check says to a server, and expects of it. */
class TcpCheckTest {
    private final ProbeFixture fixture = new ProbeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Says something, and then waits. */
    private static CountingServer greeting(String text) throws IOException {
        return new CountingServer("127.0.0.1", client -> {
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            client.getInputStream().read();
        });
    }

    /** Answers what it was sent. */
    private static CountingServer echo() throws IOException {
        return new CountingServer("127.0.0.1", client -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    private static TcpCheck check(CountingServer server) {
        return TcpCheck.parse("127.0.0.1:" + server.port());
    }

    private Observation attempt(Check check, Duration timeout) throws Exception {
        return check.attempt(fixture.context().withTimeout(timeout)).get(10, TimeUnit.SECONDS);
    }

    @Test
    void expectsAGreeting() throws Exception {
        try (CountingServer server = greeting("SSH-2.0-OpenSSH_9.2\r\n")) {
            Observation observation = fixture.attempt(check(server).expecting("SSH-2.0"));
            assertThat(observation.passed()).isTrue();
            assertThat(observation.response()).isEmpty();
            assertThat(server.awaitEnd()).isTrue();
        }
    }

    @Test
    void sendsBytesAndExpectsBytes() throws Exception {
        try (CountingServer server = echo()) {
            assertThat(fixture.errorOf(check(server)
                            .sending("PING\\r\\n\\x00\\xff\\\\ä")
                            .expecting("G\\x0d\\x0A\\x00\\xFF\\\\\\xc3\\xa4")))
                    .isEqualTo("passed");
        }
    }

    @Test
    void sendsWithoutAnExpectation() throws Exception {
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        try (CountingServer server = new CountingServer(
                "127.0.0.1", client -> heard.complete(client.getInputStream().read()))) {
            assertThat(fixture.errorOf(check(server).sending("A"))).isEqualTo("passed");
            assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo('A');
        }
    }

    @Test
    void findsATextThatComesInPieces() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            for (char letter : "...220 ready".toCharArray()) {
                client.getOutputStream().write(letter);
                client.getOutputStream().flush();
            }
            client.getInputStream().read();
        })) {
            assertThat(fixture.errorOf(check(server).expecting("220 ready"))).isEqualTo("passed");
        }
    }

    @Test
    void keepsWhatWasAnsweredInstead() throws Exception {
        try (CountingServer server = new CountingServer(
                "127.0.0.1",
                client -> client.getOutputStream()
                        .write("554 no\r\n\u0000\u001b[1mservice".getBytes(StandardCharsets.ISO_8859_1)))) {
            Observation observation = fixture.attempt(check(server).expecting("220"));
            assertThat(observation.error())
                    .isEqualTo("expected the answer to contain '220', found no such text before the connection was"
                            + " closed");
            assertThat(observation.response()).isEqualTo("554 no\n\\x00\\x1b[1mservice");
            assertThat(observation.retryable()).isTrue();
        }
    }

    @Test
    void masksWhatItSentAfterACommand() throws Exception {
        try (CountingServer server = greeting("-ERR unknown AUTH, with args 's3cret!' and anna on HTTP/1.0\r\n")) {
            assertThat(attempt(
                                    check(server)
                                            .sending("AUTH anna s3cret!\\r\\nGET / HTTP/1.0\\r\\n")
                                            .expecting("+OK"),
                                    Duration.ofMillis(500))
                            .response())
                    .isEqualTo("-ERR unknown AUTH, with args '****' and **** on HTTP/1.0");
        }
    }

    @Test
    void keepsWhatWasAnsweredUntilTheTimeWasOver() throws Exception {
        try (CountingServer server = greeting("554 no")) {
            Observation observation = attempt(check(server).expecting("220"), Duration.ofMillis(500));
            assertThat(observation.error())
                    .isEqualTo("expected the answer to contain '220', found no such text within 500ms");
            assertThat(observation.response()).isEqualTo("554 no");
        }
        try (CountingServer server = new CountingServer("127.0.0.1")) {
            assertThat(attempt(check(server).expecting("220"), Duration.ofMillis(500))
                            .error())
                    .isEqualTo("expected the answer to contain '220', found no answer within 500ms");
        }
    }

    @Test
    void keepsWhatAHostSaidThatNeverStopsTalking() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            while (true) {
                HttpAnswerTest.awaitMillis(1);
                client.getOutputStream().write('x');
            }
        })) {
            Observation observation = attempt(check(server).expecting("220"), Duration.ofMillis(500));
            assertThat(observation.error())
                    .isEqualTo("expected the answer to contain '220', found no such text within 500ms");
            assertThat(observation.response()).startsWith("xxx");
        }
    }

    @Test
    void givesUpAHostThatSendsBytesForEver() throws Exception {
        byte[] chunk = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            while (true) {
                client.getOutputStream().write(chunk);
            }
        })) {
            Observation observation = fixture.attempt(check(server).expecting("220"));
            assertThat(observation.error())
                    .isEqualTo("expected the answer to contain '220', found no such text in its first 64 KiB");
            assertThat(observation.response()).hasSize(4096).containsOnlyOnce("x".repeat(4096));
            assertThat(server.awaitEnd()).isTrue();
        }
    }

    @Test
    void closesTheConnectionWhenItIsCancelled() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1")) {
            CompletableFuture<Observation> attempt =
                    check(server).expecting("220").attempt(fixture.context());
            assertThat(server.awaitConnection()).isTrue();
            attempt.cancel(true);
            assertThat(server.awaitEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "\\q", "\\x", "\\x1", "\\xg0", "\\u0041", "\\0"})
    void rejectsOtherEscapes(String text) {
        TcpCheck check = TcpCheck.parse("db:1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.sending(text))
                .withMessageStartingWith(
                        "send: expected one of the escapes \\r, \\n, \\t, \\\\ and \\xNN (two hexadecimal digits), found '\\");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.expecting(text))
                .withMessageStartingWith("expect: expected one of the escapes");
    }

    @ParameterizedTest
    @CsvSource({"65536, 1024, true", "65537, 0, false", "0, 1025, false"})
    void limitsTheTexts(int send, int expect, boolean right) {
        TcpCheck check = TcpCheck.parse("db:1");
        if (right) {
            assertThat(check.sending("x".repeat(send))
                            .expecting("x".repeat(expect))
                            .send())
                    .hasSize(send);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> check.sending("x".repeat(send)).expecting("x".repeat(expect)))
                    .withMessageMatching("(send|expect): expected at most \\d+ bytes, found " + Math.max(send, expect));
        }
    }

    @Test
    void doesNotShowWhatIsSent() {
        assertThat(TcpCheck.parse("db:1").sending("s3cret").toString()).doesNotContain("s3cret");
    }
}
