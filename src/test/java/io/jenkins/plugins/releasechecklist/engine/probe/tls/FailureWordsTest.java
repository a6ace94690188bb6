package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Failures;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read when no answer comes. */
class FailureWordsTest {
    private final ProbeFixture fixture = new ProbeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static CountingServer saying(String text) throws IOException {
        return new CountingServer("127.0.0.1", client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
        });
    }

    private String errorOf(CountingServer server) throws Exception {
        return fixture.errorOf(
                HttpCheck.builder("http://127.0.0.1:" + server.port()).build());
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port = closedPort();
        String words = "no connection to 127.0.0.1:" + port + ": connection refused";
        assertThat(fixture.errorOf(HttpCheck.builder("http://127.0.0.1:" + port).build()))
                .isEqualTo(words);
        assertThat(fixture.errorOf(TcpCheck.parse("127.0.0.1:" + port))).isEqualTo(words);
        assertThat(fixture.errorOf(TlsCheck.parse("127.0.0.1:" + port))).isEqualTo(words);
    }

    @Test
    void tellsThatANameIsUnknown() throws Exception {
        String words = "host name x.invalid cannot be resolved";
        assertThat(fixture.errorOf(HttpCheck.builder("https://x.invalid/").build()))
                .isEqualTo(words);
        assertThat(fixture.errorOf(TcpCheck.parse("x.invalid:1"))).isEqualTo(words);
        assertThat(fixture.errorOf(TlsCheck.parse("x.invalid:1"))).isEqualTo(words);
    }

    @Test
    void triesEveryAddressOfAName() throws Exception {
        fixture.name("two.test", "127.0.0.3", "127.0.0.1");
        try (LoopbackServer server = new LoopbackServer().on("/", 200, "")) {
            assertThat(fixture.errorOf(HttpCheck.builder("http://two.test:" + server.port())
                            .build()))
                    .isEqualTo("passed");
            assertThat(fixture.errorOf(TcpCheck.parse("two.test:" + server.port())))
                    .isEqualTo("passed");
        }
    }

    @Test
    void tellsThatTheAnswerIsNoHttp() throws Exception {
        try (CountingServer server = saying("SSH-2.0-OpenSSH\r\n\r\n")) {
            assertThat(errorOf(server)).isEqualTo("what 127.0.0.1:" + server.port() + " answered is no HTTP");
        }
    }

    @Test
    void tellsThatTheConnectionWasClosed() throws Exception {
        String words = "the connection to 127.0.0.1:%d was closed before the answer was complete";
        try (CountingServer silent = saying("");
                CountingServer torn = saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) {
            assertThat(errorOf(silent)).isEqualTo(words.formatted(silent.port()));
            assertThat(errorOf(torn)).isEqualTo(words.formatted(torn.port()));
        }
    }

    @Test
    void givesUpHeadersWithoutEnd() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = "x".repeat(4096).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                client.getOutputStream().write(chunk);
            }
        })) {
            assertThat(errorOf(server))
                    .isEqualTo("the headers that 127.0.0.1:" + server.port() + " answered are too long");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(certificate_required) "})
    void tellsWhatAServerWantsInTheWordsOfEveryJdk(String prefix) {
        assertThat(handshakeError(prefix + "Received fatal alert: certificate_required"))
                .isEqualTo("the TLS handshake with shop.test:443 failed: it asks for a client certificate that it"
                        + " accepts (certificate_required)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(handshake_failure) "})
    void tellsWhatAServerMayWantThatNamesNoReason(String prefix) {
        assertThat(handshakeError(prefix + "Received fatal alert: handshake_failure"))
                .isEqualTo("the TLS handshake with shop.test:443 failed: it may ask for a client certificate, or has no"
                        + " protocol and cipher in common (handshake_failure)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(certificate_unknown) "})
    void doesNotTakeOurOwnAlertForTheServers(String prefix) {
        assertThat(handshakeError(prefix + "PKIX path building failed"))
                .isEqualTo("the TLS handshake with shop.test:443 failed");
    }

    private static String handshakeError(String message) {
        return Failures.observation(
                        new SSLHandshakeException(message), HostPort.parse("shop.test:443"), Duration.ofMillis(1))
                .error();
    }

    @Test
    void connectsToAnOpenPort() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1")) {
            Observation observation = fixture.attempt(TcpCheck.parse("127.0.0.1:" + server.port()));
            assertThat(observation.passed()).isTrue();
            assertThat(server.awaitEnd()).isTrue();
        }
    }
}
