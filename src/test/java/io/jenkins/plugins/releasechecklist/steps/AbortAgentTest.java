package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent of a step is lost in the middle of its checks. */
class AbortAgentTest extends OneJenkins {
    private static int agents;
    private DumbSlave agent;

    /** Every agent has a name of its own: Jenkins stops what runs on a deleted one some time later, and by its name. */
    @BeforeEach
    void connect() throws Exception {
        agents++;
        agent = rule().createSlave("lost-" + agents, null, null);
        rule().waitOnline(agent);
        shop().breakDown();
    }

    @AfterEach
    void remove() throws Exception {
        rule().jenkins.removeNode(agent);
    }

    private WorkflowRun startOnAgent(String step) throws Exception {
        WorkflowRun run = start("node('" + agent.getNodeName() + "') { " + step + ", checks: [httpCheck(url: '"
                + shop().url() + "/health')] }");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !shop().authorizations().isEmpty());
        return run;
    }

    @Test
    void runsTheChecksOfASmokeTestAgainWhenTheAgentIsBack() throws Exception {
        WorkflowRun run = startOnAgent("smokeTest name: 'lost', retryFor: '1h'");
        rule().disconnectSlave(agent);
        shop().recover();
        agent.getComputer().connect(true).get();

        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));

        recorded.only(ReleaseEvent.RunStarted.class);
        assertThat(recorded.only(ReleaseEvent.RunFinished.class).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void goesOnWithAVerificationWhenTheAgentIsBack() throws Exception {
        WorkflowRun run =
                startOnAgent("postDeployVerify name: 'lost', duration: '1h', interval: '1s', successRate: '> 0%'");
        rule().disconnectSlave(agent);
        shop().recover();
        agent.getComputer().connect(true).get();

        Releasing.awaitRelease(
                run, release -> release.runs().get(0).samples().stream().anyMatch(Sample::passed));
        Aborting.as("devops", run);
        Recorded.of(end(Result.ABORTED, run)).only(ReleaseEvent.RunStarted.class);
    }

    @Test
    void stopsWaitingForTheAgentWhenTheBuildIsStopped() throws Exception {
        WorkflowRun run = startOnAgent("smokeTest name: 'lost', retryFor: '1h'");
        rule().disconnectSlave(agent);
        rule().waitForMessage("The agent of this step is away", run);

        Aborting.as("devops", run);
        Recorded recorded = Recorded.of(end(Result.ABORTED, run));

        assertThat(recorded.only(ReleaseEvent.RunFinished.class).reason().orElseThrow())
                .contains("devops");
    }
}
