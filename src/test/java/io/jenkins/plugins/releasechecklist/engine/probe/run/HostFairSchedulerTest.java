package io.jenkins.plugins.releasechecklist.engine.probe.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One slow host does not hold up the checks of others. Time is the test's. */
class HostFairSchedulerTest {
    private final ManualTime time = new ManualTime();
    private final ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, 1);
    private final List<String> begun = new ArrayList<>();
    private final List<CheckResult> settled = new ArrayList<>();
    private final ProbeRunner runner = new ProbeRunner(
            new ProbeContext(
                    InstantSource.fixed(Instant.EPOCH),
                    time,
                    Duration.ofSeconds(1),
                    (url, id) -> Optional.empty(),
                    network,
                    ProbeFixture.NO_COMMANDS),
            time,
            new Random(7));

    @AfterEach
    void close() {
        network.close();
    }

    /** A check of a host that answers at once, or never. */
    private final class OnHost implements Check {
        private static final long serialVersionUID = 1L;

        private final String host;
        private final String name;
        private final boolean answers;

        private OnHost(String host, int number, boolean answers) {
            this.host = host;
            this.name = host + number;
            this.answers = answers;
        }

        @Override
        public CompletableFuture<Observation> attempt(ProbeContext context) {
            begun.add(name);
            return answers
                    ? CompletableFuture.completedFuture(Observation.passed(Duration.ZERO))
                    : new CompletableFuture<>();
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String kind() {
            return "scripted";
        }

        @Override
        public String target() {
            return name;
        }

        @Override
        public String host() {
            return host;
        }
    }

    private Stream<Check> checks(String host, int count, boolean answer) {
        return IntStream.range(0, count).mapToObj(number -> new OnHost(host, number, answer));
    }

    @SafeVarargs
    private CompletableFuture<List<CheckResult>> run(int concurrency, Stream<Check>... checks) {
        List<Check> all = Stream.of(checks).flatMap(stream -> stream).toList();
        RunSettings settings = RunSettings.DEFAULT
                .withConcurrency(concurrency)
                .withRetryFor(Duration.ZERO)
                .withTimeout(Duration.ofSeconds(30));
        return runner.run(all, settings, settled::add);
    }

    private long begunOf(String host) {
        return begun.stream().filter(name -> name.startsWith(host)).count();
    }

    @Test
    void givesNoHostMoreThanHalfOfThePlacesWhileOthersHaveChecks() {
        run(10, checks("slow", 100, false), checks("stuck", 1, false));
        assertThat(begunOf("slow")).isEqualTo(5);
        assertThat(begunOf("stuck")).isEqualTo(1);
    }

    @Test
    void settlesTheChecksOfAllOthersWhileOneHostDoesNotAnswer() {
        run(4, checks("slow", 100, false), checks("quick", 50, true), checks("fast", 50, true));
        assertThat(settled).hasSize(100);
        assertThat(time.elapsed()).isZero();
    }

    @Test
    void givesAllPlacesToAHostThatIsAlone() {
        run(10, checks("slow", 100, false));
        assertThat(begun).hasSize(10);
    }

    @Test
    void givesAllPlacesToTheHostThatIsLeft() {
        run(10, checks("slow", 100, false), checks("quick", 3, true));
        assertThat(settled).hasSize(3);
        assertThat(begunOf("slow")).isEqualTo(10);
    }

    @Test
    void leavesAPlaceToEveryHostWhenThereIsOnlyOne() {
        run(1, checks("a", 3, true), checks("b", 1, true), checks("c", 2, true));
        assertThat(begun).containsExactly("a0", "b0", "c0", "a1", "c1", "a2");
    }

    @Test
    void letsHostsTakeTurns() {
        run(2, checks("a", 50, false), checks("b", 50, false), checks("c", 50, false));
        assertThat(begun).containsExactly("a0", "b0");
        time.advance(Duration.ofSeconds(30));
        assertThat(begun).startsWith("a0", "b0", "c0", "a1");
        time.advance(Duration.ofSeconds(30));
        assertThat(begun).startsWith("a0", "b0", "c0", "a1", "b1", "c1");
    }

    @Test
    void neverGivesMorePlacesThanThereAre() {
        run(7, checks("a", 50, false), checks("b", 50, false), checks("c", 50, false));
        assertThat(begun).hasSize(7);
    }

    @Test
    void endsEveryAttemptWhenItIsCancelled() {
        CompletableFuture<List<CheckResult>> run = run(10, checks("slow", 100, false), checks("stuck", 20, false));
        run.cancel(true);
        assertThat(settled)
                .hasSize(120)
                .allSatisfy(result -> assertThat(result.status()).isEqualTo(CheckResult.Status.CANCELLED));
        assertThat(begun).hasSize(10);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void handsOutTenThousandPlacesInNoTime() {
        List<Stream<Check>> hosts = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(host -> hosts.add(checks("host" + host + "-", 1, true)));
        run(100, hosts.<Stream<Check>>toArray(Stream[]::new));
        assertThat(settled).hasSize(10_000);

        run(100, checks("one", 10_000, true));
        assertThat(settled).hasSize(20_000);

        CompletableFuture<List<CheckResult>> stuck = run(100, checks("slow", 5_000, false), checks("b", 5_000, false));
        stuck.cancel(true);
        assertThat(settled).hasSize(30_000);
    }
}
