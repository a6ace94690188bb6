package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.Duration;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results of a smoke test on a real agent are there as soon as they are known, and an agent that dies leaves nothing behind. */
class SmokeTestStreamTest extends OneJenkins {
    private static int agents;
    private DumbSlave agent;

    @BeforeEach
    void connect() throws Exception {
        agents++;
        agent = rule().createSlave("streaming-" + agents, null, null);
        rule().waitOnline(agent);
    }

    @AfterEach
    void remove() throws Exception {
        rule().jenkins.removeNode(agent);
    }

    private WorkflowRun startOnAgent(String checks) throws Exception {
        return start("node('" + agent.getNodeName() + "') { smokeTest name: 'stream', timeout: '1h', checks: " + checks
                + " }");
    }

    private String healthAnd(SilentServer silent) {
        return "[httpCheck(name: 'slow', url: '" + silent.url() + "'), httpCheck(name: 'health', url: '" + shop().url()
                + "/health')]";
    }

    @Test
    void showsResultsWhileAnotherCheckStillRuns() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            WorkflowRun run = startOnAgent(healthAnd(silent));
            RunState streaming = Releasing.awaitRelease(
                            run,
                            release -> release.runs().stream()
                                    .anyMatch(one -> !one.checks().isEmpty()))
                    .runs()
                    .get(0);
            rule().waitForMessage("passed health (http)", run);

            assertThat(streaming.isRunning()).isTrue();
            assertThat(streaming.checks()).extracting(CheckResult::name).containsExactly("health");
            Aborting.as("devops", run);
            assertThat(silent.wasHungUp()).isTrue();
            Recorded recorded = Recorded.of(end(Result.ABORTED, run));
            assertThat(recorded.only(ReleaseEvent.CheckSettled.class).result().name())
                    .isEqualTo("health");
        }
    }

    @Test
    void hangsUpWhenItsAgentIsKilledAndRunsOnlyTheRestAgain() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            WorkflowRun run = startOnAgent(healthAnd(silent));
            Releasing.awaitRelease(
                    run,
                    release -> release.runs().stream()
                            .anyMatch(one -> !one.checks().isEmpty()));
            assertThat(silent.wasAsked()).isTrue();

            ProcessHandle.of(agent.getChannel().call(new Pid())).orElseThrow().destroyForcibly();

            assertThat(silent.wasHungUp()).isTrue();
            rule().waitForMessage("The agent of this step is away", run);
            agent.getComputer().connect(true).get();
            rule().waitOnline(agent);
            assertThat(shop().authorizations()).hasSize(1);
            Aborting.as("devops", run);
            end(Result.ABORTED, run);
            assertThat(shop().authorizations()).hasSize(1);
        }
    }

    @Test
    void recordsTwoThousandChecksOfAnAgent() throws Exception {
        WorkflowRun run = end(
                Result.SUCCESS,
                start("node('" + agent.getNodeName() + "') { def many = []\n"
                        + "for (int i = 0; i < 2000; i++) { many << httpCheck(name: \"c${i}\", url: '" + shop().url()
                        + "/health') }\nsmokeTest checks: many }"));
        RunState recorded = lastRun(run, "smokeTest");
        assertThat(recorded.checks()).hasSize(2000).allMatch(CheckResult::passed);
        assertThat(Duration.between(recorded.started(), recorded.ended().orElseThrow()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(shop().authorizations()).hasSize(2000);
    }

    /** The process of the agent. */
    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}
