package io.jenkins.plugins.releasechecklist.engine.probe.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guard that denies 127.0.0.2: nothing ever connects there, in whatever way a check is led to it. */
class AddressGuardTest {
    private static final String REASON = " is not allowed: the test denies it";

    private final ProbeFixture fixture = new ProbeFixture(new DenyAddress("127.0.0.2"), ProbeFixture.SYSTEM_TRUST)
            .name("inside.test", "127.0.0.2")
            .name("both.test", "127.0.0.1", "127.0.0.2");
    private CountingServer inside;

    @BeforeEach
    void start() throws IOException {
        inside = new CountingServer("127.0.0.2");
    }

    @AfterEach
    void nothingEverConnected() throws IOException {
        assertThat(inside.connections()).isZero();
        inside.close();
        fixture.close();
    }

    @Test
    void deniesAnAddress() throws Exception {
        Observation observation = fixture.attempt(
                HttpCheck.builder("http://127.0.0.2:" + inside.port()).build());
        assertThat(observation.error()).isEqualTo("connecting to 127.0.0.2" + REASON);
        assertThat(observation.retryable()).isFalse();
    }

    @Test
    void deniesANameOfTheAddress() throws Exception {
        assertThat(fixture.errorOf(
                        HttpCheck.builder("http://inside.test:" + inside.port()).build()))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + REASON);
    }

    @Test
    void deniesANameThatHasAllowedAddressesAsWell() throws Exception {
        assertThat(fixture.errorOf(
                        HttpCheck.builder("http://both.test:" + inside.port()).build()))
                .isEqualTo("connecting to 127.0.0.2 (both.test)" + REASON);
    }

    @Test
    void deniesItToTcpAndTlsAsWell() throws Exception {
        assertThat(fixture.errorOf(TcpCheck.parse("inside.test:" + inside.port())))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + REASON);
        assertThat(fixture.errorOf(TlsCheck.parse("inside.test:" + inside.port())))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + REASON);
    }

    @Test
    void deniesARedirect() throws Exception {
        try (LoopbackServer server = new LoopbackServer()
                .redirect("/address", 302, "http://127.0.0.2:" + inside.port() + "/")
                .redirect("/name", 302, "http://inside.test:" + inside.port() + "/")) {
            assertThat(fixture.errorOf(HttpCheck.builder(server.url("/address")).build()))
                    .isEqualTo("connecting to 127.0.0.2" + REASON);
            assertThat(fixture.errorOf(HttpCheck.builder(server.url("/name")).build()))
                    .isEqualTo("connecting to 127.0.0.2 (inside.test)" + REASON);
        }
    }

    @Test
    void connectsToTheAddressThatWasChecked() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        // A name that is harmless when it is checked, and another address a moment later.
        NameService rebinding =
                host -> List.of(InetAddress.getByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
        try (LoopbackServer server = new LoopbackServer().on("/", 200, "");
                ProbeNetwork network = new ProbeNetwork(
                        rebinding, new DenyAddress("127.0.0.2"), ProbeProxy.NONE, ProbeFixture.SYSTEM_TRUST, 1)) {
            ProbeContext context = ProbeContext.of(network, (url, id) -> Optional.empty(), ProbeFixture.NO_COMMANDS);
            HttpCheck check =
                    HttpCheck.builder("http://rebinding.test:" + server.port()).build();
            assertThat(check.attempt(context).get().passed()).isTrue();
            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void asksForANameOnceWhenManyWantIt() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        List<Runnable> queued = new ArrayList<>();
        Executor later = queued::add;
        GuardedNames names = new GuardedNames(
                host -> {
                    lookups.incrementAndGet();
                    return List.of(InetAddress.getLoopbackAddress());
                },
                AddressGuard.ANY,
                later);
        CompletableFuture<List<InetAddress>> first = names.resolve("shop.test");
        CompletableFuture<List<InetAddress>> second = names.resolve("shop.test");
        first.cancel(true);
        queued.forEach(Runnable::run);
        assertThat(second.get()).hasSize(1);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void failsWhenANameHasNoAddress() {
        GuardedNames names = new GuardedNames(host -> List.of(), AddressGuard.ANY, Runnable::run);
        assertThat(names.resolve("shop.test"))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(UnknownHostException.class);
    }
}
