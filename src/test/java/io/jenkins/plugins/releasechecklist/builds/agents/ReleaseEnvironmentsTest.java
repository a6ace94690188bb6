package io.jenkins.plugins.releasechecklist.builds.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.slaves.Cloud;
import hudson.slaves.DumbSlave;
import hudson.slaves.NodeProvisioner;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The agent of production, on which nothing runs without the Go for it. */
class ReleaseEnvironmentsTest extends OneJenkins {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]\n";
    private static final String HOLD = "releaseGate environment: 'staging', id: 'hold', approvals: [qa: 1]\n";
    private static final String USE = "node('prod') { echo \"deployed from ${env.NODE_NAME}\" }\n";
    private static final String BESIDE = "parallel(gate: { " + GATE + "}, deploy: { " + USE + "})";
    private static final FreezePeriod INCIDENT =
            new FreezePeriod("2020-01-01T00:00", "2999-01-01T00:00", "UTC", "an incident");

    private final ProtectedEnvironment production = new ProtectedEnvironment("production");
    private DumbSlave agent;

    private void rule(Consumer<ProtectedEnvironment> how) {
        how.accept(production);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
    }

    @BeforeEach
    void protect() throws Exception {
        rule(rule -> rule.setApprovals(List.of(new RequiredApproval("qa"))));
        agent = rule().createOnlineSlave(Jenkins.get().getLabelAtom("prod"));
        tie("production");
    }

    private void tie(String... environments) throws IOException {
        agent.getNodeProperties().replace(new ReleaseEnvironments(List.of(environments)));
    }

    @AfterEach
    void remove() throws Exception {
        Jenkins.get().clouds.clear();
        for (Node node : Jenkins.get().getNodes()) {
            Jenkins.get().removeNode(node);
        }
    }

    private static WorkflowRun go(WorkflowRun run, String... gates) throws Exception {
        for (String gate : gates) {
            Releasing.awaitGate(run, gate);
            Releasing.go(run, "qa", gate);
        }
        return run;
    }

    /** What the queue says of the only thing that waits in it. */
    private static void awaitWhy(String words) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Queue.getInstance().getItems())
                        .singleElement()
                        .satisfies(item -> assertThat(item.getWhy()).contains(words)));
    }

    private WorkflowRun deployed(WorkflowRun run) throws Exception {
        end(Result.SUCCESS, run);
        rule().assertLogContains("deployed from " + agent.getNodeName(), run);
        return run;
    }

    private static WorkflowRun refused(WorkflowRun run, String reason) throws Exception {
        assertExplained(end(Result.FAILURE, run), "ERROR: Agents of production only take builds", reason);
        rule().assertLogNotContains("deployed from", run);
        return run;
    }

    // security.md: S43
    @Test
    void aBuildWaitsForItsGoAndRunsThere() throws Exception {
        WorkflowRun run = start(BESIDE);
        Releasing.awaitGate(run, "production");
        awaitWhy("Agents of production only take builds with its Go: the gate production (round 1) still waits");
        String waits =
                "[node] Agents of production only take builds with its Go: the gate production (round 1) still waits";
        await().atMost(PATIENCE).until(() -> JenkinsRule.getLog(run).contains(waits));
        go(run, "production");
        deployed(run);
        String log = JenkinsRule.getLog(run);
        assertThat(log)
                .contains("[node] Agent " + agent.getNodeName()
                        + " of production takes this build after the Go of gate production (round 1)")
                .containsOnlyOnce(waits);
        Recorded recorded = Recorded.of(run);
        ReleaseEvent.AgentGranted granted = recorded.only(ReleaseEvent.AgentGranted.class);
        assertThat(granted.environment()).isEqualTo("production");
        assertThat(granted.agent()).isEqualTo(agent.getNodeName());
        assertThat(granted.gate()).isEqualTo("production");
        assertThat(granted.forcedBy()).isEmpty();
        assertThat(recorded.all(ReleaseEvent.AgentRefused.class))
                .allSatisfy(refused -> assertThat(refused.label()).isEqualTo("prod"))
                .filteredOn(refused -> refused.why().text().contains("still waits"))
                .hasSize(1);
        try (JenkinsRule.WebClient web = rule().createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            assertThat(web.getPage(run, "release-checklist/").getWebResponse().getContentAsString())
                    .contains("Agent " + agent.getNodeName()
                            + " of production took the build after the Go of gate production")
                    // A symbol that brings a size of its own would not be seen.
                    .containsPattern("<use (?=[^>]*#rc-server-outline)(?=[^>]*height=\"100%\")[^>]*width=\"100%\"");
        }
    }

    @Test
    void aForcedGoCountsAndIsTold() throws Exception {
        WorkflowRun run = start(
                "pipeline { agent none; stages {\nstage('Gate') { steps { " + GATE
                        + " } }\nstage('Deploy') { agent { label 'prod' }\nsteps { echo \"deployed from ${env.NODE_NAME}\" } } } }");
        Releasing.awaitGate(run, "production");
        Releasing.override(run, "pm", "production", "the shop is down");
        deployed(run);
        rule().assertLogContains("after pm forced the Go of gate production (round 1)", run);
        assertThat(Recorded.of(run).only(ReleaseEvent.AgentGranted.class).forcedBy())
                .contains("pm");
    }

    // security.md: S44
    @Test
    void whatCanNeverHaveAGoLeavesTheQueueAtOnce() throws Exception {
        refused(start(USE), "this build has opened no gate for the environment production");
        refused(
                start(
                        "pipeline { agent { label 'prod' }; stages { stage('Deploy') { steps { echo 'deployed from' } } } }"),
                "put releaseGate before node");
        WorkflowRun noGo = start("try { " + GATE + "} catch (e) { echo 'caught' }\n" + USE);
        Releasing.awaitGate(noGo, "production");
        Releasing.vote(noGo, "qa", "production", Choice.NO_GO, "not tested");
        refused(noGo, "the gate production (round 1) ended without a Go (NO_GO): No-go by");
        assertThat(Recorded.of(noGo).only(ReleaseEvent.AgentRefused.class).why().text())
                .contains("not tested");
        refused(go(start(HOLD + USE), "hold"), "this build has opened no gate for the environment production");

        WorkflowRun run = go(start(GATE + USE), "production");
        deployed(run).getAction(ReplayAction.class).run(USE, Map.of());
        refused(
                await().until(() -> run.getParent().getBuildByNumber(2), build -> build != null),
                "this build has opened no gate for the environment production");
    }

    // security.md: S44
    @Test
    void otherJobsLeaveTheQueueAlsoWhenTheAgentIsAway() throws Exception {
        FreeStyleProject job = rule().createFreeStyleProject();
        job.setAssignedLabel(Jenkins.get().getLabelAtom("prod"));
        Future<FreeStyleBuild> idle = job.scheduleBuild2(0);
        await().atMost(PATIENCE).until(idle::isCancelled);
        agent.toComputer().disconnect(new OfflineCause.UserCause(null, "test")).get();
        Future<FreeStyleBuild> away = job.scheduleBuild2(0);
        await().atMost(PATIENCE).until(away::isCancelled);
        assertThat(job.getBuilds()).isEmpty();
    }

    /** What a cloud would start is no agent of the environment before it is there. */
    @Test
    void whatACloudMayStillProvideIsWaitedFor() throws Exception {
        Jenkins.get().clouds.add(new ProvidingLater("later"));
        WorkflowRun run = start(USE);
        awaitWhy("Agents of production only take builds");
        assertThat(run.isBuilding()).isTrue();

        Jenkins.get().clouds.clear();
        Queue.getInstance().maintain();
        refused(run, "this build has opened no gate");
    }

    /** A cloud that could provide every agent, and takes its time. */
    public static final class ProvidingLater extends Cloud {
        ProvidingLater(String name) {
            super(name);
        }

        @Override
        public Collection<NodeProvisioner.PlannedNode> provision(CloudState state, int excessWorkload) {
            return List.of();
        }

        @Override
        public boolean canProvision(CloudState state) {
            return true;
        }
    }

    @Test
    void anOrdinaryAgentWithTheLabelTakesIt() throws Exception {
        DumbSlave ordinary = rule().createOnlineSlave(Jenkins.get().getLabelAtom("prod"));
        FreeStyleProject job = rule().createFreeStyleProject();
        job.setAssignedLabel(Jenkins.get().getLabelAtom("prod"));
        for (int i = 0; i < 3; i++) {
            assertThat(rule().buildAndAssertSuccess(job).getBuiltOn()).isEqualTo(ordinary);
            WorkflowRun run = succeed(USE);
            rule().assertLogContains("deployed from " + ordinary.getNodeName(), run);
            rule().assertLogNotContains("Agents of production", run);
        }
        ordinary.toComputer()
                .disconnect(new OfflineCause.UserCause(null, "test"))
                .get();
        Future<FreeStyleBuild> waits = job.scheduleBuild2(0);
        awaitWhy("only a Pipeline can get a Go");
        waits.cancel(true);
    }

    // security.md: S43
    @Test
    void theGoHasToHoldAtThatMoment() throws Exception {
        WorkflowRun frozen = start(GATE + HOLD + USE);
        go(frozen, "production");
        Releasing.awaitGate(frozen, "hold");
        rule(rule -> rule.setFreezes(List.of(INCIDENT)));
        go(frozen, "hold");
        awaitWhy("the gate lacks by now: the end of the freeze");
        rule(rule -> rule.setFreezes(List.of()));
        deployed(frozen);

        WorkflowRun expired = start(GATE + HOLD + USE);
        go(expired, "production");
        Instant voted =
                release(expired).gate("production").orElseThrow().votes().get(0).at();
        Releasing.awaitGate(expired, "hold");
        rule(rule -> rule.setApprovalLifetime("1s"));
        await().until(() -> Instant.now().isAfter(voted.plusSeconds(1)));
        go(expired, "hold");
        awaitWhy("counted for 1s and has expired");
        rule(rule -> rule.setApprovalLifetime(""));
        deployed(expired);

        WorkflowJob job = job(GATE + HOLD + USE);
        WorkflowRun older = go(job.scheduleBuild2(0).waitForStart(), "production");
        Releasing.awaitGate(older, "hold");
        WorkflowRun newer = go(job.scheduleBuild2(0).waitForStart(), "production");
        Releasing.awaitGate(newer, "hold");
        go(older, "hold");
        awaitWhy("Superseded: production got its Go in the later build #2");
        older.doStop();
        end(Result.ABORTED, older);
        rule().assertLogNotContains("deployed from", older);
        deployed(go(newer, "hold"));
    }

    // security.md: S43
    @Test
    void itIsJudgedOnceMoreBeforeItBegins() throws Exception {
        QueueTaskDispatcher incident = new QueueTaskDispatcher() {
            @Override
            public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
                if (node.equals(agent)) {
                    rule(rule -> rule.setFreezes(List.of(INCIDENT)));
                }
                return null;
            }
        };
        ExtensionList<QueueTaskDispatcher> dispatchers = QueueTaskDispatcher.all();
        dispatchers.add(incident);
        try {
            WorkflowRun run = start(GATE + USE);
            refused(go(run, "production"), "the gate lacks by now: the end of the freeze");
            assertThat(Recorded.of(run).all(ReleaseEvent.AgentGranted.class)).isEmpty();
        } finally {
            dispatchers.remove(incident);
        }
    }

    // security.md: S43
    @Test
    void onlyTheGoForAProtectedEnvironmentOfTheAgentCounts() throws Exception {
        tie("prod-*");
        WorkflowRun run = start("releaseGate environment: 'prod-eu', approvals: [qa: 1]\n" + USE);
        go(run, "prod-eu");
        awaitWhy("the environment prod-eu is not protected");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production, new ProtectedEnvironment("prod-eu")));
        deployed(run);

        WorkflowRun other = go(start(GATE + USE), "production");
        end(Result.FAILURE, other);
        rule().assertLogContains("Agents of prod-* only take builds with its Go", other);
    }

    @Test
    void whatCannotBeReadOfTheAgentOpensItToNobody() throws Exception {
        ReleaseEnvironments broken =
                (ReleaseEnvironments) Jenkins.XSTREAM2.fromXML("<" + ReleaseEnvironments.class.getName() + "/>");
        assertThat(broken.getEnvironments()).isEmpty();
        agent.getNodeProperties().replace(broken);
        WorkflowRun run = go(start(GATE + USE), "production");
        awaitWhy("environment: enter a name (production) or a pattern (prod*)");
        tie("Production");
        deployed(run);
    }
}
