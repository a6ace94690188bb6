package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import java.time.Duration;
import java.util.Arrays;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** What waits holds no thread of the controller. */
class WaitingThreadsTest extends OneJenkins {
    private static final int MANY = 40;

    /** How many threads do, or wait for, something of ours. */
    private static long ours() {
        return Thread.getAllStackTraces().values().stream()
                .map(stack -> Arrays.stream(stack)
                        .map(StackTraceElement::getClassName)
                        .toList())
                .filter(types ->
                        types.stream().anyMatch(type -> type.startsWith(ReleaseStep.class.getPackageName() + ".")))
                .filter(types -> !types.contains(WaitingThreadsTest.class.getName()))
                .count();
    }

    private static String parallel(String step) {
        return """
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                  def name = 'branch-' + i
                  branches[name] = { %s }
                }
                parallel branches
                """.formatted(MANY, step);
    }

    private static void assertNoThreadWaits() {
        await().atMost(Duration.ofMinutes(1)).until(() -> ours() == 0);
        // It is not between two looks by chance.
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> ours() <= 2);
    }

    @Test
    void verificationsHoldNoneBetweenTheirRounds() throws Exception {
        WorkflowRun run = start(parallel(
                "postDeployVerify name: name, environment: 'production', duration: '10h', interval: '1h', checks: [httpCheck(url: '"
                        + shop().url() + "/health')]"));
        Releasing.awaitRelease(
                run,
                release -> release.runs().stream()
                                .filter(one -> !one.samples().isEmpty())
                                .count()
                        == MANY);

        assertNoThreadWaits();

        Aborting.as("devops", run);
        end(Result.ABORTED, run);
        assertThat(release(run).runs()).hasSize(MANY).noneMatch(one -> one.isRunning());
    }

    @Test
    void stepsHoldNoneWhileTheirAgentIsAway() throws Exception {
        DumbSlave agent = rule().createSlave("away", null, null);
        rule().waitOnline(agent);
        shop().breakDown();
        WorkflowRun run = start("node('away') { "
                + parallel(
                        "smokeTest name: name, retryFor: '1h', checks: [httpCheck(url: '" + shop().url() + "/health')]")
                + " }");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> shop().authorizations().size() >= MANY);

        rule().disconnectSlave(agent);
        rule().waitForMessage("The agent of this step is away", run);
        assertNoThreadWaits();

        shop().recover();
        agent.getComputer().connect(true).get();
        end(Result.SUCCESS, run);
        assertThat(release(run).runs()).hasSize(MANY).allMatch(one -> one.isPassed());
    }
}
