package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A crash right at the end of a build keeps its record from being closed; that is done when the record is next looked at. */
class RestartClosingTest {
    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void closesTheRecordOfAFinishedBuildThatACrashLeftOpen() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowRun run = Releasing.pipeline(
                            rule,
                            "shop",
                            "withChecklistItem('deploy-production') { releaseGate environment: 'production' }")
                    .scheduleBuild2(0)
                    .waitForStart();
            Releasing.awaitGate(run, "production");
            Releasing.vote(run, "pm", "production", Choice.GO, null);
            rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
            Recorded.of(run);
        });
        RecordOnDisk.of(sessions.getHome(), "shop").cutFrom(ReleaseEvent.VoteCast.class::isInstance);
        sessions.then(rule -> {
            Recorded recorded = Recorded.of(Releasing.firstBuild(rule, "shop"));
            assertThat(recorded.only(ReleaseEvent.BuildEnded.class).result()).isEqualTo("SUCCESS");
            Release release = recorded.release();
            assertThat(release.gate("production").orElseThrow().status()).isEqualTo(GateStatus.ABORTED);
            assertThat(release.runs().get(0).outcome()).contains(Outcome.ABORTED);
            assertThat(release.item("deploy-production")).map(ItemState::status).contains(ItemStatus.FAILED);
        });
    }
}
