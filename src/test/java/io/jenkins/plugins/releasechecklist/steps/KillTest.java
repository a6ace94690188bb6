package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins, as a process of its own, is killed while a gate waits: nothing that somebody was told to have happened is lost. */
class KillTest {
    private static final String JOB = "shop";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void keepsVotesAndRunsOverAKillInTheMiddleOfAWrite() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(KillTest::waitAfterOneVote);
        jenkins.stopJenkinsForcibly();
        RecordOnDisk disk = RecordOnDisk.of(jenkins.getHome(), JOB);
        disk.tear();
        assertThat(disk.state().torn()).isTrue();
        jenkins.startJenkins();
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
}
