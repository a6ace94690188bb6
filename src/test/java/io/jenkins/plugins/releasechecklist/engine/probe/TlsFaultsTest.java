package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not do their part of a handshake, and many handshakes at once. */
@Timeout(60)
class TlsFaultsTest {
    private static final int MANY = 300;

    @TempDir
    private static Path directory;

    private static Certificates certificates;
    private static TlsTrust trust;

    private final ProbeFixture fixture = new ProbeFixture(AddressGuard.ANY, trust).name("shop.test", "127.0.0.1");

    @BeforeAll
    static void issue() throws IOException, InterruptedException, GeneralSecurityException {
        certificates = new Certificates(directory).authority().good().early().indirect();
        trust = certificates.trust();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static HttpsServer serve(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 2 * MANY);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }

    private String errorOf(SSLContext context) throws Exception {
        HttpsServer server = serve(context);
        try {
            int port = server.getAddress().getPort();
            return fixture.errorOf(TlsCheck.parse("shop.test:" + port)).replace(":" + port, "");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void followsAChainOverAnotherAuthority() throws Exception {
        assertThat(errorOf(certificates.server("indirect"))).isEqualTo("passed");
    }

    @Test
    void tellsThatTheChainIsIncomplete() throws Exception {
        assertThat(errorOf(certificates.forgetfulServer("indirect")))
                .isEqualTo("the certificate of shop.test is not trusted: no trusted authority issued it (its issuer is"
                        + " 'CN=Intermediate of the test')");
    }

    @Test
    void tellsThatTheCertificateIsNotValidYet() throws Exception {
        assertThat(errorOf(certificates.server("early")))
                .startsWith("the certificate of shop.test is not valid before ");
    }

    @Test
    void tellsThatTheServerClosesTheConnection() throws Exception {
        try (CountingServer server = new CountingServer(
                        "127.0.0.1", client -> client.getInputStream().read());
                // Not before the handshake has begun: a connection that is reset earlier was never there.
                CountingServer rude = new CountingServer("127.0.0.1", client -> {
                    client.getInputStream().read();
                    client.setSoLinger(true, 0);
                })) {
            assertThat(fixture.errorOf(TlsCheck.parse("127.0.0.1:" + server.port())))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + server.port()
                            + " failed: the connection was closed during it");
            assertThat(fixture.errorOf(TlsCheck.parse("127.0.0.1:" + rude.port())))
                    .isEqualTo("the TLS handshake with 127.0.0.1:" + rude.port()
                            + " failed: the connection was closed during it");
        }
    }

    @Test
    void endsWhenTheServerSaysNothing() throws Exception {
        try (CountingServer server = new CountingServer("127.0.0.1")) {
            RunSettings settings =
                    RunSettings.DEFAULT.withTimeout(Duration.ofMillis(300)).withRetryFor(Duration.ZERO);
            List<CheckResult> results = fixture.runner()
                    .run(List.of(TlsCheck.parse("127.0.0.1:" + server.port())), settings, result -> {})
                    .get(10, TimeUnit.SECONDS);
            assertThat(results)
                    .singleElement()
                    .satisfies(result -> assertThat(result.error()).isEqualTo("no answer within 300ms"));
            assertThat(server.awaitEnd()).isTrue();
        }
    }

    @Test
    void asksForTheHostByItsNameAndTakesLeave() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (ServerSocket listening = certificates
                .server("good")
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                try (SSLSocket client = (SSLSocket) ((SSLServerSocket) listening).accept()) {
                    client.startHandshake();
                    String name = ((SNIHostName) ((ExtendedSSLSession) client.getSession())
                                    .getRequestedServerNames()
                                    .get(0))
                            .getAsciiName();
                    // The end of the stream comes only after a proper farewell; otherwise this throws.
                    asked.complete(name + " " + client.getInputStream().read());
                } catch (IOException | RuntimeException e) {
                    asked.completeExceptionally(e);
                }
            });
            server.start();
            assertThat(fixture.errorOf(TlsCheck.parse("shop.test:" + listening.getLocalPort())))
                    .isEqualTo("passed");
            assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("shop.test -1");
        }
    }

    @Test
    void holdsAThreadForEachServerThatIsWaitedForUpToALimit() throws Exception {
        CountDownLatch greeted = new CountDownLatch(ProbeFixture.CONCURRENCY);
        CountDownLatch counted = new CountDownLatch(1);
        // Networks of tests before this one may still be closing.
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        try (CountingServer server = new CountingServer("127.0.0.1", client -> {
            client.getInputStream().read();
            greeted.countDown();
            await(counted);
        })) {
            List<CompletableFuture<Observation>> attempts = attempts(server.port());
            assertThat(greeted.await(30, TimeUnit.SECONDS)).isTrue();
            long waiting = threads("release-checklist-probe-attempt-", others);
            long all = threads("release-checklist-probe-", others);
            counted.countDown();
            // A few are for attempts that have ended, and the names have theirs.
            assertThat(waiting).isBetween((long) ProbeFixture.CONCURRENCY, ProbeFixture.CONCURRENCY + 8L);
            assertThat(all).isLessThanOrEqualTo(ProbeFixture.CONCURRENCY + 8 + 32);
            for (CompletableFuture<Observation> attempt : attempts) {
                assertThat(attempt.get(30, TimeUnit.SECONDS).error()).contains("handshake");
            }
        }
    }

    @Test
    void shakesHandsWithManyAtOnce() throws Exception {
        HttpsServer server = serve(certificates.server("good"));
        try {
            for (CompletableFuture<Observation> attempt :
                    attempts(server.getAddress().getPort())) {
                assertThat(attempt.get(50, TimeUnit.SECONDS).error()).isEmpty();
            }
        } finally {
            server.stop(0);
        }
    }

    private List<CompletableFuture<Observation>> attempts(int port) {
        List<CompletableFuture<Observation>> attempts = new ArrayList<>();
        ProbeContext context = fixture.context().withTimeout(Duration.ofSeconds(50));
        for (int i = 0; i < MANY; i++) {
            attempts.add(TlsCheck.parse("shop.test:" + port).attempt(context));
        }
        return attempts;
    }

    private static long threads(String prefix, Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
