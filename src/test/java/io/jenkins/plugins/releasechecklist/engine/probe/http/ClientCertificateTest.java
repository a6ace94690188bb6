package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.RawServer;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP checks of servers that ask who the client is. */
class ClientCertificateTest {
    private static Certificates certificates;
    private static HttpsServer closed;
    private static HttpsServer curious;
    private static ExecutorService threads;
    private ProbeFixture fixture;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificates = new Certificates(directory).authority().good().expired().selfSigned();
        threads = Executors.newCachedThreadPool();
        closed = server(certificates.closedServer("good"), true);
        curious = server(certificates.closedServer("good"), false);
    }

    @AfterAll
    static void stop() {
        closed.stop(0);
        curious.stop(0);
        threads.shutdownNow();
    }

    @BeforeEach
    void open() throws Exception {
        fixture = new ProbeFixture(AddressGuard.ANY, certificates.trust())
                .name("shop.test", "127.0.0.1")
                .credentials("client", certificates.client("good"))
                .credentials("stranger", certificates.client("self"))
                .credentials("old", certificates.client("expired"))
                .credentials("token", new ProbeCredentials.Bearer("t0ken"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A server that tells who the client is, and leads elsewhere when it is told to. */
    private static HttpsServer server(SSLContext tls, boolean needsCertificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(needsCertificate);
                if (!needsCertificate) {
                    wanted.setWantClientAuth(true);
                }
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            try (exchange) {
                String query = exchange.getRequestURI().getQuery();
                if (query != null) {
                    exchange.getResponseHeaders().set("Location", query);
                }
                LoopbackServer.send(exchange, query == null ? 200 : 302, client((HttpsExchange) exchange));
            }
        });
        server.start();
        return server;
    }

    private static String client(HttpsExchange exchange) {
        try {
            return "you are " + exchange.getSSLSession().getPeerPrincipal();
        } catch (SSLPeerUnverifiedException e) {
            return "you are nobody";
        }
    }

    private static String url(String host, HttpsServer server) {
        return "https://" + host + ":" + server.getAddress().getPort() + "/";
    }

    private static HttpCheckBuilder check(String url) {
        return HttpCheck.builder(url);
    }

    @Test
    void presentsTheCertificate() throws Exception {
        HttpCheck known = check(url("127.0.0.1", closed))
                .certificateId("client")
                .bodyContains("you are CN=shop.test")
                .build();
        assertThat(fixture.errorOf(known)).isEqualTo("passed");
        // With the client that is there already, and in a session of TLS that can be taken up again.
        assertThat(fixture.errorOf(known)).isEqualTo("passed");
    }

    @Test
    void tellsThatTheServerWantsAnother() throws Exception {
        SSLServerSocket socket = (SSLServerSocket) certificates
                .closedServer("good")
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        socket.setNeedClientAuth(true);
        // With TLS 1.3 the client has sent its request before it hears of it, and may find the connection closed.
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        try (RawServer server = new RawServer(socket, wire -> wire.send("HTTP/1.1 204 No Content\r\n\r\n"))) {
            String url = "https://" + server.address() + "/";
            // What a server says that gets no certificate, or none of its authorities', depends on its TLS library.
            for (HttpCheckBuilder unknown :
                    new HttpCheckBuilder[] {check(url), check(url).certificateId("stranger")}) {
                assertThat(fixture.errorOf(unknown.build()))
                        .containsAnyOf("it asks for a client certificate", "it may ask for a client certificate");
            }
            assertThat(fixture.errorOf(check(url).certificateId("old").build()))
                    .startsWith("the TLS handshake with " + server.address()
                            + " failed: it asks for a client certificate that it accepts (");
            assertThat(fixture.errorOf(check(url).certificateId("client").build()))
                    .isEqualTo("passed");
        }
        assertThat(fixture.errorOf(check(url("127.0.0.1", closed)).build()))
                .containsAnyOf("it asks for a client certificate", "was closed before the answer was complete");
    }

    @Test
    void presentsItToTheOriginOnly() throws Exception {
        // The same server under another name is another origin.
        String elsewhere = url("shop.test", curious);
        assertThat(fixture.errorOf(check(url("127.0.0.1", curious) + "?" + elsewhere)
                        .certificateId("client")
                        .bodyContains("you are nobody")
                        .build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check(url("127.0.0.1", curious) + "?" + url("127.0.0.1", curious))
                        .certificateId("client")
                        .bodyContains("you are CN=shop.test")
                        .build()))
                .isEqualTo("passed");
        // Not even when it comes back: the way there was the other origin's choice.
        assertThat(fixture.errorOf(check(url("127.0.0.1", curious) + "?" + elsewhere + "?" + url("127.0.0.1", curious))
                        .certificateId("client")
                        .bodyContains("you are nobody")
                        .build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check(url("127.0.0.1", curious))
                        .bodyContains("you are nobody")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void presentsItThroughAProxyToTheTarget() throws Exception {
        try (LoopbackProxy proxy = new LoopbackProxy();
                ProbeFixture through = new ProbeFixture(AddressGuard.ANY, proxy.as("", ""), certificates.trust())) {
            through.name("proxy.test", "127.0.0.1").credentials("client", certificates.client("good"));
            assertThat(through.errorOf(check(url("127.0.0.1", closed))
                            .certificateId("client")
                            .bodyContains("you are CN=shop.test")
                            .build()))
                    .isEqualTo("passed");
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void refusesCredentialsThatAreNoUsableCertificate() throws Exception {
        fixture.credentials("broken", new ProbeCredentials.Certificate(new byte[] {1, 2, 3}, "s3cret"))
                .credentials(
                        "locked",
                        new ProbeCredentials.Certificate(
                                certificates.client("good").keyStore(), "s3cret"));
        assertRefused("gone", "there are no credentials 'gone' that may be used here");
        assertRefused("token", "the credentials 'token' are no certificate: they go into credentialsId");
        assertRefused("broken", "the client certificate cannot be used: ");
        assertRefused("locked", "the client certificate cannot be used: ");
        Observation sent = fixture.attempt(
                check(url("127.0.0.1", closed)).credentialsId("client").build());
        assertThat(sent.error()).isEqualTo("the credentials 'client' are a certificate: it goes into certificateId");
    }

    private void assertRefused(String id, String error) throws Exception {
        Observation observation = fixture.attempt(
                check(url("127.0.0.1", closed)).certificateId(id).build());
        assertThat(observation.error()).startsWith(error).doesNotContain("s3cret");
        assertThat(observation.retryable()).isFalse();
    }

    @Test
    void isForHttpsOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        check("http://shop.test/?key=1").certificateId("client").build())
                .withMessage("certificateId: expected an https URL for it, found 'http://shop.test/?...'");
    }

    @Test
    void showsNothingAndSharesNothing() throws Exception {
        ProbeCredentials.Certificate certificate = certificates.client("good");
        byte[] bytes = certificate.keyStore();
        bytes[0]++;
        assertThat(certificate.keyStore()).isNotEqualTo(bytes);
        byte[] given = {1, 2};
        ProbeCredentials.Certificate copied = new ProbeCredentials.Certificate(given, "s3cret");
        given[0] = 9;
        assertThat(copied).isEqualTo(new ProbeCredentials.Certificate(new byte[] {1, 2}, "s3cret"));
        assertThat(copied).hasToString("Certificate[****]");
    }
}
