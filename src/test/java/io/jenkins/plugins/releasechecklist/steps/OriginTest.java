package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** What a build inherits that repeats another one. */
class OriginTest extends OneJenkins {

    private static String pipeline() {
        return """
            pipeline {
              agent none
              stages {
                stage('Staging') { steps {
                  releaseChecklist version: '2.4.0'
                  withSmokeTest(environment: 'staging') { echo 'testing' }
                } }
                stage('Go / no-go') { steps { releaseGate environment: 'production', approvals: [qa: 1] } }
                stage('Production') { steps { withChecklistItem('deploy-production') { echo 'deploying' } } }
              }
            }
            """;
    }

    private static WorkflowRun original(WorkflowJob job) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.sign(run, "devops", "rollback-plan");
        Releasing.go(run, "qa", "production");
        return end(Result.SUCCESS, run);
    }

    private static WorkflowRun second(WorkflowJob job) {
        return await().until(() -> job.getBuildByNumber(2), run -> run != null && run.getExecution() != null);
    }

    private static BuildRef origin(WorkflowRun run) throws Exception {
        return release(run).opened().flatMap(ReleaseEvent.Opened::origin).orElseThrow();
    }

    @Test
    void inheritsWhatTheSkippedStagesDidWhenRestartedFromAStage() throws Exception {
        WorkflowJob job = job(pipeline());
        WorkflowRun original = original(job);
        assertThat(original.getAction(RestartDeclarativePipelineAction.class).run("Go / no-go"))
                .isNotNull();
        WorkflowRun restarted = second(job);
        Releasing.awaitGate(restarted, "production");

        assertThat(origin(restarted).number()).isEqualTo(1);
        assertThat(item(restarted, "staging-smoke-tests"))
                .matches(ItemState::inherited)
                .extracting(ItemState::status)
                .isEqualTo(ItemStatus.PASSED);
        assertThat(item(restarted, "rollback-plan")).matches(ItemState::inherited);
        assertThat(status(restarted, "go-no-go")).isEqualTo(ItemStatus.WAITING);
        assertThat(release(restarted).version()).contains("2.4.0");
        assertThat(release(restarted).gate("production").orElseThrow().votes()).isEmpty();
        Releasing.go(restarted, "qa", "production");
        end(Result.SUCCESS, restarted);
        assertThat(item(restarted, "deploy-production").inherited()).isFalse();
    }

    @Test
    void isNotOutBeforeItDeploysAndDoesTheRestartedStagesAgain() throws Exception {
        WorkflowJob job = job(pipeline());
        WorkflowRun original = original(job);
        assertThat(release(original).status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        original.getAction(RestartDeclarativePipelineAction.class).run("Production");
        WorkflowRun restarted = end(Result.SUCCESS, second(job));
        assertThat(item(restarted, "staging-smoke-tests").inherited()).isTrue();
        assertThat(item(restarted, "deploy-production").inherited()).isFalse();

        // The stage was skipped in the build that is restarted now.
        restarted.getAction(RestartDeclarativePipelineAction.class).run("Staging");
        WorkflowRun again =
                await().until(() -> job.getBuildByNumber(3), run -> run != null && run.getExecution() != null);
        Releasing.awaitGate(again, "production");
        assertThat(item(again, "staging-smoke-tests").inherited()).isFalse();
        assertThat(status(again, "deploy-production")).isEqualTo(ItemStatus.PENDING);
        Releasing.vote(again, "qa", "production", Choice.NO_GO, "not today");
        end(Result.ABORTED, again);
        assertThat(release(again).status()).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(ReleaseIndexStore.read(job)
                        .find(History.build(3))
                        .orElseThrow()
                        .released())
                .isEmpty();
    }

    @Test
    void showsWhatPeopleSignedForAnotherVersionAsAHint() throws Exception {
        WorkflowJob job = job(pipeline());
        WorkflowRun original = original(job);
        original.getAction(ReplayAction.class)
                .run(pipeline().replace("2.4.0", "2.5.0").replace("echo 'testing'", "error 'blank page'"), Map.of());
        WorkflowRun replayed = end(Result.FAILURE, second(job));
        assertThat(status(replayed, "rollback-plan")).isEqualTo(ItemStatus.PENDING);
        assertThat(item(replayed, "rollback-plan").note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).contains("in build #1, but for version 2.4.0"));
    }

    @Test
    void inheritsOnlyWhatPeopleSignedWhenReplayed() throws Exception {
        WorkflowJob job = job(pipeline());
        WorkflowRun original = original(job);
        original.getAction(ReplayAction.class)
                .run(pipeline().replace("echo 'testing'", "error 'blank page'"), Map.of());
        WorkflowRun replayed = end(Result.FAILURE, second(job));

        assertThat(origin(replayed).number()).isEqualTo(1);
        assertThat(item(replayed, "rollback-plan"))
                .matches(ItemState::inherited)
                .extracting(ItemState::status)
                .isEqualTo(ItemStatus.PASSED);
        assertThat(status(replayed, "staging-smoke-tests")).isEqualTo(ItemStatus.FAILED);
        assertThat(status(replayed, "deploy-production")).isEqualTo(ItemStatus.PENDING);
        assertThat(release(replayed).gates()).isEmpty();
    }
}
