package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.User;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Kills a Jenkins again and again while people vote on its releases, and looks at the records while it is down: every vote that was
 * answered is there once, no delivery that is known to have arrived goes out again, and every build ends as the votes say.
 */
class KillCampaign {
    static final String JOB = "shop";
    private static final int KILLS = Integer.getInteger("campaign.kills", 200);
    private static final long SEED = Long.getLong("campaign.seed", System.currentTimeMillis());
    /** After so many minutes no further kill comes. */
    private static final int MINUTES = Integer.getInteger("campaign.minutes", 60);
    /** Releases that are under way at the same time. */
    private static final int ABREAST = 8;
    /** One kill in so many comes while Jenkins starts. */
    private static final int EARLY = 3;

    /** With no more plugins than needed, as most of the time goes into starting it. */
    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.create()
            .withTimeout(0)
            .javaOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote")
            .omitPlugins("junit", "mailer", "cloudbees-folder", "dashboard-view", "matrix-auth", "branch-api")
            .omitPlugins("configuration-as-code", "workflow-basic-steps", "workflow-durable-task-step", "durable-task")
            .omitPlugins("pipeline-groovy-lib", "pipeline-model-definition", "workflow-multibranch");

    @TempDir
    private Path scratch;

    private final Random chance = new Random(SEED);
    private final CampaignVoters voters = new CampaignVoters(SEED);
    private CampaignJudge judge;
    /** A kill at work comes within so many times of how long the start took: less leaves no time for a vote. */
    private static final int STARTS = 5;
    /** How long the last start took; a kill while Jenkins starts comes within that time. */
    private long startMillis = 10_000;

    @Test
    void losesAndDoublesNothing() throws Throwable {
        try (CountingReceiver receiver = new CountingReceiver()) {
            judge = new CampaignJudge(
                    jenkins.getHome().toPath().resolve("jobs/" + JOB + "/builds"), scratch, voters, receiver);
            JenkinsProcess.start(jenkins);
            jenkins.runRemotely(KillCampaign::configure, receiver.port());
            voters.begin(jenkins.getUrl().toURI());
            await().atMost(Duration.ofMinutes(5)).until(this::isBegun);
            jenkins.stopJenkins();
            int kills = 0;
            int early = 0;
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
            while (kills < KILLS && System.nanoTime() < end) {
                kills++;
                if (chance.nextInt(EARLY) == 0) {
                    early++;
                    killWhileItStarts();
                } else {
                    killAtWork();
                }
                judge.look();
                if (kills % 10 == 0) {
                    judge.tell(kills + " kills so far");
                }
            }
            finish();
            judge.judge(kills + " kills (" + early + " while it started, seed " + SEED + ")");
        }
        assertThat(judge.faults).isEmpty();
    }

    private boolean isBegun() throws IOException, InterruptedException {
        startAnother();
        return judge.open().size() == ABREAST
                && judge.releases().values().stream().noneMatch(it -> it.gates().isEmpty());
    }

    private static void configure(JenkinsRule rule, Integer port) throws Throwable {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        rule.jenkins.setSecurityRealm(realm);
        FullControlOnceLoggedInAuthorizationStrategy strategy = new FullControlOnceLoggedInAuthorizationStrategy();
        strategy.setAllowAnonymousRead(false);
        rule.jenkins.setAuthorizationStrategy(strategy);
        List<Role> roles = new ArrayList<>();
        for (String name : List.of("qa", "pm", "devops", CampaignVoters.STARTER)) {
            User user = realm.createAccount(name, "password");
            user.getProperty(ApiTokenProperty.class).addFixedNewToken("campaign", CampaignVoters.token(name));
            user.save();
            Role role = new Role(name);
            role.setUsers(List.of(name));
            role.setChannel("support");
            roles.add(role);
        }
        ReleaseChecklistConfiguration.get().setRoles(roles);
        ReleaseChecklistConfiguration.get()
                .setChannels(CampaignJudge.CHANNELS.stream()
                        .<Channel>map(name -> new WebhookChannel(name, "http://127.0.0.1:" + port + "/" + name))
                        .toList());
        Releasing.allowControllerProbes();
        rule.jenkins.save();
        Releasing.pipeline(rule, JOB, """
                releaseChecklist version: "1.$BUILD_NUMBER.0"
                releaseGate environment: 'staging', approvals: [qa: 1]
                postDeployVerify environment: 'staging', duration: '2s', interval: '500ms', checks: [tcpCheck('127.0.0.1:%d')]
                releaseGate environment: 'production', approvals: [qa: 1, pm: 1, devops: 1]
                announceRelease channels: 'press, support'
                """.formatted(port));
    }

    private void killWhileItStarts() {
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        try {
            killer.schedule(
                    () -> jenkins.getProcess().destroyForcibly(), chance.nextLong(startMillis), TimeUnit.MILLISECONDS);
            jenkins.startJenkins();
        } catch (Exception e) {
            // It was killed.
        } finally {
            killer.shutdownNow();
            jenkins.stopJenkinsForcibly();
        }
    }

    private void killAtWork() throws Throwable {
        long before = System.nanoTime();
        JenkinsProcess.start(jenkins);
        startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        voters.begin(jenkins.getUrl().toURI());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(chance.nextLong(STARTS * startMillis));
        while (System.nanoTime() < end) {
            judge.open().forEach(voters::vote);
            startAnother();
            Thread.sleep(Math.min(200, Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()))));
        }
        jenkins.stopJenkinsForcibly();
        voters.stop();
    }

    private void startAnother() throws IOException, InterruptedException {
        if (judge.open().size() < ABREAST) {
            voters.post(CampaignVoters.STARTER, "job/" + JOB + "/build?delay=0sec");
        }
    }

    /** Lets everything come to its end. */
    private void finish() throws Throwable {
        JenkinsProcess.start(jenkins);
        voters.begin(jenkins.getUrl().toURI());
        try {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        judge.open().forEach(voters::vote);
                        return judge.open().isEmpty()
                                && judge.releases().values().stream()
                                        .allMatch(it -> it.openDeliveries().isEmpty());
                    });
        } finally {
            voters.stop();
            jenkins.stopJenkins();
        }
        judge.look();
    }
}
