package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTestStepTest extends OneJenkins {
    private static final String ITEM = "staging-smoke-tests";

    private String health() {
        return "checks: [httpCheck(name: 'health', url: '" + shop().url() + "/health')]";
    }

    @Test
    void recordsEveryCheckAndReturnsThem() throws Exception {
        WorkflowRun run = succeed("""
            def tested = smokeTest environment: 'staging', checks: [
              httpCheck(name: 'health', url: '%1$s/health', status: 200, jsonPath: '$.status', expect: 'UP', maxLatency: '20s'),
              tcpCheck('%2$s')]
            echo "${tested.name} ${tested.environment} ${tested.passed} ${tested.checks.size()}"
            echo "${tested.checks[0].name} ${tested.checks[0].kind} ${tested.checks[0].status} ${tested.checks[0].attempts} ${tested.checks[0].error}"
            """.formatted(shop().url(), shop().url().substring("http://".length())));

        assertThat(Releasing.echoes(run))
                .containsExactly("smoke-test-staging staging true 2", "health http PASSED 1 null");
        assertThat(lastRun(run, "smokeTest").checks()).hasSize(2).allMatch(CheckResult::passed);
        assertThat(status(run, ITEM)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void takesTheChecksOfThePlan() throws Exception {
        String plan = "environments: {staging: {checks: [{httpCheck: {name: health, url: \"" + shop().url()
                + "/health\"}}]}, production: {}}";
        String opening = "node { writeFile file: 'plan.yaml', text: '''" + plan
                + "'''; releaseChecklist version: '2.4.0', plan: 'plan.yaml' }\n";

        assertThat(status(succeed(opening + "smokeTest environment: 'staging'"), ITEM))
                .isEqualTo(ItemStatus.PASSED);
        assertExplained(
                run(Result.FAILURE, opening + "smokeTest environment: 'stagin'"),
                "The release plan does not know the environment",
                "'stagin'; did you mean 'staging'? Allowed: staging, production");
        assertExplained(
                run(Result.FAILURE, opening + "smokeTest environment: 'production'"),
                "smokeTest has nothing to check: give checks, or a plan with checks for the environment 'production'");
    }

    @Test
    void refusesWrongParameters() throws Exception {
        refuse("smokeTest environment: 'staging'", "smokeTest has nothing to check");
        refuse(
                "smokeTest onFailure: 'unstabel', " + health(),
                "onFailure: unknown value 'unstabel'; did you mean 'unstable'? Allowed: fail, unstable, continue");
        refuse(
                "smokeTest timeout: '10', " + health(),
                "timeout: expected a duration such as",
                "found '10' (the unit is missing)");
        refuse("smokeTest retryFor: 'soon', " + health(), "retryFor: expected a duration such as", "found 'soon'");
        refuse("smokeTest concurrency: 0, " + health(), "concurrency: expected 1 to 1000, found 0");
        refuse("smokeTest checks: [httpCheck(url: 'ftp://shop')]", "url", "ftp://shop");
    }

    @Test
    void explainsWhyAHostIsNotReached() throws Exception {
        String nobody = "127.0.0.1:" + Loopback.closedPort();
        String steps = "smokeTest environment: 'staging', retryFor: '0s', checks: [tcpCheck('" + nobody + "')]";

        refuse(steps, "1 of 1 checks failed; " + nobody, "refused");

        WorkflowRun run = run(Result.FAILURE, steps);
        assertThat(lastRun(run, "smokeTest").checks())
                .singleElement()
                .satisfies(check -> assertThat(check.error()).contains("refused"))
                .matches(check -> check.attempts() == 1);
        assertThat(status(run, ITEM)).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, ITEM).note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).contains("refused"));
    }

    @Test
    void explainsThatACertificateIsExpired(@TempDir Path directory) throws Exception {
        try (Loopback.ExpiredServer server = new Loopback.ExpiredServer(directory)) {
            refuse(
                    "smokeTest retryFor: '0s', checks: [tlsCheck(address: '" + server.address()
                            + "', minValidity: '14d')]",
                    "1 of 1 checks failed; " + server.address(),
                    "expired");
        }
    }

    /** A Pipeline waits for the disk: once before the check, and once after it. */
    @Test
    void writesTwiceForASingleCheck() throws Exception {
        WorkflowRun run =
                start("releaseGate id: 'first', approvals: [qa: 1]\nsmokeTest environment: 'staging', " + health());
        Releasing.awaitGate(run, "first");
        List<String> writes = new CopyOnWriteArrayList<>();
        BuildRecords.of(run)
                .orElseThrow()
                .follow((release, events) -> writes.add(events.stream()
                        .map(event -> event.data().getClass().getSimpleName())
                        .collect(Collectors.joining("+"))));
        Releasing.go(run, "qa", "first");
        end(Result.SUCCESS, run);

        assertThat(writes).containsSequence("RunStarted", "CheckSettled+RunFinished");
        assertThat(lastRun(run, "smokeTest").isPassed()).isTrue();
    }

    @Test
    void triesAgainUntilTheSystemIsThere() throws Exception {
        shop().breakDown();
        WorkflowRun run = start("smokeTest environment: 'staging', " + health());
        Loopback.awaitRequests(shop(), 1);
        shop().recover();
        end(Result.SUCCESS, run);

        assertThat(lastRun(run, "smokeTest").checks()).singleElement().matches(check -> check.attempts() > 1);
    }

    @Test
    void goesOnWhenAFailureDoesNotMatter() throws Exception {
        shop().breakDown();
        String steps = """
            def tested = smokeTest environment: 'staging', retryFor: '0s', onFailure: '%s', %s
            echo "${tested.passed} ${tested.checks[0].status} ${currentBuild.currentResult}"
            """;

        WorkflowRun unstable = run(Result.UNSTABLE, steps.formatted("unstable", health()));
        assertThat(Releasing.echoes(unstable)).containsExactly("false FAILED UNSTABLE");
        WorkflowRun continued = succeed(steps.formatted("continue", health()));
        assertThat(Releasing.echoes(continued)).containsExactly("false FAILED SUCCESS");
        for (WorkflowRun run : new WorkflowRun[] {unstable, continued}) {
            assertExplained(run, "1 of 1 checks failed; health", "503");
            assertThat(status(run, ITEM)).isEqualTo(ItemStatus.FAILED);
        }
    }

    @Test
    void passesTheItemWhenEveryNamedRunPassedInItsLastAttempt() throws Exception {
        String steps = """
            smokeTest environment: 'staging', name: 'api', %1$s
            catchError(buildResult: 'SUCCESS') { withSmokeTest(environment: 'staging', name: 'browser') { error 'blank page' } }
            %2$s
            """;

        assertThat(status(succeed(steps.formatted(health(), "")), ITEM)).isEqualTo(ItemStatus.FAILED);
        assertThat(status(
                        succeed(steps.formatted(
                                health(), "smokeTest environment: 'staging', name: 'api', " + health())),
                        ITEM))
                .isEqualTo(ItemStatus.FAILED);
        assertThat(status(
                        succeed(steps.formatted(health(), "withSmokeTest(environment: 'staging', name: 'browser') {}")),
                        ITEM))
                .isEqualTo(ItemStatus.PASSED);
        assertThat(status(succeed("smokeTest environment: 'qa', " + health()), ITEM))
                .isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void countsALaterAttemptInsideRetry() throws Exception {
        WorkflowRun run = succeed("""
            int attempt = 0
            retry(2) {
                withSmokeTest(environment: 'staging') { if (++attempt == 1) { error 'cold start' } }
            }
            """);

        Release release = release(run);
        assertThat(release.runs())
                .extracting(RunState::name)
                .containsExactly("smoke-test-staging", "smoke-test-staging");
        assertThat(release.runs()).extracting(RunState::run).doesNotHaveDuplicates();
        assertThat(status(run, ITEM)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void takesABlockAsTheTest() throws Exception {
        WorkflowRun run = succeed("""
            def tested = withSmokeTest(environment: 'staging', name: 'browser') { echo 'looks good' }
            echo "${tested.name} ${tested.environment} ${tested.passed} ${tested.durationMillis >= 0}"
            """);
        assertThat(Releasing.echoes(run)).containsExactly("looks good", "browser staging true true");

        WorkflowRun failed = run(Result.FAILURE, "withSmokeTest(environment: 'staging') { error 'blank page' }");
        assertExplained(failed, "ERROR: blank page");
        assertThat(lastRun(failed, "withSmokeTest").reason()).contains("blank page");
        assertThat(status(failed, ITEM)).isEqualTo(ItemStatus.FAILED);
    }
}
