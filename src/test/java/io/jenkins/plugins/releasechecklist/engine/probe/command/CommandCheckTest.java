package io.jenkins.plugins.releasechecklist.engine.probe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command has to end, and what it has to print. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class CommandCheckTest {
    @TempDir
    private Path workspace;

    private final ProbeFixture fixture = new ProbeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Observation attempt(CommandCheck check) throws Exception {
        return attempt(check, Duration.ofSeconds(20));
    }

    private Observation attempt(CommandCheck check, Duration timeout) throws Exception {
        fixture.commands(new CommandWorkspace(
                "", workspace.toString(), Map.of("PATH", System.getenv("PATH"), "GREETING", "hello you")));
        return check.attempt(fixture.context().withTimeout(timeout)).get(30, TimeUnit.SECONDS);
    }

    private String errorOf(CommandCheck check) throws Exception {
        return attempt(check).errorIfAny().orElse("passed");
    }

    @Test
    void passesWithExitCodeZero() throws Exception {
        Observation observation = attempt(CommandCheck.of("echo fine"));
        assertThat(observation.passed()).isTrue();
        assertThat(observation.response()).isEmpty();
    }

    @Test
    void tellsAnotherExitCodeWithTheOutput() throws Exception {
        Observation observation = attempt(CommandCheck.of("echo one; echo two >&2; exit 3"));
        assertThat(observation.error()).isEqualTo("expected exit code 0, got 3");
        assertThat(observation.response()).isEqualTo("one\ntwo");
        assertThat(observation.retryable()).isTrue();
        assertThat(errorOf(CommandCheck.of("exit 3").exiting(3))).isEqualTo("passed");
        assertThat(errorOf(CommandCheck.of("true").exiting(3))).isEqualTo("expected exit code 3, got 0");
    }

    @Test
    void tellsThatThereIsNoSuchProgram() throws Exception {
        Observation observation = attempt(CommandCheck.of("./smoke.sh"));
        assertThat(observation.error()).isEqualTo("expected exit code 0, got 127");
        assertThat(observation.response()).contains("./smoke.sh").contains("not found");
    }

    @Test
    void looksForATextInTheOutput() throws Exception {
        CommandCheck check = CommandCheck.of("echo '12 tests, all fine' >&2");
        assertThat(errorOf(check.containing("all fine"))).isEqualTo("passed");
        Observation observation = attempt(check.containing("All fine"));
        assertThat(observation.error()).isEqualTo("expected the output to contain 'All fine', found no such text");
        assertThat(observation.response()).isEqualTo("12 tests, all fine");
    }

    @Test
    void matchesAPatternSomewhereInTheOutput() throws Exception {
        CommandCheck check = CommandCheck.of("echo begin; echo 12 tests; echo end");
        assertThat(errorOf(check.matching("^\\d+ tests$"))).isEqualTo("passed");
        assertThat(errorOf(check.matching("^tests")))
                .isEqualTo("expected the output to match '^tests', found nothing that does");
        assertThat(errorOf(CommandCheck.of("echo " + "a".repeat(100)).matching("(.*a){30}b")))
                .isEqualTo("expected the output to match '(.*a){30}b', but the pattern needs too long for it");
    }

    @Test
    void readsBeginningAndEndOfALongOutputAndShowsItsEnd() throws Exception {
        String filler = "yes yes | head -c 1000000; ";
        CommandCheck check = CommandCheck.of("echo first; " + filler + "echo middle; " + filler + "echo last");
        Observation observation = attempt(check.containing("middle"));
        assertThat(observation.error())
                .isEqualTo("expected the output to contain 'middle', found no such text in its first and last 64 KiB");
        assertThat(observation.response()).endsWith("yes\nlast").hasSizeBetween(4000, 4096);
        assertThat(errorOf(check.containing("first"))).isEqualTo("passed");
        assertThat(errorOf(check.containing("last"))).isEqualTo("passed");
        assertThat(errorOf(check.matching("^first$"))).isEqualTo("passed");
        assertThat(errorOf(check.matching("\\Alast"))).startsWith("expected the output to match");
        assertThat(errorOf(check.matching("^last$"))).isEqualTo("passed");
        assertThat(errorOf(check.matching("^es$"))).startsWith("expected the output to match");
    }

    @Test
    void readsAllOfAnOutputThatHasNoMiddle() throws Exception {
        CommandCheck check = CommandCheck.of("yes | head -c 65530; echo; echo in between; yes | head -c 65000");
        assertThat(errorOf(check.matching("^in between$"))).isEqualTo("passed");
        assertThat(errorOf(check.containing("in between\ny"))).isEqualTo("passed");
    }

    @Test
    void findsThatNothingWasPrinted() throws Exception {
        assertThat(errorOf(CommandCheck.of("true").matching("^$"))).isEqualTo("passed");
        assertThat(errorOf(CommandCheck.of("echo x").matching("\\A$"))).startsWith("expected the output to match");
    }

    @Test
    void endsACommandThatPrintsForEver() throws Exception {
        Observation observation = attempt(CommandCheck.of("yes"), Duration.ofMillis(500));
        assertThat(observation.error()).isEqualTo("the command had not ended within 500ms");
        assertThat(observation.response()).startsWith("y\ny\n").hasSizeLessThanOrEqualTo(4096);
    }

    @Test
    void givesNoInput() throws Exception {
        assertThat(errorOf(CommandCheck.of("cat; echo end").containing("end"))).isEqualTo("passed");
    }

    @Test
    void runsInTheDirectoryWithItsEnvironmentAlone() throws Exception {
        assertThat(errorOf(CommandCheck.of("pwd; echo $GREETING").containing(workspace + "\nhello you\n")))
                .isEqualTo("passed");
        assertThat(attempt(CommandCheck.of("env; false")).response())
                .contains("GREETING=hello you")
                .doesNotContain("JAVA_HOME=", "HOME=");
    }

    @Test
    void makesWhatCannotBePrintedVisible() throws Exception {
        assertThat(attempt(CommandCheck.of("printf '\\033[31mred\\r\\n\\000'; false"))
                        .response())
                .isEqualTo("\\x1b[31mred\n\\x00");
    }

    @Test
    void isRefusedWhereNoCommandMayRun() throws Exception {
        Observation observation = fixture.attempt(CommandCheck.of("touch " + workspace.resolve("ran")));
        assertThat(observation.error()).isEqualTo("the test runs no commands");
        assertThat(observation.retryable()).isFalse();
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void tellsThatThereIsNoDirectory() throws Exception {
        fixture.commands(new CommandWorkspace("", workspace.resolve("gone").toString(), Map.of("TOKEN", "s3cret")));
        assertThat(fixture.errorOf(CommandCheck.of("true")))
                .isEqualTo(
                        "the command could not be started, because there is no directory " + workspace.resolve("gone"));
    }

    @Test
    void runsManyWithABoundedNumberOfThreads() throws Exception {
        fixture.commands(new CommandWorkspace("", workspace.toString(), System.getenv()));
        List<CommandCheck> checks = IntStream.range(0, 120)
                .mapToObj(i -> CommandCheck.of("echo " + i).matching("^" + i + "$"))
                .toList();
        List<CheckResult> results =
                fixture.runner().run(checks, RunSettings.DEFAULT, result -> {}).get(50, TimeUnit.SECONDS);
        assertThat(results).hasSize(120).allMatch(CheckResult::passed);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("release-checklist-probe-command-"))
                        .count())
                .isLessThanOrEqualTo(50);
    }

    @Test
    void isNamedLikeTheCommand() {
        CommandCheck check = CommandCheck.of("  ./smoke.sh staging\n  echo done ");
        assertThat(check.name()).isEqualTo("./smoke.sh staging   echo done");
        assertThat(check.target()).doesNotContain("\n");
        assertThat(CommandCheck.of("x".repeat(300)).name()).hasSize(200);
        assertThat(check.named("smoke").exiting(2).name()).isEqualTo("smoke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "256", "1.5", "zero", "0x1", "99999999999"})
    void rejectsOtherExitCodes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCheck.exitCode(text))
                .withMessage("exitCode: expected a whole number from 0 to 255, found '" + text + "'");
    }

    @Test
    void rejectsWhatIsNoCommandOrPattern() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCheck.of(" "))
                .withMessageStartingWith("command: expected a command such as ./smoke.sh")
                .withMessageEndingWith("found nothing");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandCheck.of("a\0b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCheck.of("true").matching("["))
                .withMessageStartingWith("outputMatches: expected a regular expression, found '['");
    }
}
