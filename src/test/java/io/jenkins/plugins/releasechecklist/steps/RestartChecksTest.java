package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Smoke tests and verifications go on after a clean restart of Jenkins. */
class RestartChecksTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private Shop shop;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private String smokeTest() {
        return "smokeTest environment: 'staging', retryFor: '1h', checks: [httpCheck(url: '" + shop.url()
                + "/health')]";
    }

    private String verification(String duration, String successRate) {
        return "postDeployVerify environment: 'production', duration: '" + duration
                + "', interval: '1s', successRate: '" + successRate + "', checks: [httpCheck(url: '" + shop.url()
                + "/health')]";
    }

    private static WorkflowRun start(JenkinsRule rule, String script) throws Exception {
        Releasing.allowControllerProbes();
        return Releasing.pipeline(rule, "shop", script).scheduleBuild2(0).waitForStart();
    }

    private int looks() {
        return shop.authorizations().size();
    }

    @Test
    void triesChecksAgainThatWereNotFinished() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            start(rule, smokeTest());
            Loopback.awaitRequests(shop, 2);
        });
        int before = looks();
        shop.recover();
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            assertThat(looks()).isEqualTo(before + 1);
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.RunStarted.class);
            recorded.only(ReleaseEvent.CheckSettled.class);
            assertThat(recorded.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
        });
    }

    @Test
    void runsOnlyTheChecksAgainThatHaveNoResult() throws Throwable {
        try (Shop other = new Shop()) {
            shop.breakDown();
            sessions.then(rule -> {
                // Two of the same name: the record knows the second one by another.
                WorkflowRun run = start(
                        rule,
                        "smokeTest environment: 'staging', retryFor: '1h', checks: [httpCheck(name: 'health', url: '"
                                + other.url() + "/health'), httpCheck(name: 'health', url: '" + shop.url()
                                + "/health')]");
                Releasing.awaitRelease(
                        run,
                        release -> release.runs().stream()
                                .anyMatch(one -> !one.checks().isEmpty()));
            });
            shop.recover();
            sessions.then(rule -> {
                WorkflowRun run = Releasing.firstBuild(rule, "shop");
                rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
                assertThat(other.authorizations()).hasSize(1);
                Recorded recorded = Recorded.of(run);
                assertThat(recorded.all(ReleaseEvent.CheckSettled.class))
                        .extracting(settled -> settled.result().name())
                        .containsExactly("health", "health-2");
                assertThat(JenkinsRule.getLog(run))
                        .contains("1 of 2 checks of 'smoke-test-staging' have no result yet");
            });
        }
    }

    @Test
    void waitsForTheAgentAfterTheRestart() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            rule.createOnlineSlave(Label.get("testers"));
            Releasing.pipeline(rule, "shop", "node('testers') { " + smokeTest() + " }")
                    .scheduleBuild2(0)
                    .waitForStart();
            await().atMost(Duration.ofMinutes(2)).until(() -> looks() > 0);
        });
        shop.recover();
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.RunStarted.class);
            assertThat(recorded.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
        });
    }

    @Test
    void looksNoMoreWhenTheRecordIsAheadOfTheProgram() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            start(rule, "def smoke = " + smokeTest() + "\necho \"attempts: ${smoke.checks[0].attempts}\"");
            Loopback.awaitRequests(shop, 1);
        });
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "shop");
        String run = disk.state().runs().get(0).run();
        disk.append(
                new ReleaseEvent.CheckSettled(
                        run,
                        new CheckResult(
                                "health", "http", shop.url(), CheckResult.Status.PASSED, Duration.ofMillis(7), 41, "")),
                new ReleaseEvent.RunFinished(run, Outcome.PASSED, Optional.empty()));
        int before = looks();
        sessions.then(rule -> {
            WorkflowRun build = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            rule.assertLogContains("attempts: 41", build);
            assertThat(looks()).isEqualTo(before);
            Recorded.of(build).only(ReleaseEvent.RunFinished.class);
        });
    }

    @Test
    void goesOnWithTheSamplesFromBeforeTheRestart() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            WorkflowRun run = start(rule, verification("30s", ">= 30%"));
            Releasing.awaitRelease(run, release -> samples(release.runs()) > 1);
        });
        shop.recover();
        RecordOnDisk.of(sessions.getHome(), "shop").age(Duration.ofSeconds(3));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.RunStarted.class);
            recorded.only(ReleaseEvent.VerificationBegan.class);
            recorded.only(ReleaseEvent.RunFinished.class);
            Judgement judgement =
                    recorded.only(ReleaseEvent.VerificationJudged.class).judgement();
            List<Sample> samples = recorded.release().runs().get(0).samples();
            assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
            assertThat(judgement.samples()).isEqualTo(samples.size()).isLessThanOrEqualTo(27);
            assertThat(judgement.reasons()).last().asString().matches("\\d+ of 30 planned rounds missed");
            assertThat(judgement.successRate()).isBetween(0.3, 0.9);
            assertThat(samples).extracting(Sample::passed).startsWith(false, false);
        });
    }

    @Test
    void countsNoSamplesForTheTimeInWhichJenkinsWasDown() throws Throwable {
        sessions.then(rule -> {
            WorkflowRun run = start(rule, verification("12s", ">= 99%"));
            Releasing.awaitRelease(run, release -> samples(release.runs()) > 0);
        });
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "shop");
        disk.age(Duration.ofHours(1));
        int before = samples(disk.state().runs());
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            Judgement judgement =
                    recorded.only(ReleaseEvent.VerificationJudged.class).judgement();
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.samples()).isEqualTo(before);
            recorded.only(ReleaseEvent.RunStarted.class);
        });
    }

    /** Nothing passes, so there is no latency to judge; the rounds are those of a minute of looking again. */
    private String asking() {
        return "postDeployVerify environment: 'production', duration: '30s', interval: '30s', successRate: '>= 0%',"
                + " p95: '<= 30s', onInconclusive: 'ask', checks: [httpCheck(url: '" + shop.url() + "/health')]";
    }

    @Test
    void goesOnAskingAfterTheRestart() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = start(rule, asking());
            Releasing.awaitRelease(run, release -> !release.askingRuns().isEmpty());
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.answer(run, "qa", VerdictAnswer.PASS, "Tried it by hand", 0);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded recorded = Recorded.of(run);
            recorded.only(ReleaseEvent.VerdictAsked.class);
            assertThat(recorded.only(ReleaseEvent.VerificationJudged.class)
                            .judgement()
                            .decidedBy())
                    .isPresent();
            recorded.only(ReleaseEvent.RunFinished.class);
        });
    }

    @Test
    void looksAgainAfterARestartAndJudgesOnlyWhatItSeesThen() throws Throwable {
        shop.breakDown();
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = start(rule, asking());
            Releasing.awaitRelease(run, release -> !release.askingRuns().isEmpty());
        });
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "shop");
        String verification = disk.state().askingRuns().get(0).run();
        disk.append(new ReleaseEvent.VerdictAnswered(
                verification,
                VerdictAnswer.LOOK_AGAIN,
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1))));
        disk.age(Duration.ofSeconds(40));
        shop.recover();
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Judgement judgement =
                    Recorded.of(run).only(ReleaseEvent.VerificationJudged.class).judgement();
            assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
            assertThat(judgement.decidedBy()).isEmpty();
            // Every 30 s, as the step says, of which the first was before the restart.
            assertThat(judgement.samples()).isEqualTo(1);
            assertThat(judgement.reasons()).last().asString().isEqualTo("1 of 2 planned rounds missed");
        });
    }

    private static int samples(List<RunState> runs) {
        return runs.stream().mapToInt(run -> run.samples().size()).sum();
    }
}
