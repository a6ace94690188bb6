package io.jenkins.plugins.releasechecklist.builds.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.releasechecklist.JenkinsSessions;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;

/** The agent of production over a clean restart of Jenkins. */
class AgentRestartTest {
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";
    private static final String HOLD = "releaseGate id: 'hold', approvals: [qa: 1]\n";

    @RegisterExtension
    private final JenkinsSessions sessions = new JenkinsSessions();

    private static void freeze(boolean frozen) {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setFreezes(
                frozen
                        ? List.of(new FreezePeriod("2020-01-01T00:00", "2999-01-01T00:00", "UTC", "an incident"))
                        : List.of());
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    private static WorkflowRun start(JenkinsRule rule, String script) throws Exception {
        Releasing.people(rule);
        freeze(false);
        DumbSlave agent = rule.createOnlineSlave(Jenkins.get().getLabelAtom("prod"));
        agent.getNodeProperties().add(new ReleaseEnvironments(List.of("production")));
        WorkflowRun run =
                Releasing.pipeline(rule, "shop", script).scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        Releasing.awaitGate(run, "hold");
        return run;
    }

    private static void awaitFrozen() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Queue.getInstance().getItems())
                        .singleElement()
                        .satisfies(item -> assertThat(item.getWhy()).contains("the end of the freeze")));
    }

    private static void finish(JenkinsRule rule) throws Exception {
        WorkflowRun run = Releasing.firstBuild(rule, "shop");
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        rule.assertLogContains("deployed", run);
    }

    @Test
    void whoWaitedGoesOnWaiting() throws Throwable {
        sessions.then(rule -> {
            WorkflowRun run = start(rule, GATE + HOLD + "node('prod') { echo 'deployed' }");
            freeze(true);
            Releasing.go(run, "qa", "hold");
            awaitFrozen();
            Releasing.awaitSavedProgram(run);
        });
        sessions.then(rule -> {
            awaitFrozen();
            freeze(false);
            finish(rule);
        });
    }

    @Test
    void whoWasThereGoesOn() throws Throwable {
        sessions.then(rule ->
                Releasing.awaitSavedProgram(start(rule, GATE + "node('prod') { " + HOLD + " echo 'deployed' }")));
        sessions.then(rule -> {
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            Releasing.awaitGate(run, "hold");
            Releasing.go(run, "qa", "hold");
            finish(rule);
        });
    }

    // security.md: S43
    @Test
    void whoHasLostTheGoMeanwhileWaitsForIt() throws Throwable {
        sessions.then(rule -> {
            Releasing.awaitSavedProgram(start(rule, GATE + "node('prod') { " + HOLD + " echo 'deployed' }"));
            freeze(true);
        });
        sessions.then(rule -> {
            awaitFrozen();
            WorkflowRun run = Releasing.firstBuild(rule, "shop");
            rule.waitForMessage("[node] Agents of production only take builds with its Go", run);
            freeze(false);
            Releasing.awaitGate(run, "hold");
            Releasing.go(run, "qa", "hold");
            finish(rule);
        });
    }
}
