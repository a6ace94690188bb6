package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.credentials.ControllerCredentials;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentials;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Steps with a body over a clean restart of Jenkins in the middle of the body. A gate in the body holds it there. */
class RestartBodyTest {
    private static final String PAUSE = "releaseGate id: 'pause'; echo 'body goes on'";

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

    @Test
    void bodiesGoOnAndAreRecordedOnce() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            start(rule, "item", "withChecklistItem('deploy-production') { " + PAUSE + " }");
            start(rule, "smoke", "withSmokeTest(environment: 'staging', name: 'browser') { " + PAUSE + " }");
        });
        sessions.then(rule -> {
            Recorded item = Recorded.of(finish(rule, "item"));
            assertThat(item.only(ReleaseEvent.RunStarted.class).item()).contains("deploy-production");
            assertThat(item.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(item.release().item("deploy-production"))
                    .map(ItemState::status)
                    .contains(ItemStatus.PASSED);

            Recorded smoke = Recorded.of(finish(rule, "smoke"));
            assertThat(smoke.only(ReleaseEvent.RunStarted.class).name()).isEqualTo("browser");
            assertThat(smoke.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(smoke.release().item("staging-smoke-tests"))
                    .map(ItemState::status)
                    .contains(ItemStatus.PASSED);
        });
    }

    /** Nobody is judged again in the middle of a block: what it has got it has got, and the log goes on hiding it. */
    @Test
    void aBlockWithCredentialsOfAnEnvironmentGoesOnAndHidesThem() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            ReleaseChecklistConfiguration.get().setEnvironments(List.of(new ProtectedEnvironment("production")));
            ExtensionList.lookupSingleton(ControllerCredentials.class)
                    .setEnvironments(List.of(new EnvironmentCredentials(
                            "production",
                            List.of(new StringCredentialsImpl(
                                    CredentialsScope.GLOBAL, "prod-key", "", Secret.fromString("s3cr3t-of-prod"))))));
            WorkflowJob job = Releasing.pipeline(rule, "keys", """
                    releaseGate environment: 'production', approvals: [qa: 1]
                    withEnvironmentCredentials(environment: 'production', bindings: [string(credentialsId: 'prod-key', variable: 'KEY')]) {
                      releaseGate id: 'pause', approvals: [qa: 1]
                      echo "as it is: ${env.KEY}, backwards: ${env.KEY.reverse()}"
                    }
                    """);
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            Releasing.awaitGate(run, "production");
            Releasing.go(run, "qa", "production");
            Releasing.awaitGate(run, "pause");
            Releasing.awaitSavedProgram(run);
        });
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "keys");
            Releasing.awaitGate(run, "pause");
            Releasing.go(run, "qa", "pause");
            rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
            assertThat(JenkinsRule.getLog(run))
                    .contains("as it is: ****, backwards: dorp-fo-t3rc3s")
                    .doesNotContain("s3cr3t-of-prod");
            assertThat(Recorded.of(run)
                            .only(ReleaseEvent.CredentialsHandedOut.class)
                            .credentials())
                    .containsExactly("prod-key");
        });
    }

    /** A crash can come when the flow graph is on the disk and the program is not: it goes on from where it was saved. */
    @Test
    void aBodyOfWhichTheProgramDoesNotKnowBegins() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.pipeline(
                            rule,
                            "item",
                            "releaseChecklist version: '2.4.0'\nreleaseGate id: 'first', approvals: [qa: 1]\n"
                                    + "withChecklistItem('deploy-production') { " + PAUSE + " }")
                    .scheduleBuild2(0)
                    .waitForStart();
            Releasing.awaitGate(run, "first");
            CountDownLatch kept = new CountDownLatch(1);
            BuildRecords.of(run).orElseThrow().follow((release, events) -> {
                if (events.get(0).data() instanceof ReleaseEvent.RunStarted) {
                    await(kept);
                }
            });
            // Whoever records something may have to tell what others recorded, and then waits for the end of this.
            CompletableFuture<Void> vote = CompletableFuture.runAsync(() -> go(run));
            rule.waitForMessage("[Pipeline] withChecklistItem", run);
            Releasing.awaitSavedProgram(run);
            SavedProgram.of(sessions.getHome(), "item").keep();
            kept.countDown();
            vote.get();
            Releasing.awaitGate(run, "pause");
        });
        SavedProgram.of(sessions.getHome(), "item").bringBack();
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "item");
            Releasing.awaitRelease(
                    run,
                    release -> release.gate("pause").orElseThrow().opening().round() == 2);
            Releasing.vote(run, "pm", "pause", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded.of(run).only(ReleaseEvent.RunStarted.class);
        });
    }

    private static void go(WorkflowRun run) {
        try {
            Releasing.go(run, "qa", "first");
        } catch (IOException | Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void believesTheRecordWhenItIsAheadOfTheProgram() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            start(rule, "item", "withChecklistItem('deploy-production') { " + PAUSE + " }");
        });
        RecordOnDisk disk = RecordOnDisk.of(sessions.getHome(), "item");
        String run = disk.state().runs().get(0).run();
        disk.append(
                new ReleaseEvent.RunFinished(run, Outcome.FAILED, Optional.of(Phrase.plain("the deployment broke"))));
        sessions.then(rule -> {
            WorkflowRun build = Releasing.firstBuild(rule, "item");
            Releasing.vote(build, "pm", "pause", Choice.GO, null);
            rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
            rule.assertLogContains("the deployment broke", build);
            Recorded.of(build).only(ReleaseEvent.RunFinished.class);
        });
    }

    @Test
    void recordsAbortOfABodyAfterARestart() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            start(rule, "item", "withChecklistItem('deploy-production') { " + PAUSE + " }");
        });
        sessions.then(rule -> {
            WorkflowRun build = Releasing.firstBuild(rule, "item");
            Aborting.as("devops", build);
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(build));
            ReleaseEvent.RunFinished end = Recorded.of(build).only(ReleaseEvent.RunFinished.class);
            assertThat(end.outcome()).isEqualTo(Outcome.ABORTED);
            assertThat(end.reason().orElseThrow()).contains("devops");
        });
    }

    @Test
    void rollsBackToTheSameReleaseAsBeforeTheRestart() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            Releasing.allowControllerProbes();
            WorkflowJob job = Releasing.pipeline(rule, "shop", released());
            rule.buildAndAssertSuccess(job);
            job.setDefinition(new CpsFlowDefinition(rollback(), true));
            Releasing.awaitGate(job.scheduleBuild2(0).waitForStart(), "pause");
        });
        sessions.then(rule -> {
            WorkflowRun build =
                    rule.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(2);
            Releasing.vote(build, "pm", "pause", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            rule.assertLogContains("back to 1.0.0 of #1", build);
            Recorded recorded = Recorded.of(build);
            recorded.only(ReleaseEvent.RunStarted.class);
            recorded.only(ReleaseEvent.IncidentOpened.class);
            recorded.only(ReleaseEvent.RollbackTargeted.class);
            recorded.only(ReleaseEvent.ItemMarked.class);
            assertThat(recorded.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
        });
    }

    @Test
    void goesOnVerifyingTheOldVersionAndTellsOfItOnce() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            Releasing.allowControllerProbes();
            ReleaseChecklistConfiguration.get()
                    .setChannels(List.of(new WebhookChannel("stakeholders", shop.url() + "/hook")));
            WorkflowJob job = Releasing.pipeline(rule, "shop", released());
            rule.buildAndAssertSuccess(job);
            shop.breakDown();
            int before = shop.authorizations().size();
            job.setDefinition(new CpsFlowDefinition(
                    "releaseChecklist version: '1.1.0'\n"
                            + "rollbackRelease(environment: 'production', force: true, reason: 'slow',"
                            + " retryFor: '1h', checks: [httpCheck(url: '" + shop.url()
                            + "/health')]) { echo 'deployed' }",
                    true));
            job.scheduleBuild2(0).waitForStart();
            Loopback.awaitRequests(shop, before + 2);
        });
        shop.recover();
        sessions.then(rule -> {
            WorkflowRun build =
                    rule.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(2);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(build));
            Recorded recorded = Recorded.of(build);
            recorded.only(ReleaseEvent.CheckSettled.class);
            assertThat(recorded.only(ReleaseEvent.RunFinished.class).reason())
                    .contains("1.0.0 is back in production (1 check passed)");
            recorded.only(ReleaseEvent.DeliveryPlanned.class);
            assertThat(recorded.release().status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
            assertThat(shop.received())
                    .singleElement()
                    .satisfies(body -> assertThat(body).contains("release.rolledBack"));
        });
    }

    private String released() {
        return """
                releaseChecklist version: '1.0.0'
                postDeployVerify environment: 'production', duration: '20s', interval: '20s', checks: [httpCheck(url: '%s/health')]
                """.formatted(shop.url());
    }

    private static String rollback() {
        return """
                releaseChecklist version: '1.1.0'
                rollbackRelease(environment: 'production', force: true, reason: 'slow checkout') {
                  %s
                  echo "back to ${env.ROLLBACK_VERSION} of #${env.ROLLBACK_BUILD_NUMBER}"
                }
                """.formatted(PAUSE);
    }

    private static void start(JenkinsRule rule, String name, String script) throws Exception {
        WorkflowRun run =
                Releasing.pipeline(rule, name, script).scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "pause");
    }

    private static WorkflowRun finish(JenkinsRule rule, String name) throws Exception {
        WorkflowRun run = Releasing.firstBuild(rule, name);
        Releasing.vote(run, "pm", "pause", Choice.GO, null);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        rule.assertLogContains("body goes on", run);
        return run;
    }
}
