package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The release of the first section of the specification, from the plan to the announcement, against a real server. */
@InSharedJenkins
class ReleaseEndToEndTest {
    private JenkinsRule rule;
    private Shop shop;

    @BeforeEach
    void open(JenkinsRule started) throws Exception {
        rule = started;
        shop = new Shop();
        Releasing.people(rule);
        rule.createOnlineSlave();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "release-hook", "", Secret.fromString("s3cret-of-the-hook")));
        WebhookChannel stakeholders = new WebhookChannel("stakeholders", shop.url() + "/hook");
        stakeholders.setCredentialsId("release-hook");
        WebhookChannel support = new WebhookChannel("support", shop.url() + "/hook");
        ReleaseChecklistConfiguration.get().setChannels(List.of(stakeholders, support));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private String plan() {
        return """
                application: OctoAcme Shop
                rollback: docs/rollback.md
                notes:
                  summary: Faster checkout
                  changes: ["New payment form"]
                environments:
                  staging:
                    checks:
                      - httpCheck: {name: health, url: "%1$s/health", status: 200, jsonPath: "$.status", expect: UP}
                  production:
                    gate:
                      approvals:
                        - {anyOf: [product-manager, project-manager], count: 1}
                        - {role: qa, count: 1}
                      requires: [staging-smoke-tests]
                    checks:
                      - httpCheck: {name: health, url: "%1$s/health"}
                    verify:
                      duration: 10s
                      interval: 5s
                      version: {url: "%1$s/version", jsonPath: "$.version"}
                announce:
                  - {channel: stakeholders}
                  - {channel: support}
                """.formatted(shop.url());
    }

    /** It speaks of one environment in several spellings. */
    private String jenkinsfile(String version) {
        return """
                pipeline {
                  agent none
                  stages {
                    stage('Staging') {
                      agent { label '!built-in' }
                      steps {
                        writeFile file: 'release-plan.yaml', text: '''%s'''
                        releaseChecklist version: '%s', plan: 'release-plan.yaml'
                        smokeTest environment: 'staging'
                      }
                    }
                    stage('Go / no-go') { steps { releaseGate environment: 'Production' } }
                    stage('Production') {
                      agent { label '!built-in' }
                      steps {
                        withChecklistItem('deploy-production') { echo 'deploying' }
                        postDeployVerify environment: 'PRODUCTION'
                      }
                      post { unsuccessful { rollbackRelease(environment: 'Production') { echo "back to ${env.ROLLBACK_VERSION} of #${env.ROLLBACK_BUILD_NUMBER}" } } }
                    }
                    stage('Announce') { steps { announceRelease() } }
                  }
                }
                """.formatted(plan(), version);
    }

    @Test
    void releasesThroughAllStages() throws Exception {
        shop.deploy("2.4.0");
        WorkflowJob job = Releasing.pipeline(rule, "shop", jenkinsfile("2.4.0"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");

        assertThat(Releasing.release(run).item("staging-smoke-tests"))
                .map(ItemState::status)
                .contains(ItemStatus.PASSED);
        Releasing.vote(run, "pm", "production", Choice.GO, null);
        Releasing.vote(run, "qa", "production", Choice.GO, "looks good");
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));

        Release release = Releasing.awaitRelease(run, state -> state.ended().isPresent());
        assertThat(release.item("deploy-production")).map(ItemState::status).contains(ItemStatus.PASSED);
        assertThat(release.item("post-deploy-verification"))
                .map(ItemState::status)
                .contains(ItemStatus.PASSED);
        assertThat(release.item("announcement")).map(ItemState::status).contains(ItemStatus.PASSED);
        assertThat(release.deliveries())
                .hasSize(2)
                .allMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED && delivery.attempts() == 1);
        assertThat(shop.received()).hasSize(2).allMatch(body -> body.contains("Faster checkout"));
        assertThat(release.status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        Releasing.sign(run, "devops", "support-handoff");
        assertThat(Releasing.sign(run, "support", "support-handoff").status()).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void rollsBackToTheLastKnownGoodReleaseWhenTheVerificationFails() throws Exception {
        shop.deploy("2.4.0");
        WorkflowJob job = Releasing.pipeline(rule, "shop", jenkinsfile("2.4.0"));
        WorkflowRun good = job.scheduleBuild2(0).waitForStart();
        decide(good);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(good));

        job.setDefinition(new CpsFlowDefinition(jenkinsfile("2.5.0"), true));
        WorkflowRun bad = job.scheduleBuild2(0).waitForStart();
        decide(bad);
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(bad));

        rule.assertLogContains("back to 2.4.0 of #1", bad);
        Release release = Releasing.awaitRelease(bad, state -> state.ended().isPresent());
        assertThat(release.status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(release.item("rollback")).map(ItemState::status).contains(ItemStatus.PASSED);
        assertThat(release.item("post-deploy-verification"))
                .map(ItemState::status)
                .contains(ItemStatus.FAILED);
    }

    private static void decide(WorkflowRun run) throws Exception {
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "pm", "production", Choice.GO, null);
        Releasing.vote(run, "qa", "production", Choice.GO, null);
    }
}
