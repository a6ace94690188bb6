package io.jenkins.plugins.releasechecklist.engine.probe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.ScriptedCheck;
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
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with a clock of the test: two minutes of retrying take no time. */
class ProbeRunnerTest {
    private static final Backoff STEADY = new Backoff(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 0);
    private static final RunSettings STEADILY =
            new RunSettings(50, RunSettings.DEFAULT.timeout(), RunSettings.DEFAULT.retryFor(), STEADY);

    private final ManualTime time = new ManualTime();
    private final ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, 1);
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

    private CompletableFuture<List<CheckResult>> run(RunSettings settings, Check... checks) {
        return runner.run(List.of(checks), settings, settled::add);
    }

    @Test
    void passesAtTheFirstAttempt() {
        CompletableFuture<List<CheckResult>> run = run(RunSettings.DEFAULT, ScriptedCheck.passingFrom("a", 1));
        assertThat(run)
                .isCompletedWithValue(List.of(new CheckResult(
                        "a", "scripted", "target of a", CheckResult.Status.PASSED, Duration.ofMillis(1), 1, "")));
        assertThat(time.waiting()).isZero();
    }

    @Test
    void hasNothingToDoWithoutChecks() {
        assertThat(run(RunSettings.DEFAULT)).isCompletedWithValue(List.of());
    }

    @Test
    void triesAgainUntilItPasses() {
        CompletableFuture<List<CheckResult>> run = run(STEADILY, ScriptedCheck.passingFrom("a", 4));
        time.advance(Duration.ofMillis(2999));
        assertThat(run).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(run.join().get(0)).satisfies(result -> {
            assertThat(result.passed()).isTrue();
            assertThat(result.attempts()).isEqualTo(4);
            assertThat(result.latency()).hasMillis(4);
        });
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        ScriptedCheck check = ScriptedCheck.failing("a");
        CompletableFuture<List<CheckResult>> run = run(RunSettings.DEFAULT, check);
        time.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(run).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(run.join().get(0)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(CheckResult.Status.FAILED);
            assertThat(result.attempts()).isEqualTo(check.attempts().size()).isBetween(10, 20);
            assertThat(result.error()).isEqualTo("failure " + result.attempts());
        });
        assertThat(time.waiting()).isZero();
    }

    @Test
    void givesTheLastAttemptItsFullTime() {
        List<CompletableFuture<Observation>> attempts = new ArrayList<>();
        ScriptedCheck check = new ScriptedCheck("a", number -> {
            attempts.add(new CompletableFuture<>());
            return attempts.get(number - 1);
        });
        CompletableFuture<List<CheckResult>> run = run(STEADILY.withRetryFor(Duration.ofMillis(1500)), check);
        attempts.get(0).complete(Observation.failed(Duration.ZERO, "failure 1"));
        time.advance(Duration.ofSeconds(1));
        attempts.get(1).complete(Observation.failed(Duration.ZERO, "failure 2"));
        time.advance(Duration.ofMillis(500));
        assertThat(attempts).hasSize(3);
        time.advance(Duration.ofMillis(29_999));
        assertThat(run).isNotDone();
        time.advance(Duration.ofMillis(1));
        assertThat(run.join().get(0).error()).isEqualTo("no answer within 30s");
    }

    @Test
    void triesOnceWithoutTimeForRetrying() {
        CompletableFuture<List<CheckResult>> run =
                run(RunSettings.DEFAULT.withRetryFor(Duration.ZERO), ScriptedCheck.failing("a"));
        assertThat(run.join().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatWhatCannotChange() {
        ScriptedCheck check = new ScriptedCheck(
                "a", number -> CompletableFuture.completedFuture(Observation.refused(Duration.ZERO, "forbidden")));
        assertThat(run(RunSettings.DEFAULT, check).join().get(0).error()).isEqualTo("forbidden");
        assertThat(check.attempts()).hasSize(1);
    }

    @Test
    void endsAnAttemptInTime() {
        ScriptedCheck check = ScriptedCheck.pending("a");
        CompletableFuture<List<CheckResult>> run = run(RunSettings.DEFAULT.withRetryFor(Duration.ZERO), check);
        time.advance(Duration.ofSeconds(30));
        CheckResult result = run.join().get(0);
        assertThat(result.error()).isEqualTo("no answer within 30s");
        assertThat(result.latency()).hasSeconds(30);
        assertThat(check.attempts().get(0)).isCancelled();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void keepsToTheConcurrency(int concurrency) {
        List<ScriptedCheck> checks = IntStream.range(0, 10)
                .mapToObj(i -> ScriptedCheck.pending("c" + i))
                .toList();
        runner.run(checks, RunSettings.DEFAULT.withConcurrency(concurrency), settled::add);
        for (int done = 0; done < checks.size(); done++) {
            int begun = (int)
                    checks.stream().filter(check -> !check.attempts().isEmpty()).count();
            assertThat(begun).isEqualTo(Math.min(10, done + concurrency));
            checks.get(done).attempts().get(0).complete(Observation.passed(Duration.ZERO));
        }
        assertThat(settled).hasSize(10);
    }

    @Test
    void givesThePlaceAwayWhileItWaitsForTheNextAttempt() {
        ScriptedCheck failing = ScriptedCheck.failing("failing");
        ScriptedCheck other = ScriptedCheck.passingFrom("other", 1);
        CompletableFuture<List<CheckResult>> run = run(RunSettings.DEFAULT.withConcurrency(1), failing, other);
        assertThat(settled).extracting(CheckResult::name).containsExactly("other");
        time.advance(Duration.ofMinutes(2));
        assertThat(run.join()).extracting(CheckResult::name).containsExactly("failing", "other");
    }

    @Test
    void keepsNamesApart() {
        CompletableFuture<List<CheckResult>> run =
                run(RunSettings.DEFAULT, ScriptedCheck.passingFrom("a", 1), ScriptedCheck.passingFrom("a", 1));
        assertThat(run.join()).extracting(CheckResult::name).containsExactly("a", "a-2");
    }

    @Test
    void settlesWhatIsOpenWhenItIsCancelled() {
        ScriptedCheck passed = ScriptedCheck.passingFrom("passed", 1);
        ScriptedCheck pending = ScriptedCheck.pending("pending");
        ScriptedCheck failing = ScriptedCheck.failing("failing");
        ScriptedCheck queued = ScriptedCheck.pending("queued");
        CompletableFuture<List<CheckResult>> run =
                run(RunSettings.DEFAULT.withConcurrency(1), passed, failing, pending, queued);
        run.cancel(true);
        assertThat(settled)
                .extracting(CheckResult::name, CheckResult::status, CheckResult::error)
                .containsExactly(
                        tuple("passed", CheckResult.Status.PASSED, ""),
                        tuple("failing", CheckResult.Status.CANCELLED, "cancelled; the last error was: failure 1"),
                        tuple("pending", CheckResult.Status.CANCELLED, "cancelled"),
                        tuple("queued", CheckResult.Status.CANCELLED, "cancelled"));
        assertThat(pending.attempts().get(0)).isCancelled();
        assertThat(queued.attempts()).isEmpty();
        assertThat(time.waiting()).isZero();
        time.advance(Duration.ofMinutes(10));
        assertThat(failing.attempts()).hasSize(1);
    }

    @Test
    void survivesAFaultOfACheck() {
        Logger log = Logger.getLogger(CheckCourse.class.getName());
        log.setLevel(Level.OFF);
        ScriptedCheck broken = new ScriptedCheck("broken", number -> {
            throw new IllegalStateException("s3cret");
        });
        ScriptedCheck brokenLater = new ScriptedCheck(
                "brokenLater", number -> CompletableFuture.failedFuture(new IllegalStateException("s3cret")));
        CompletableFuture<List<CheckResult>> run =
                run(RunSettings.DEFAULT.withRetryFor(Duration.ZERO), broken, brokenLater);
        assertThat(run.join())
                .extracting(CheckResult::error)
                .containsOnly("the check could not be carried out because of a fault in it, which is in the log");
    }

    @Test
    void failsWhenItsListenerFails() {
        ScriptedCheck pending = ScriptedCheck.pending("pending");
        CompletableFuture<List<CheckResult>> run =
                runner.run(List.of(pending, ScriptedCheck.passingFrom("a", 1)), RunSettings.DEFAULT, result -> {
                    throw new IllegalStateException("disk full");
                });
        assertThat(run)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("disk full");
        assertThat(pending.attempts().get(0)).isCancelled();
    }

    @Test
    void manyChecksThatEndAtOnceDoNotPileUp() {
        List<ScriptedCheck> checks = IntStream.range(0, 20_000)
                .mapToObj(i -> ScriptedCheck.passingFrom("c" + i, 1))
                .toList();
        assertThat(runner.run(checks, RunSettings.DEFAULT.withConcurrency(1), settled::add)
                        .join())
                .hasSize(20_000);
    }

    @Test
    void takesOneSampleOfEachCheck() {
        CompletableFuture<ProbeRound> round = runner.round(
                List.of(ScriptedCheck.failing("a"), ScriptedCheck.passingFrom("a", 1)), List.of(), RunSettings.DEFAULT);
        assertThat(round)
                .isCompletedWithValue(new ProbeRound(
                        List.of(
                                new Sample(Instant.EPOCH, "a", false, 1, "failure 1"),
                                new Sample(Instant.EPOCH, "a-2", true, 1, "")),
                        List.of()));
    }

    @Test
    void endsTheAttemptsOfARoundThatIsCancelled() {
        ScriptedCheck pending = ScriptedCheck.pending("a");
        CompletableFuture<ProbeRound> round = runner.round(List.of(pending), List.of(), RunSettings.DEFAULT);
        round.cancel(true);
        assertThat(pending.attempts().get(0)).isCancelled();
        assertThat(round).isCancelled();
    }
}
