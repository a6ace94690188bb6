package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

class RollbackReleaseStepTest extends OneJenkins {
    private static final String DEPLOYED = "withChecklistItem('deploy-production') {}\n";

    private String verify() {
        return "postDeployVerify environment: 'production', duration: '20s', interval: '20s', checks: [httpCheck('"
                + shop().url() + "/health')]\n";
    }

    /** The deployment of the body happens as soon as that may begin. */
    private static WorkflowRun again(WorkflowJob job, Result expected, String script, Runnable deployment)
            throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitRelease(
                run,
                release -> release.runs().stream().anyMatch(one -> one.target().isPresent()));
        deployment.run();
        return end(expected, run);
    }

    private static WorkflowRun again(WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return end(expected, job.scheduleBuild2(0).waitForStart());
    }

    @Test
    void refusesWhenThereIsNothingToGoBackTo() throws Exception {
        refuse("rollbackRelease() {}", "environment: expected a value, such as environment: 'production'; found none");
        refuse(
                DEPLOYED + "rollbackRelease(environment: 'production') { error 'not reached' }",
                "No release to go back to in 'production': no earlier build of job",
                "passed a verification there");

        WorkflowRun run = run(
                Result.FAILURE,
                DEPLOYED + "rollbackRelease(environment: 'production', reason: 'Checkout is broken') {}");
        assertThat(release(run).incident()).map(Incident::reason).contains("Checkout is broken");
        assertThat(status(run, "rollback")).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").note().map(Phrase::text))
                .contains("Nobody was notified: no audience or channel named 'on-call' is set up");
        assertThat(release(run).status()).isNotEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void goesBackToTheNewestBuildThatPassedThere() throws Exception {
        ReleaseChecklistConfiguration.get().setChannels(List.of(new WebhookChannel("on-call", shop().url() + "/hook")));
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.3.0'\n" + verify());
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.1'\n" + verify().replace("production", "staging"));
        shop().breakDown();
        again(job, Result.FAILURE, "releaseChecklist version: '2.4.2'\n" + verify());
        WorkflowRun run = again(
                job,
                Result.SUCCESS,
                "releaseChecklist version: '2.5.0', name: 'OctoAcme Shop'\n"
                        + "catchError(buildResult: 'SUCCESS') { " + verify() + "}\n" + """
                        def back = rollbackRelease(environment: 'production') {
                          echo "${ROLLBACK_VERSION} ${ROLLBACK_BUILD_NUMBER} ${ROLLBACK_BUILD_URL}"
                        }
                        echo "${back.environment} ${back.passed} ${back.version} ${back.buildNumber}"
                        """);

        assertThat(Releasing.echoes(run))
                .containsExactly(
                        "2.4.0 2 " + rule().getURL() + job.getBuildByNumber(2).getUrl(), "production true 2.4.0 2");
        assertThat(shop().received())
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("Rolling back OctoAcme Shop 2.5.0 in production", "503", "1 of 1 samples failed"));
        assertThat(item(run, "rollback").note().map(Phrase::text))
                .contains("2.4.0 was restored in production but not verified: neither the step nor the plan has"
                        + " checks for 'production'");
        assertThat(status(run, "incident-response")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(run, "rollback")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(run, "root-cause")).isEqualTo(ItemStatus.PENDING);
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void tellsTheOnCallPeopleThatThereIsNothingToGoBackTo() throws Exception {
        channels("on-call");
        WorkflowRun run = run(
                Result.FAILURE,
                "releaseChecklist version: '1.0.0', name: 'Shop'\n" + DEPLOYED
                        + "rollbackRelease(environment: 'production', reason: 'Checkout is broken') { echo 'deployed' }");
        assertExplained(run, "Cannot roll back production (Checkout is broken): No release to go back to");
        assertThat(JenkinsRule.getLog(run)).doesNotContain("Rolling back", "deployed");
        assertThat(shop().received())
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains(
                                "Shop 1.0.0 failed in production and cannot be rolled back", "No release to go back to")
                        .doesNotContain("Rolling back"));
    }

    @Test
    void doesNothingWhereNothingWasDeployed() throws Exception {
        channels("on-call", "stakeholders", "support");
        String pipeline = """
            pipeline {
              agent none
              stages {
                stage('Staging') { steps {
                  releaseChecklist version: '%s'
                  %s
                } }
                stage('Go / no-go') { steps { releaseGate environment: 'production', approvals: [qa: 1] } }
                stage('Production') { steps { %s } }
              }
              post { unsuccessful {
                script {
                  def back = rollbackRelease(environment: 'production') { echo 'deploying' }
                  echo "${back.passed} ${back.version} ${back.deliveries}"
                }
              } }
            }
            """;
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());

        job.setDefinition(new CpsFlowDefinition(pipeline.formatted("2.5.0", "", verify()), true));
        WorkflowRun refused = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(refused, "production");
        Releasing.vote(refused, "qa", "production", Choice.NO_GO, "not today");
        assertUntouched(end(Result.ABORTED, refused));
        assertThat(release(refused).status()).isEqualTo(ReleaseStatus.REJECTED);

        shop().breakDown();
        String red = verify().replace("postDeployVerify", "smokeTest")
                .replace("production", "staging")
                .replace("duration: '20s', interval: '20s'", "retryFor: '0s'");
        assertUntouched(again(job, Result.FAILURE, pipeline.formatted("2.5.1", red, verify())));
    }

    private void assertUntouched(WorkflowRun run) throws Exception {
        assertExplained(run, "Nothing is rolled back: as far as the record knows, this build deployed nothing");
        assertThat(Releasing.echoes(run)).containsExactly("false null []");
        assertThat(release(run).incident()).isEmpty();
        assertThat(release(run).runs()).noneMatch(one -> one.step().equals("rollbackRelease"));
        assertThat(release(run).status()).isNotEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(shop().received()).isEmpty();
    }

    @Test
    void rollsBackAnywayWhenItIsForced() throws Exception {
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        WorkflowRun run = again(
                job,
                Result.SUCCESS,
                "releaseChecklist version: '2.5.0'\n"
                        + "rollbackRelease(environment: 'production', force: true) { echo ROLLBACK_VERSION }");
        assertThat(Releasing.echoes(run)).containsExactly("2.4.0");
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    private void channels(String... names) {
        ReleaseChecklistConfiguration.get()
                .setChannels(Stream.of(names)
                        .<Channel>map(name -> new WebhookChannel(name, shop().url() + "/hook/" + name))
                        .toList());
    }

    /** A release with a plan that looks at health and version; what it deploys is whatever the shop tells. */
    private String planned(String version, String announce) {
        return """
                writeFile file: 'release-plan.yaml', text: '''
                environments:
                  production:
                    checks: [{httpCheck: {name: health, url: "%1$s/health"}}]
                    verify: {duration: 20s, interval: 20s, version: {url: "%1$s/version", jsonPath: $.version}}
                %3$s
                '''
                releaseChecklist version: '%2$s', plan: 'release-plan.yaml', name: 'Shop'
                """.formatted(shop().url(), version, announce);
    }

    @Test
    void verifiesTheOldVersionByTheChecksOfThePlanAndTellsThoseWhoWouldHaveHeard() throws Exception {
        channels("stakeholders", "support", "on-call");
        WorkflowJob job = job("");
        shop().deploy("2.4.0");
        again(job, Result.SUCCESS, "node { " + planned("2.4.0", "") + "postDeployVerify environment: 'production' }");
        shop().deploy("2.5.0-broken");
        WorkflowRun run = again(
                job,
                Result.SUCCESS,
                "node { " + planned("2.5.0", "announce: [{channel: stakeholders}]")
                        + "catchError(buildResult: 'SUCCESS') { postDeployVerify environment: 'production' }\n" + """
                        def back = rollbackRelease(environment: 'production') { echo 'deployed' }
                        echo "${back.passed} ${back.verified} ${back.version} ${back.checks*.name} ${back.note}"
                        echo back.buildUrl
                        echo "${back.deliveries*.event} ${back.deliveries*.channel} ${back.deliveries*.status}"
                        }
                        """,
                () -> shop().deploy("2.4.0"));

        assertThat(Releasing.echoes(run))
                .contains(
                        "true true 2.4.0 [version, health] 2.4.0 is back in production (2 checks passed)",
                        rule().getURL() + job.getBuildByNumber(1).getUrl(),
                        "[incident.opened, release.rolledBack] [on-call, stakeholders] [DELIVERED, DELIVERED]");
        assertThat(item(run, "rollback").note().map(Phrase::text))
                .contains("2.4.0 is back in production (2 checks passed)");
        assertThat(lastRun(run, "rollbackRelease").checks())
                .extracting(CheckResult::name)
                .containsExactlyInAnyOrder("version", "health");
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(shop().hooks()).containsExactly("/hook/on-call", "/hook/stakeholders");
        assertThat(shop().received().get(0)).contains("incident.opened", "2.5.0-broken");
        assertThat(shop().received().get(1))
                .contains(
                        "release.rolledBack",
                        "Shop 2.5.0 was rolled back to 2.4.0 in production",
                        "From: 2.5.0",
                        "ROLLED_BACK",
                        "2 checks passed",
                        job.getBuildByNumber(1).getUrl());
    }

    @Test
    void failsWhenTheOldVersionDoesNotRunEither() throws Exception {
        channels("stakeholders");
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        shop().breakDown();
        WorkflowRun run = again(
                job,
                Result.FAILURE,
                "releaseChecklist version: '2.5.0'\n"
                        + "rollbackRelease(environment: 'production', force: true, retryFor: '1s', checks: "
                        + "[httpCheck(name: 'health', url: '" + shop().url() + "/health')]) { echo 'deployed' }");

        assertExplained(run, "2.4.0 was restored in production but fails its checks: 1 of 1", "503");
        assertThat(item(run, "rollback").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.FAILED);
        assertThat(release(run).incident().orElseThrow().ended()).isEmpty();
        assertThat(shop().hooks()).isEmpty();
    }

    @Test
    void countsAlsoWhereNothingCanBeLookedAt() throws Exception {
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        String check = "[httpCheck(name: 'health', url: '" + shop().url() + "/health')]";
        WorkflowRun unwanted = again(
                job,
                Result.SUCCESS,
                "releaseChecklist version: '2.5.0'\n" + DEPLOYED
                        + "rollbackRelease(environment: 'production', verify: false, checks: " + check + ") {}");
        assertThat(item(unwanted, "rollback").note().map(Phrase::text))
                .contains("2.4.0 was restored in production but not verified: the step says verify: false");

        ReleaseChecklistConfiguration.get().setAllowControllerProbes(false);
        WorkflowRun homeless = again(
                job,
                Result.SUCCESS,
                "releaseChecklist version: '2.5.0'\n" + DEPLOYED
                        + "def back = rollbackRelease(environment: 'production', checks: " + check
                        + ") {}\necho \"${back.passed} ${back.verified} ${back.checks}\"");
        assertThat(Releasing.echoes(homeless)).containsExactly("true false []");
        assertThat(item(homeless, "rollback").note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).contains("not verified", "allowControllerProbes"));
        assertThat(JenkinsRule.getLog(homeless)).contains("but not verified");
        assertThat(release(homeless).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void tellsThoseWhoHeardOfTheReleaseAndLaterThatTheIncidentIsOver() throws Exception {
        channels("stakeholders", "support", "on-call", "press");
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        WorkflowRun run = again(job, Result.SUCCESS, """
            releaseChecklist version: '2.5.0'
            withChecklistItem('deploy-production') {}
            announceRelease channels: 'press'
            rollbackRelease(environment: 'production', reason: 'Checkout is broken <b>') {}
            """);
        assertThat(shop().hooks()).containsExactly("/hook/press", "/hook/on-call", "/hook/press");
        assertThat(shop().received().get(2)).contains("release.rolledBack", "Checkout is broken");

        Releasing.sign(run, "devops", "root-cause", "A *full* disk", List.of());
        assertThat(release(run).incident().orElseThrow().ended()).isEmpty();
        ActionItem item =
                new ActionItem("Alert <i>earlier</i>", Optional.of("Ann"), Optional.of("https://example.com/1"));
        Releasing.sign(run, "pm", "action-items", null, List.of(item));
        assertThat(release(run).incident().orElseThrow().ended()).isPresent();
        Releasing.awaitRelease(
                run,
                release -> release.deliveries().stream()
                                .filter(delivery -> delivery.message().event() == MessageEvent.INCIDENT_ENDED)
                                .filter(delivery -> delivery.status() == DeliveryStatus.DELIVERED)
                                .count()
                        == 2);
        assertThat(shop().hooks().subList(3, 5)).containsExactlyInAnyOrder("/hook/on-call", "/hook/press");
        assertThat(shop().received().get(4))
                .contains("incident.ended", "Resolved: incident in", "disk", "Ann", "https://example.com/1")
                .doesNotContain("<i>");
    }

    @Test
    void tellsTheAudiencesThatItIsGivenAndLeavesOutWrongNames() throws Exception {
        channels("stakeholders", "press");
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        WorkflowRun run = again(job, Result.SUCCESS, """
            releaseChecklist version: '2.5.0'
            withChecklistItem('deploy-production') {}
            rollbackRelease(environment: 'production', audiences: ['press', 'pres']) {}
            """);
        assertThat(shop().hooks()).containsExactly("/hook/press");
        assertExplained(run, "'pres'");
    }

    @Test
    void goesBackToADiscardedBuildOfAJobThatWasRenamed() throws Exception {
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify())
                .delete();
        job.renameTo(job.getName() + "-renamed");
        WorkflowRun run = again(job, Result.SUCCESS, """
            releaseChecklist version: '2.5.0'
            withChecklistItem('deploy-production') {}
            rollbackRelease(environment: 'production', reason: 'slow') { echo "${ROLLBACK_VERSION}" }
            """);
        assertThat(Releasing.echoes(run)).containsExactly("2.4.0");
        assertExplained(run, "Build #1, which released it, was discarded");
    }

    @Test
    void recordsThatTheBlockFailed() throws Exception {
        ReleaseChecklistConfiguration.get().setChannels(List.of(new WebhookChannel("on-call", shop().url() + "/hook")));
        shop().answerHooksWith(400);
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        WorkflowRun run = again(job, Result.FAILURE, """
            releaseChecklist version: '2.5.0'
            withChecklistItem('deploy-production') {}
            rollbackRelease(environment: 'production', reason: 'Checkout is broken') { error 'no backup' }
            """);

        assertExplained(
                run,
                "Rolling back production (Checkout is broken)",
                "Last known-good release: 2.4.0 (build #1)",
                "ERROR: no backup");
        assertThat(item(run, "rollback").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).contains("Could not notify", "400"));
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void runsAfterAFailureInDeclarativePipeline() throws Exception {
        String pipeline = """
            pipeline {
              agent none
              stages { stage('Production') {
                steps { releaseChecklist version: '%s'
                  %s }
                post { unsuccessful { rollbackRelease(environment: 'production') { echo "back to ${ROLLBACK_VERSION}" } } }
              } }
            }
            """;
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, pipeline.formatted("2.4.0", verify()));
        shop().breakDown();
        WorkflowRun run = again(job, Result.FAILURE, pipeline.formatted("2.5.0", verify()));

        assertThat(Releasing.echoes(run)).containsExactly("back to 2.4.0");
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }
}
