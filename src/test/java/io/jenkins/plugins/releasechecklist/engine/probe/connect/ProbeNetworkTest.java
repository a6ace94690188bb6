package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProbeNetworkTest {
    /** Networks of other tests may still be closing. */
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();

    private static ProbeNetwork network(NameService names) {
        return new ProbeNetwork(names, AddressGuard.ANY, ProbeProxy.NONE, ProbeFixture.SYSTEM_TRUST, 2);
    }

    private static Observation attempt(Check check, ProbeNetwork network) throws Exception {
        return check.attempt(context(network)).get(20, TimeUnit.SECONDS);
    }

    private static ProbeContext context(ProbeNetwork network) {
        return ProbeContext.of(network, (url, id) -> Optional.empty(), ProbeFixture.NO_COMMANDS);
    }

    private List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("release-checklist-probe-") && !others.contains(thread))
                .toList();
    }

    private static void assertEnd(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    private static Check check(String kind, int port) {
        return switch (kind) {
            case "tcp" -> TcpCheck.parse("127.0.0.1:" + port).expecting("more");
            case "tls" -> TlsCheck.parse("127.0.0.1:" + port);
            default -> HttpCheck.builder(kind + "://127.0.0.1:" + port + "/").build();
        };
    }

    @Test
    void endsConnectionsAndThreadsOfWhatIsCancelled() throws Exception {
        try (ProbeNetwork network = network(NameService.SYSTEM)) {
            for (String kind : List.of("http", "https", "tcp", "tls")) {
                try (CountingServer silent = new CountingServer("127.0.0.1")) {
                    CompletableFuture<Observation> attempt =
                            check(kind, silent.port()).attempt(context(network));
                    assertThat(silent.awaitConnection()).as(kind).isTrue();
                    attempt.cancel(true);
                    assertThat(silent.awaitEnd()).as(kind).isTrue();
                }
            }
            assertThat(ours()).isNotEmpty().allSatisfy(thread -> {
                assertThat(thread.getName()).startsWith("release-checklist-probe-attempt-");
                assertThat(thread.isDaemon()).isTrue();
            });
            // They wait for the next attempt for a few seconds, and then end by themselves.
            assertEnd(ours());
        }
    }

    @Test
    void endsEverythingWhenItIsClosed() throws Exception {
        List<CompletableFuture<Observation>> attempts = new ArrayList<>();
        List<Thread> threads;
        try (CountingServer silent = new CountingServer("127.0.0.1")) {
            try (ProbeNetwork network = network(NameService.SYSTEM)) {
                for (int i = 0; i < 30; i++) {
                    attempts.add(check("http", silent.port()).attempt(context(network)));
                }
                assertThat(silent.awaitConnection()).isTrue();
                threads = ours();
            }
            assertThat(silent.awaitEnd()).isTrue();
        }
        assertEnd(threads);
        // Those that had no thread yet as well.
        assertThat(attempts).allMatch(CompletableFuture::isDone);
    }

    @Test
    void beginsNothingWhenItIsClosed() {
        ProbeNetwork network = network(NameService.SYSTEM);
        network.close();
        assertThat(network.start(open -> "begun")).isCompletedExceptionally();
    }

    @Test
    void tellsOfAnError() throws Exception {
        try (ProbeNetwork network = network(host -> {
            throw new NoClassDefFoundError("Resolver");
        })) {
            CompletableFuture<Object> broken = network.start(open -> {
                throw new NoSuchMethodError("Parser.parse");
            });
            assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(NoSuchMethodError.class);
            for (int i = 0; i < 2; i++) {
                assertThat(attempt(HttpCheck.builder("http://shop.test/").build(), network)
                                .error())
                        .isEqualTo("the check could not be carried out because of a fault in it, which is in the log");
            }
        }
    }

    @Test
    void closesWhatIsAddedTooLateAndTheOthersWhenOneCannotBeClosed() {
        OpenConnections open = new OpenConnections();
        CountDownLatch closed = new CountDownLatch(2);
        open.add(() -> {
            throw new IOException("it does not close");
        });
        open.add(closed::countDown);
        open.close();
        assertThatThrownBy(() -> open.add(closed::countDown)).isInstanceOf(CancellationException.class);
        assertThat(closed.getCount()).isZero();
    }
}
