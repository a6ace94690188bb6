package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricUnit;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsCheckTest {
    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static TlsTrust trust;
    private static HttpsServer good;
    private static HttpsServer expired;
    private static HttpsServer selfSigned;

    private final Instant now = Instant.now();
    private ProbeFixture fixture;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new Certificates(directory).authority().good().expired().selfSigned();
        trust = certificates.trust();
        good = serve("good");
        expired = serve("expired");
        selfSigned = serve("self");
    }

    @AfterAll
    static void stop() {
        good.stop(0);
        expired.stop(0);
        selfSigned.stop(0);
    }

    private static HttpsServer serve(String alias) throws IOException, GeneralSecurityException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server(alias)));
        server.createContext("/", exchange -> LoopbackServer.send(exchange, 200, "hello"));
        server.start();
        return server;
    }

    private String errorOf(Check check) throws Exception {
        return errorOf(check, now, trust);
    }

    private String errorOf(Check check, Instant time, TlsTrust trusted) throws Exception {
        fixture = new ProbeFixture(AddressGuard.ANY, trusted)
                .name("shop.test", "127.0.0.1")
                .name("pay.test", "127.0.0.1")
                .at(InstantSource.fixed(time));
        return fixture.errorOf(check);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private static TlsCheck check(String host, HttpsServer server) {
        return new TlsCheck("tls", host, server.getAddress().getPort(), Duration.ZERO);
    }

    private static String certificate(String host, HttpsServer server) {
        return "the certificate of " + host + ":" + server.getAddress().getPort();
    }

    private static LocalDate date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Test
    void passesWhenEverythingIsInOrder() throws Exception {
        assertThat(errorOf(check("shop.test", good))).isEqualTo("passed");
    }

    @Test
    void takesAnAddressThatTheCertificateHolds() throws Exception {
        assertThat(errorOf(check("127.0.0.1", good))).isEqualTo("passed");
    }

    @Test
    void passesWhenTheValidityIsLongEnough() throws Exception {
        assertThat(errorOf(check("shop.test", good).withMinValidity(Duration.ofDays(89))))
                .isEqualTo("passed");
    }

    @Test
    void tellsThatTheValidityIsTooShort() throws Exception {
        Instant later = certificates.until("good").minus(Duration.ofDays(4)).plusSeconds(3600);
        assertThat(errorOf(check("shop.test", good).withMinValidity(Duration.ofDays(14)), later, trust))
                .isEqualTo(certificate("shop.test", good) + " is valid for 3d more (until "
                        + date(certificates.until("good")) + "), expected 14d at least");
        assertThat(errorOf(check("shop.test", good), later, trust)).isEqualTo("passed");
    }

    @Test
    void tellsWhenItExpired() throws Exception {
        assertThat(errorOf(check("shop.test", expired)))
                .isEqualTo(certificate("shop.test", expired) + " expired on " + date(certificates.until("expired")));
    }

    @Test
    void tellsThatItIsNotValidYet() throws Exception {
        assertThat(errorOf(check("shop.test", good), now.minus(Duration.ofDays(2)), trust))
                .startsWith(certificate("shop.test", good) + " is not valid before ");
    }

    @Test
    void tellsForWhichHostNamesItIs() throws Exception {
        assertThat(errorOf(check("pay.test", good)))
                .isEqualTo(certificate("pay.test", good)
                        + " is not for the host name pay.test, but for shop.test, 127.0.0.1");
    }

    @Test
    void tellsThatItIsSelfSigned() throws Exception {
        assertThat(errorOf(check("shop.test", selfSigned)))
                .isEqualTo(certificate("shop.test", selfSigned) + " is self-signed and not trusted");
    }

    @Test
    void tellsThatNoTrustedAuthorityIssuedIt() throws Exception {
        assertThat(errorOf(check("shop.test", good), now, ProbeFixture.SYSTEM_TRUST))
                .isEqualTo(certificate("shop.test", good)
                        + " is not trusted: no trusted authority issued it (its issuer is 'CN=Authority of the test')");
    }

    @Test
    void trustsTheAuthoritiesThatCredentialsHold() throws Exception {
        fixture = new ProbeFixture(AddressGuard.ANY, ProbeFixture.SYSTEM_TRUST)
                .name("shop.test", "127.0.0.1")
                .at(InstantSource.fixed(now.plusSeconds(60)))
                .credentials("ca", certificates.authorities())
                .credentials("token", new ProbeCredentials.Bearer("token"));
        assertThat(fixture.errorOf(check("shop.test", good))).contains("no trusted authority issued it");
        assertThat(fixture.errorOf(check("shop.test", good).trusting("ca").withMinValidity(Duration.ofDays(5))))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check("shop.test", good).trusting("token")))
                .isEqualTo("there are no certificates of authorities 'token' that may be used here");
        String url = "https://shop.test:" + good.getAddress().getPort() + "/";
        assertThat(fixture.errorOf(HttpCheck.builder(url).build())).contains("no trusted authority issued it");
        assertThat(fixture.errorOf(HttpCheck.builder(url).caCredentialsId("ca").build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(
                        HttpCheck.builder(url).caCredentialsId("token").build()))
                .isEqualTo("the credentials 'token' are no certificates of authorities");
        assertThatIllegalArgumentException().isThrownBy(() -> new ProbeCredentials.Authorities("no certificate"));
    }

    @Test
    void versionsAndMetricsTrustThemAsWell() throws Exception {
        fixture = new ProbeFixture(AddressGuard.ANY, ProbeFixture.SYSTEM_TRUST)
                .name("shop.test", "127.0.0.1")
                .at(InstantSource.fixed(now.plusSeconds(60)))
                .credentials("ca", certificates.authorities());
        String url = "https://shop.test:" + good.getAddress().getPort() + "/";
        for (String authorities : List.of("ca", "")) {
            Check version = new VersionProbe(List.of(url), "$.v", "", true, authorities).expecting("1");
            MetricProbe.Terms terms =
                    new MetricProbe.Terms(Map.of(), Map.of(), authorities, MetricUnit.UNSAID, Duration.ZERO, 0, false);
            Check metric = new MetricProbe(
                            "m", MetricProbe.Source.Json.of(url, "$.v"), Criterion.parse("<= 1"), 0, "", terms)
                    .check();
            for (Check check : List.of(version, metric)) {
                String error = fixture.errorOf(check);
                assertThat(error.contains("no trusted authority issued it"))
                        .as(error)
                        .isEqualTo(authorities.isEmpty());
            }
        }
    }

    @Test
    void tellsThatNobodySpeaksTls() throws Exception {
        try (CountingServer plain = new CountingServer(
                "127.0.0.1",
                client -> client.getOutputStream()
                        .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertThat(errorOf(TlsCheck.parse("127.0.0.1:" + plain.port())))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + plain.port()
                            + " failed: it does not speak TLS there");
            assertThat(errorOf(HttpCheck.builder("https://127.0.0.1:" + plain.port())
                            .build()))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + plain.port()
                            + " failed: it does not speak TLS there");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "protocol_version, it has only versions of TLS that are no longer safe (protocol_version)",
        "unrecognized_name, it says unrecognized_name",
        "internal_error, it says internal_error"
    })
    void namesTheAlertOfAServer(String alert, String words) throws Exception {
        byte code = (byte) (alert.equals("protocol_version") ? 70 : alert.equals("unrecognized_name") ? 112 : 80);
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, code});
        })) {
            assertThat(errorOf(TlsCheck.parse("127.0.0.1:" + server.port())))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + server.port() + " failed: " + words);
        }
    }

    @Test
    void doesNotTakeACommonNameForAHost() throws Exception {
        certificates.nameless();
        HttpsServer nameless = serve("nameless");
        try {
            assertThat(errorOf(check("shop.test", nameless), Instant.now(), trust))
                    .isEqualTo(
                            certificate("shop.test", nameless)
                                    + " is not for the host name shop.test: it names no host, and its common name does not count");
            assertThat(errorOf(https("shop.test", nameless)))
                    .isEqualTo(certificate("shop.test", nameless) + " is not for the host name shop.test");
        } finally {
            nameless.stop(0);
        }
    }

    @Test
    void countsTheValidityOfAnAuthority() throws Exception {
        certificates.shortLived();
        HttpsServer ending = serve("of-ending");
        try {
            assertThat(errorOf(check("shop.test", ending), Instant.now(), trust))
                    .isEqualTo("passed");
            assertThat(errorOf(check("shop.test", ending).withMinValidity(Duration.ofDays(2)), Instant.now(), trust))
                    .isEqualTo("passed");
            assertThat(errorOf(check("shop.test", ending).withMinValidity(Duration.ofDays(14)), Instant.now(), trust))
                    .matches("an authority of the certificate of shop.test:\\d+ is valid for [23]d more \\(until "
                            + date(certificates.until("ending")) + "\\), expected 14d at least");
        } finally {
            ending.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"shop, shop", "shop.test., shop.test"})
    void namesEveryHost(String host, String asked) throws Exception {
        CompletableFuture<String> name = new CompletableFuture<>();
        try (ServerSocket listening = certificates
                .server("good")
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                try (SSLSocket client = (SSLSocket) listening.accept()) {
                    client.startHandshake();
                    name.complete(((ExtendedSSLSession) client.getSession())
                            .getRequestedServerNames().stream()
                                    .map(found -> new String(found.getEncoded(), StandardCharsets.US_ASCII))
                                    .collect(Collectors.joining()));
                } catch (IOException | RuntimeException e) {
                    name.completeExceptionally(e);
                }
            });
            server.start();
            fixture = new ProbeFixture(AddressGuard.ANY, trust).name(host, "127.0.0.1");
            String error = fixture.errorOf(TlsCheck.parse(host + ":" + listening.getLocalPort()));
            assertThat(name.get(10, TimeUnit.SECONDS)).isEqualTo(asked);
            assertThat(error.equals("passed")).isEqualTo(asked.equals("shop.test"));
        }
    }

    @Test
    void trustsTheSameServersOverHttps() throws Exception {
        assertThat(errorOf(https("shop.test", good))).isEqualTo("passed");
        assertThat(errorOf(https("127.0.0.1", good))).isEqualTo("passed");
    }

    @Test
    void distrustsTheOthersOverHttps() throws Exception {
        assertThat(errorOf(https("pay.test", good)))
                .isEqualTo(certificate("pay.test", good) + " is not for the host name pay.test");
        assertThat(errorOf(https("shop.test", expired)))
                .isEqualTo(certificate("shop.test", expired) + " expired on " + date(certificates.until("expired")));
        assertThat(errorOf(https("shop.test", selfSigned)))
                .isEqualTo(certificate("shop.test", selfSigned) + " is self-signed and not trusted");
    }

    private static HttpCheck https(String host, HttpsServer server) {
        return HttpCheck.builder("https://" + host + ":" + server.getAddress().getPort() + "/")
                .bodyContains("hello")
                .build();
    }

    @Test
    void readsAnAddress() {
        TlsCheck check = TlsCheck.parse("shop.example.com");
        assertThat(check.target()).isEqualTo("shop.example.com:443");
        assertThat(check.name()).isEqualTo("shop.example.com:443");
        assertThat(check.minValidity()).isZero();
        assertThat(check.withMinValidity(Duration.ofDays(14)).named("x").minValidity())
                .isEqualTo(Duration.ofDays(14));
        assertThatIllegalArgumentException().isThrownBy(() -> check.withMinValidity(Duration.ofDays(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> TlsCheck.parse("https://shop.example.com"));
    }
}
