package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.builds.decision.Promotion;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a build was started for survives a restart of Jenkins, in the queue and in the build. */
class RestartPromotionTest {
    private static final String PIPELINE = """
            releaseChecklist version: '2.4.0'
            if (env.RELEASE_PROMOTED_FROM) {
              releaseGate environment: 'production', approvals: [qa: 1]
              echo "to ${env.RELEASE_TARGET_ENVIRONMENT}"
            }
            """;

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private static WorkflowRun second(WorkflowJob job) {
        return await().until(() -> job.getBuildByNumber(2), run -> run != null && run.getExecution() != null);
    }

    @Test
    void isForTheSameEnvironmentAfterwards() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            WorkflowJob job = Releasing.pipeline(rule, "shop", PIPELINE);
            WorkflowRun first = rule.buildAndAssertSuccess(job);
            Releasing.awaitRelease(first, release -> release.ended().isPresent());
            rule.jenkins.doQuietDown();
            try (ACLContext as = ACL.as2(User.getById("pm", true).impersonate2())) {
                new Promotion(first, Releasing.release(first)).start("production", Instant.now());
            }
        });
        sessions.then(rule ->
                Releasing.awaitGate(second(rule.jenkins.getItemByFullName("shop", WorkflowJob.class)), "production"));
        sessions.then(rule -> {
            WorkflowRun second = second(rule.jenkins.getItemByFullName("shop", WorkflowJob.class));
            assertThat(DeploymentRequest.of(second).orElseThrow().environment()).isEqualTo("production");
            Releasing.go(second, "qa", "production");
            rule.assertBuildStatusSuccess(rule.waitForCompletion(second));
            assertThat(Releasing.echoes(second)).containsExactly("to production");
            assertThat(Releasing.release(second)
                            .request()
                            .orElseThrow()
                            .origin()
                            .number())
                    .isEqualTo(1);
        });
    }
}
