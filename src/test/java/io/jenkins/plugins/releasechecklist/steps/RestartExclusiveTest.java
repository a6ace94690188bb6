package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** Whoever is in an environment that takes one release at a time is there after a restart, and the queue is in its order. */
class RestartExclusiveTest {
    private static final String RELEASE = "releaseGate environment: 'production', approvals: [qa: 1]\n"
            + "releaseGate id: 'done', environment: 'elsewhere', approvals: [devops: 1]\n";

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    @Test
    void keepsWhoIsThereAndWhoComesNext() throws Throwable {
        sessions.then(rule -> {
            Releasing.people(rule);
            ProtectedEnvironment production = new ProtectedEnvironment("production");
            production.setExclusive(true);
            ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
            Releasing.awaitGate(go(rule, "first"), "done");
            go(rule, "second");
            go(rule, "third");
            WorkflowRun late = begin(rule, "late");
            assertThat(gate(late).queued()).isEmpty();
        });
        sessions.then(rule -> {
            WorkflowRun late = Releasing.firstBuild(rule, "late");
            Releasing.go(late, "qa", "production");
            assertThat(gate(late).status()).isEqualTo(GateStatus.WAITING);
            for (String job : List.of("first", "second", "third", "late")) {
                WorkflowRun run = Releasing.firstBuild(rule, job);
                Releasing.awaitGate(run, "done");
                for (String other : List.of("first", "second", "third", "late")) {
                    assertThat(gate(Releasing.firstBuild(rule, other)).isInside()
                                    && Releasing.firstBuild(rule, other).isBuilding())
                            .as("%s is there while %s is", other, job)
                            .isEqualTo(other.equals(job));
                }
                Releasing.go(run, "devops", "done");
                rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
                assertThat(Recorded.of(run).all(ReleaseEvent.EnvironmentAwaited.class))
                        .hasSize(job.equals("first") ? 0 : 1);
                assertThat(JenkinsRule.getLog(run).split("Nothing else is missing", -1))
                        .hasSize(job.equals("first") ? 1 : 2);
            }
        });
    }

    private static WorkflowRun begin(JenkinsRule rule, String job) throws Exception {
        WorkflowRun run =
                Releasing.pipeline(rule, job, RELEASE).scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        return run;
    }

    private static WorkflowRun go(JenkinsRule rule, String job) throws Exception {
        WorkflowRun run = begin(rule, job);
        Releasing.go(run, "qa", "production");
        return run;
    }

    private static GateState gate(WorkflowRun run) throws IOException {
        return Releasing.release(run).gate("production").orElseThrow();
    }
}
