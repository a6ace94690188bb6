package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.BooleanParameterValue;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.builds.decision.DeploymentStart;
import io.jenkins.plugins.releasechecklist.builds.decision.Promotion;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeploymentRequested;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A build that has ended is promoted days later; a release is rolled back from the page of its job. */
class PromotionTest extends OneJenkins {
    private static final Instant LATER = Instant.now().plusSeconds(3 * 86_400);
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private static String scripted() {
        return """
            def known = releaseChecklist(version: env.RELEASE_PROMOTED_FROM ? null : '2.4.0',
                artifacts: ['shop.jar': '%s'])
            echo "from ${known.promotedFrom} to ${known.targetEnvironment} (${env.RELEASE_TARGET_ENVIRONMENT})"
            if (!known.promotedFrom) {
              withSmokeTest(environment: 'staging') { echo 'testing' }
              return
            }
            releaseGate environment: 'production', approvals: [qa: 1]
            withChecklistItem('deploy-production') { echo 'deploying' }
            """.formatted(DIGEST);
    }

    private static String declarativePipeline() {
        return """
            pipeline {
              agent none
              stages {
                stage('Staging') {
                  when { expression { !env.RELEASE_PROMOTED_FROM } }
                  steps {
                    releaseChecklist version: '2.4.0'
                    withSmokeTest(environment: 'staging') { echo 'testing' }
                  }
                }
                stage('Go / no-go') {
                  when { environment name: 'RELEASE_TARGET_ENVIRONMENT', value: 'production' }
                  steps { releaseGate environment: 'production', approvals: [qa: 1] }
                }
                stage('Production') {
                  when { environment name: 'RELEASE_TARGET_ENVIRONMENT', value: 'production' }
                  steps { withChecklistItem('deploy-production') { echo 'deploying' } }
                }
              }
            }
            """;
    }

    private static DeploymentStart.Scheduled promote(Run<?, ?> run, String environment) throws Exception {
        try (ACLContext as = ACL.as2(User.getById("pm", true).impersonate2())) {
            return new Promotion(run, release(run)).start(environment, LATER);
        }
    }

    private static DeploymentStart.Scheduled rollBack(WorkflowJob job, int to) throws Exception {
        try (ACLContext as = ACL.as2(User.getById("devops", true).impersonate2())) {
            return new DeploymentStart(job).rollBack("production", History.build(to), "Orders fail", LATER);
        }
    }

    private static WorkflowRun build(WorkflowJob job, int number) {
        return await().until(() -> job.getBuildByNumber(number), run -> run != null && run.getExecution() != null);
    }

    private static WorkflowRun ended(WorkflowJob job) throws Exception {
        return end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
    }

    private static String cannot(Run<?, ?> run) throws Exception {
        return new Promotion(run, release(run)).objection().orElse("");
    }

    // security.md: S52
    @Test
    void goesOnWhereTheBuildEndedInScriptedPipeline() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setRequires(List.of("staging-smoke-tests", "rollback-plan"));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowJob job = job(scripted());
        WorkflowRun first = ended(job);
        Releasing.sign(first, "devops", "rollback-plan");
        assertThat(new Promotion(first, release(first)).environments()).containsExactly("production");

        assertThat(promote(first, "production").request()).isEqualTo("Promotion of 2.4.0 (#1) to production");
        WorkflowRun second = build(job, 2);
        Releasing.awaitGate(second, "production");
        assertThat(cannot(second)).contains("#2 is still running");
        Releasing.go(second, "qa", "production");
        end(Result.SUCCESS, second);

