package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a command remains: real families of processes, some of which do not want to end. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class CommandEndTest {
    /** A child, one whose parent ends at once, one that ignores signals, and one in a session of its own; complete at the end. */
    private static final String FAMILY = """
            sleep 300 & echo $! >> pids
            ( sleep 300 & echo $! >> pids )
            sh -c 'trap "" TERM HUP INT; sleep 300 & echo $! >> pids; wait' & echo $! >> pids
            nohup setsid sleep 300 > /dev/null 2>&1 & echo $! >> pids
            echo $$ >> pids
            until [ "$(wc -l < pids)" -eq 6 ]; do sleep 0.05; done
            """;

    @TempDir
    private Path workspace;

    private final ProbeFixture fixture = new ProbeFixture();

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        fixture.commands(new CommandWorkspace("", workspace.toString(), System.getenv()));
        assertThat(new ProcessBuilder("mkfifo", workspace.resolve("ready").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** Waits until the command says that its family is complete. */
    private void awaitReady() throws IOException, InterruptedException {
        Process listener = new ProcessBuilder("cat", workspace.resolve("ready").toString()).start();
        assertThat(listener.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private void assertThatNobodyLives(int members) throws Exception {
        List<String> pids = Files.readAllLines(workspace.resolve("pids"));
        assertThat(pids).hasSize(members);
        for (String pid : pids) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            if (process.isPresent()) {
                process.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void endsTheFamilyWhenTheAttemptIsCancelled() throws Exception {
        CompletableFuture<Observation> attempt =
                CommandCheck.of(FAMILY + "echo > ready\nwait").attempt(fixture.context());
        awaitReady();
        attempt.cancel(true);
        assertThatNobodyLives(6);
    }

    @Test
    void endsTheFamilyWhenTheRunIsCancelled() throws Exception {
        CompletableFuture<List<CheckResult>> run = fixture.runner()
                .run(List.of(CommandCheck.of(FAMILY + "echo > ready\nwait")), RunSettings.DEFAULT, result -> {});
        awaitReady();
        run.cancel(true);
        assertThatNobodyLives(6);
    }

    @Test
    void endsTheFamilyWhenTheTimeIsOver() throws Exception {
        Observation observation = CommandCheck.of(FAMILY + "echo started; wait")
                .attempt(fixture.context().withTimeout(Duration.ofSeconds(2)))
                .get(20, TimeUnit.SECONDS);
        assertThat(observation.error()).isEqualTo("the command had not ended within 2s");
        assertThat(observation.response()).isEqualTo("started");
        assertThatNobodyLives(6);
    }

    @Test
    void doesNotWaitForWhatACommandLeavesBehind() throws Exception {
        Observation observation = CommandCheck.of(FAMILY + "echo done")
                .containing("done")
                .attempt(fixture.context())
                .get(20, TimeUnit.SECONDS);
        assertThat(observation.error()).isEmpty();
        assertThat(observation.latency()).isLessThan(Duration.ofSeconds(10));
        assertThatNobodyLives(6);
    }
}
