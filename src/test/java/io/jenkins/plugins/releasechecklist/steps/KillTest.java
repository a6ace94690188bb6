package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins, as a process of its own, is killed while a gate waits: nothing that somebody was told to have happened is lost. */
class KillTest {
    private static final String JOB = "shop";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.create();

    @Test
    void keepsVotesAndRunsOverAKillInTheMiddleOfAWrite() throws Throwable {
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(KillTest::waitAfterOneVote);
        jenkins.stopJenkinsForcibly();
        RecordOnDisk disk = RecordOnDisk.of(jenkins.getHome(), JOB);
        disk.tear();
        assertThat(disk.state().torn()).isTrue();
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(KillTest::decide);
        jenkins.stopJenkins();
    }

    private static void waitAfterOneVote(JenkinsRule rule) throws Throwable {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        List<Role> roles = new ArrayList<>();
        for (String name : List.of("product-manager", "qa")) {
            realm.createAccount(name, "password");
            Role role = new Role(name);
            role.setUsers(List.of(name));
            roles.add(role);
        }
        rule.jenkins.setSecurityRealm(realm);
        ReleaseChecklistConfiguration.get().setRoles(roles);
        WorkflowRun run = Releasing.pipeline(rule, JOB, """
                        withChecklistItem('deploy-production') {
                          releaseGate environment: 'production', approvals: ['product-manager': 1, qa: 1]
                        }
                        """).scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "product-manager", "production", Choice.GO, null);
        Releasing.awaitSavedProgram(run);
    }

    private static void decide(JenkinsRule rule) throws Throwable {
        WorkflowRun run = Releasing.firstBuild(rule, JOB);
        assertThat(Releasing.release(run).torn()).isTrue();
        Releasing.vote(run, "qa", "production", Choice.GO, null);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        Recorded recorded = Recorded.of(run);
        assertThat(recorded.all(ReleaseEvent.VoteCast.class))
                .extracting(event -> event.vote().voter())
                .containsExactly("product-manager", "qa");
        recorded.only(ReleaseEvent.GateOpened.class);
        assertThat(recorded.only(ReleaseEvent.GateSettled.class).status()).isEqualTo(GateStatus.GO);
        recorded.only(ReleaseEvent.RunStarted.class);
        recorded.only(ReleaseEvent.RunFinished.class);
    }

    @Test
    void goesOnAskingForAVerdictAfterAKill() throws Throwable {
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(KillTest::waitForAVerdict);
        jenkins.stopJenkinsForcibly();
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(KillTest::passIt);
        jenkins.stopJenkins();
    }

    private static void waitForAVerdict(JenkinsRule rule) throws Throwable {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("qa", "password");
        rule.jenkins.setSecurityRealm(realm);
        Role role = new Role("qa");
        role.setUsers(List.of("qa"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(role));
        Releasing.allowControllerProbes();
        // Nobody listens there, so no sample passes, and there is no latency to judge.
        WorkflowRun run = Releasing.pipeline(rule, JOB, """
                        postDeployVerify environment: 'production', duration: '1s', interval: '1s', successRate: '>= 0%',
                            p95: '<= 1s', onInconclusive: 'ask', checks: [tcpCheck('127.0.0.1:1')]
                        """).scheduleBuild2(0).waitForStart();
        Releasing.awaitRelease(run, release -> !release.askingRuns().isEmpty());
        Releasing.awaitSavedProgram(run);
    }

    private static void passIt(JenkinsRule rule) throws Throwable {
        WorkflowRun run = Releasing.firstBuild(rule, JOB);
        Releasing.answer(run, "qa", VerdictAnswer.PASS, "Tried it by hand", 0);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        Recorded recorded = Recorded.of(run);
        recorded.only(ReleaseEvent.VerdictAsked.class);
        recorded.only(ReleaseEvent.RunStarted.class);
        recorded.only(ReleaseEvent.RunFinished.class);
    }

    /** Jenkins dies when the receiver has the message and the record does not know it. */
    @Test
    void sendsAgainWithTheSameIdWhatAKillLeftInDoubt() throws Throwable {
        List<String> keys = new CopyOnWriteArrayList<>();
        CountDownLatch arrived = new CountDownLatch(1);
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            if (keys.size() == 1) {
                // The first one is taken and never answered.
                arrived.countDown();
            } else {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            }
        });
        receiver.start();
        try {
            int port = receiver.getAddress().getPort();
            JenkinsProcess.start(jenkins);
            jenkins.runRemotely(announcing(port));
            assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
            jenkins.runRemotely(KillTest::awaitSavedProgram);
            jenkins.stopJenkinsForcibly();
            DeliveryState doubtful =
                    RecordOnDisk.of(jenkins.getHome(), JOB).state().deliveries().get(0);
            assertThat(doubtful.status()).isEqualTo(DeliveryStatus.ATTEMPTED);

            JenkinsProcess.start(jenkins);
            jenkins.runRemotely(KillTest::announced);
            assertThat(keys).hasSize(2).containsOnly(doubtful.delivery());
            jenkins.stopJenkins();
        } finally {
            receiver.stop(0);
        }
    }

    private static RealJenkinsExtension.Step announcing(int port) {
        return rule -> announce(rule, port);
    }

    private static void announce(JenkinsRule rule, int port) throws Throwable {
        List<Channel> channels = List.of(new WebhookChannel("support", "http://127.0.0.1:" + port + "/"));
        ReleaseChecklistConfiguration.get().setChannels(channels);
        Releasing.pipeline(rule, JOB, "releaseChecklist version: '2.4.0'\nannounceRelease channels: 'support'")
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void awaitSavedProgram(JenkinsRule rule) throws Throwable {
        Releasing.awaitSavedProgram(Releasing.firstBuild(rule, JOB));
    }

    private static void announced(JenkinsRule rule) throws Throwable {
        WorkflowRun run = Releasing.firstBuild(rule, JOB);
        rule.assertBuildStatusSuccess(rule.waitForCompletion(run));
        DeliveryState delivery = Releasing.release(run).deliveries().get(0);
        assertThat(delivery.status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(delivery.attempts()).isEqualTo(2);
        assertThat(delivery.inDoubt()).isTrue();
    }
}