        assertThat(Releasing.echoes(second)).contains("from 1 to production (production)", "deploying");
        DeploymentRequested request = release(second).request().orElseThrow();
        assertThat(request.origin().number()).isEqualTo(1);
        assertThat(request.environment()).isEqualTo("production");
        assertThat(request.requested()).isEqualTo(Instant.ofEpochMilli(LATER.toEpochMilli()));
        assertThat(recorded(second)).contains("\"type\":\"deploymentRequested\"", "\"id\":\"pm\"");
        assertThat(release(second).starters()).containsExactly("pm");
        assertThat(release(second).version()).contains("2.4.0");
        assertThat(release(second).details().artifacts())
                .isEqualTo(release(first).details().artifacts());
        assertThat(List.of(item(second, "rollback-plan"), item(second, "staging-smoke-tests")))
                .allMatch(item -> item.inherited() && item.status() == ItemStatus.PASSED);
        assertThat(item(second, "deploy-production")).matches(item -> !item.inherited());
        assertThat(release(second).ungated()).isEmpty();
        assertThat(ReleaseIndexStore.read(job).startedFor(History.build(1))).hasSize(1);
        assertThat(second.getCauses().get(0).getShortDescription()).isEqualTo("Promotion of 2.4.0 (#1) to production");
        assertThat(cannot(first)).contains("#1 has reached every environment that is known");
    }

    @Test
    void goesOnInDeclarativePipelineAlsoWhenRestartedOrReplayed() throws Exception {
        WorkflowJob job = job(declarativePipeline());
        promote(ended(job), "production");
        WorkflowRun second = build(job, 2);
        Releasing.awaitGate(second, "production");
        assertThat(item(second, "staging-smoke-tests")).matches(ItemState::inherited);
        Releasing.go(second, "qa", "production");
        end(Result.SUCCESS, second);
        assertThat(status(second, "deploy-production")).isEqualTo(ItemStatus.PASSED);

        assertThat(second.getAction(RestartDeclarativePipelineAction.class).run("Production"))
                .isNotNull();
        WorkflowRun restarted = end(Result.SUCCESS, build(job, 3));
        assertThat(release(restarted).request()).isEqualTo(release(second).request());
        assertThat(item(restarted, "staging-smoke-tests")).matches(ItemState::inherited);
        assertThat(item(restarted, "deploy-production").inherited()).isFalse();

        second.getAction(ReplayAction.class).run(declarativePipeline(), Map.of());
        WorkflowRun replayed = build(job, 4);
        Releasing.awaitGate(replayed, "production");
        assertThat(release(replayed).version()).contains("2.4.0");
        assertThat(item(replayed, "staging-smoke-tests")).matches(ItemState::inherited);
        Releasing.vote(replayed, "qa", "production", Choice.NO_GO, "not again");
        end(Result.ABORTED, replayed);
    }

    // security.md: S52
    @Test
    void releasesWhatWasPromotedAndNothingElse() throws Exception {
        WorkflowJob job = job(scripted());
        WorkflowRun first = ended(job);
        int number = 2;
        for (String wrong : List.of(
                "releaseChecklist version: '2.5.0'",
                "releaseChecklist artifacts: ['shop.jar': 'sha256:" + "b".repeat(64) + "']",
                "releaseChecklist artifacts: ['other.jar': '" + DIGEST + "']")) {
            job.setDefinition(new CpsFlowDefinition(wrong, true));
            promote(first, "production");
            assertExplained(end(Result.FAILURE, build(job, number++)), "ERROR: The ");
        }
        assertThat(JenkinsRule.getLog(job.getBuildByNumber(2)))
                .contains("The version of this release is already '2.4.0'");
        assertThat(JenkinsRule.getLog(job.getBuildByNumber(3))).contains("The artifact shop.jar of this release");
        assertThat(JenkinsRule.getLog(job.getBuildByNumber(4)))
                .contains("The artifact other.jar is not among those of #1, whose release this build is for");
        assertThat(cannot(job.getBuildByNumber(4))).contains("failed");
    }

    // security.md: S52
    @Test
    void keepsParametersButNoSecrets() throws Exception {
        WorkflowJob job = job("releaseChecklist version: params.VERSION");
        ParameterDefinition version = new StringParameterDefinition("VERSION", "1.0", null);
        job.addProperty(
                new ParametersDefinitionProperty(version, new PasswordParameterDefinition("KEY", "usual", null)));
        WorkflowRun first = end(
                Result.SUCCESS,
                job.scheduleBuild2(
                                0,
                                new ParametersAction(
                                        new StringParameterValue("VERSION", "2.4.0"),
                                        new PasswordParameterValue("KEY", "s3cret"),
                                        new BooleanParameterValue("GONE", true)))
                        .waitForStart());
        promote(first, "production");
        WorkflowRun second = end(Result.SUCCESS, build(job, 2));
        ParametersAction taken = second.getAction(ParametersAction.class);
        assertThat(taken.getParameter("VERSION").getValue()).isEqualTo("2.4.0");
        assertThat(taken.getParameter("KEY").getValue().toString()).isEqualTo("usual");
        assertThat(taken.getParameter("GONE")).isNull();

        job.removeProperty(ParametersDefinitionProperty.class);
        job.addProperty(new ParametersDefinitionProperty(version, new PasswordParameterDefinition("KEY", "", null)));
        assertThatThrownBy(() -> promote(first, "production"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("The parameter KEY is a secret, which is not taken over from #1");
    }

    @Test
    void saysWhyNot() throws Exception {
        WorkflowJob job = job("error 'broken'");
        WorkflowRun none = end(Result.FAILURE, job.scheduleBuild2(0).waitForStart());
        assertThat(none.getAction(DeploymentRequest.class)).isNull();
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '1'; error 'broken'", true));
        WorkflowRun failed = end(Result.FAILURE, job.scheduleBuild2(0).waitForStart());
        assertThat(cannot(failed)).isEqualTo("#2 failed. Only a release whose build ended well can be promoted");
        job.setDefinition(new CpsFlowDefinition("withSmokeTest(environment: 'staging') {}", true));
        assertThat(cannot(ended(job))).isEqualTo("Nobody said which version #3 releases");
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '2'", true));
        WorkflowRun good = ended(job);
        assertThatThrownBy(() -> promote(good, "prodution"))
                .hasMessageContaining("production")
                .hasMessageContaining("prodution");
        job.setDisabled(true);
        assertThatThrownBy(() -> promote(good, "production")).hasMessageContaining("is disabled");
    }

    @Test
    void canBeTriedAgainAfterANoGoButNotElsewhere() throws Exception {
        WorkflowJob job = job("""
            releaseChecklist version: '2.4.0'
            releaseGate environment: 'staging', approvals: [qa: 1]
            """);
        WorkflowRun first = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(first, "staging");
        Releasing.vote(first, "qa", "staging", Choice.NO_GO, "not today");
        end(Result.ABORTED, first);
        assertThat(release(first).status()).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(new Promotion(first, release(first)).environments()).containsExactly("staging");
    }

    @Test
    void isNotTakenForAnotherBuildInTheQueue() throws Exception {
        WorkflowJob job = job("releaseChecklist version: '2.4.0'");
        WorkflowRun first = ended(job);
        rule().jenkins.doQuietDown();
        try {
            job.scheduleBuild2(0);
            promote(first, "production");
            assertThatThrownBy(() -> promote(first, "production"))
                    .hasMessage("Already on its way: Promotion of 2.4.0 (#1) to production");
            assertThat(rule().jenkins.getQueue().getItems(job)).hasSize(2);
            assertThat(DeploymentRequest.queued(job)).hasSize(1);
        } finally {
            rule().jenkins.doCancelQuietDown();
        }
        rule().waitUntilNoActivity();
        assertThat(job.getBuilds().stream()
                        .filter(run -> DeploymentRequest.of(run).isPresent()))
                .hasSize(1);
    }

    @Test
    void takesOverTheNotesAsAPersonLeftThem() throws Exception {
        WorkflowJob job = job("releaseChecklist version: '2.4.0'");
        WorkflowRun first = ended(job);
        Releasing.edit(first, "pm", "Faster checkout");
        promote(first, "production");
        WorkflowRun second = end(Result.SUCCESS, build(job, 2));
        assertThat(release(second).draft().summary()).contains("Faster checkout");
        assertThat(release(second).draft()).isEqualTo(release(first).draft());
    }

    @Test
    void outlivesTheBuildThatIsPromoted() throws Exception {
        WorkflowJob job = job("def known = releaseChecklist(); echo \"version ${known.version}\"");
        job.setDefinition(new CpsFlowDefinition("releaseChecklist version: '2.4.0'", true));
        WorkflowRun first = ended(job);
        job.setDefinition(
                new CpsFlowDefinition("def known = releaseChecklist(); echo \"version ${known.version}\"", true));
        rule().jenkins.doQuietDown();
        promote(first, "production");
        first.delete();
        rule().jenkins.doCancelQuietDown();
        WorkflowRun second = end(Result.SUCCESS, build(job, 2));
        assertThat(Releasing.echoes(second)).containsExactly("version 2.4.0");
    }

    private String released(String version) {
        return "releaseChecklist version: '" + version + "'\n"
                + "withChecklistItem('deploy-production') {}\n"
                + "postDeployVerify environment: 'production', duration: '20s', interval: '20s', checks: [httpCheck('"
                + shop().url() + "/health')]\n";
    }

    @Test
    void rollsBackToTheVersionThatAPersonChose() throws Exception {
        WorkflowJob job = job("");
        for (String version : List.of("2.3.0", "2.4.0", "2.5.0")) {
            job.setDefinition(new CpsFlowDefinition(released(version), true));
            ended(job);
        }
        job.setDefinition(new CpsFlowDefinition("""
            def known = releaseChecklist()
            echo "${known.version} to ${known.rollbackTo} (${env.RELEASE_ROLLBACK_TO}) in ${env.RELEASE_TARGET_ENVIRONMENT}"
            releaseGate environment: 'production', approvals: [qa: 1]
            rollbackRelease(verify: false) { echo "deploying ${env.ROLLBACK_VERSION}" }
            """, true));
        assertThatThrownBy(() -> rollBack(job, 3)).hasMessageContaining("build");
        assertThat(rollBack(job, 1).request()).isEqualTo("Rollback of production from 2.5.0 to 2.3.0");
        WorkflowRun fourth = build(job, 4);
        Releasing.awaitGate(fourth, "production");
        Releasing.go(fourth, "qa", "production");
        end(Result.SUCCESS, fourth);

        assertThat(Releasing.echoes(fourth)).contains("2.5.0 to 2.3.0 (2.3.0) in production", "deploying 2.3.0");
        assertThat(release(fourth).incident().orElseThrow().reason()).isEqualTo("Orders fail");
        assertThat(release(fourth).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
        ReleaseEvent.RollbackTargeted target =
                lastRun(fourth, "rollbackRelease").target().orElseThrow();
        assertThat(target.version()).isEqualTo("2.3.0");
        assertThat(target.build().number()).isEqualTo(1);
        assertThat(recorded(fourth)).contains("\"type\":\"deploymentRequested\"", "\"id\":\"devops\"");
        EnvironmentStatus now = ReleaseIndexStore.read(job).environments().get(0);
        assertThat(now.running().orElseThrow().version()).isEqualTo(Optional.of("2.3.0"));
        assertThat(ReleaseIndexStore.read(job)
                        .find(History.build(3))
                        .orElseThrow()
                        .status())
                .isEqualTo("ROLLED_BACK");
        assertThat(cannot(fourth)).isEqualTo("#4 rolled back its release. Promote a release that is good");
        // What was taken back is no way back.
        assertThat(ReleaseIndexStore.read(job)
                        .rollback("production")
                        .orElseThrow()
                        .targets())
                .extracting(line -> line.build())
                .containsExactly(2);
    }
}
