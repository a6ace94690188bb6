package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

class RollbackReleaseStepTest extends OneJenkins {

    private String verify() {
        return "postDeployVerify environment: 'production', duration: '20s', interval: '20s', checks: [httpCheck('"
                + shop().url() + "/health')]\n";
    }

    private static WorkflowRun again(WorkflowJob job, Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return end(expected, job.scheduleBuild2(0).waitForStart());
    }

    @Test
    void refusesWhenThereIsNothingToGoBackTo() throws Exception {
        refuse("rollbackRelease() {}", "environment: expected a value, such as environment: 'production'; found none");
        refuse(
                "rollbackRelease(environment: 'production') { error 'not reached' }",
                "There is no release to go back to: no earlier build of this job passed a verification in"
                        + " 'production'");

        WorkflowRun run =
                run(Result.FAILURE, "rollbackRelease(environment: 'production', reason: 'Checkout is broken') {}");
        assertThat(release(run).incident())
                .map(ReleaseEvent.IncidentOpened::reason)
                .contains("Checkout is broken");
        assertThat(status(run, "rollback")).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").note())
                .contains("Nobody was notified: there is no channel named 'on-call'");
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
        assertThat(shop().received()).singleElement().satisfies(body -> assertThat(body)
                .contains("OctoAcme Shop 2.5.0 is rolled back in production", "503"));
        assertThat(status(run, "incident-response")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(run, "rollback")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(run, "root-cause")).isEqualTo(ItemStatus.PENDING);
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void recordsThatTheBlockFailed() throws Exception {
        ReleaseChecklistConfiguration.get().setChannels(List.of(new WebhookChannel("on-call", shop().url() + "/hook")));
        shop().answerHooksWith(400);
        WorkflowJob job = job("");
        again(job, Result.SUCCESS, "releaseChecklist version: '2.4.0'\n" + verify());
        WorkflowRun run = again(job, Result.FAILURE, """
            releaseChecklist version: '2.5.0'
            rollbackRelease(environment: 'production', reason: 'Checkout is broken') { error 'no backup' }
            """);

        assertExplained(
                run,
                "Rolling back production (Checkout is broken)",
                "Last known-good release: 2.4.0 (build #1)",
                "ERROR: no backup");
        assertThat(item(run, "rollback").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").status()).isEqualTo(ItemStatus.FAILED);
        assertThat(item(run, "incident-response").note())
                .hasValueSatisfying(note -> assertThat(note).contains("could not be notified", "400"));
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.FAILED);
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
