package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Functions;
import hudson.model.Label;
import hudson.model.Result;
import hudson.util.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Where commands run, with what, and how they end with the build. */
class CommandCheckStepTest extends OneJenkins {
    private static final String SECRET = "s3cr3t-0f-the-command";

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAgent() throws Exception {
        Assumptions.assumeFalse(Functions.isWindows());
        rule().createOnlineSlave(Label.get("testers"));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "cmd-token", "", Secret.fromString(SECRET)));
    }

    @Test
    void runsInTheWorkspaceWithTheEnvironmentOfTheStep() throws Exception {
        WorkflowRun run = succeed("""
            node('testers') {
              writeFile file: 'smoke.sh', text: 'echo "$TARGET of $JOB_NAME in $PWD"'
              withEnv(['TARGET=staging']) {
                smokeTest environment: 'staging', checks: [
                  commandCheck(command: 'sh ./smoke.sh', outputContains: "staging of ${env.JOB_NAME} in ${pwd()}")]
              }
            }
            """);

        assertThat(lastRun(run, "smokeTest").checks()).singleElement().satisfies(check -> {
            assertThat(check.passed()).isTrue();
            assertThat(check.kind()).isEqualTo("command");
            assertThat(check.name()).isEqualTo("sh ./smoke.sh");
        });
    }

    @Test
    void neverRunsOnTheControllerWhateverIsAllowed() throws Exception {
        String test = "smokeTest retryFor: '1h', checks: [commandCheck('touch " + folder.resolve("ran") + "')]";
        String refusal = "Commands run on the agent of the surrounding node only.";
        assertExplained(run(Result.FAILURE, test), refusal);
        assertExplained(run(Result.FAILURE, "node('built-in') { " + test + " }"), refusal);
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void masksSecretsAndShowsNoEnvironment() throws Exception {
        WorkflowRun run = succeed("""
            node('testers') {
              withCredentials([string(credentialsId: 'cmd-token', variable: 'TOKEN')]) {
                smokeTest environment: 'staging', retryFor: '0s', onFailure: 'continue', checks: [
                  commandCheck('echo "token is $TOKEN"; exit 3')]
              }
            }
            """);

        assertThat(lastRun(run, "smokeTest").checks())
                .singleElement()
                .satisfies(check -> assertThat(check.error()).isEqualTo("expected exit code 0, got 3"));
        assertThat(JenkinsRule.getLog(run)).doesNotContain(SECRET);
        assertThat(recorded(run)).doesNotContain(SECRET);
    }

    @Test
    void keepsTheEndOfTheOutputOfAFailure() throws Exception {
        WorkflowRun run = succeed("""
            node('testers') {
              withCredentials([string(credentialsId: 'cmd-token', variable: 'TOKEN')]) {
                smokeTest environment: 'staging', retryFor: '0s', onFailure: 'continue', checks: [
                  commandCheck('echo "token is $TOKEN"; exit 3')]
              }
            }
            """);

        assertThat(lastRun(run, "smokeTest").checks())
                .singleElement()
                .satisfies(check -> assertThat(check.response()).isEqualTo("token is ****"));
    }

    @Test
    void endsTheProcessesWhenTheBuildIsAborted() throws Exception {
        Path ready = folder.resolve("ready");
        Path pids = folder.resolve("pids");
        assertThat(new ProcessBuilder("mkfifo", ready.toString()).start().waitFor())
                .isZero();
        WorkflowRun run = start("""
            node('testers') {
              smokeTest checks: [commandCheck('sleep 300 & echo $! >> %1$s; (sleep 300 & echo $! >> %1$s); echo $$ >> %1$s; echo > %2$s; wait')]
            }
            """.formatted(pids, ready));
        // A process, which can be waited for with patience and no longer.
        Process listener = new ProcessBuilder("cat", ready.toString()).start();
        assertThat(listener.waitFor(60, TimeUnit.SECONDS)).isTrue();

        run.doStop();
        end(Result.ABORTED, run);

        List<String> numbers = Files.readAllLines(pids);
        assertThat(numbers).hasSize(3);
        for (String number : numbers) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(number));
            if (process.isPresent()) {
                process.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
    }
}
