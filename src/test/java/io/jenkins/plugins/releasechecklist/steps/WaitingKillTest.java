package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Jenkins, as a process of its own, is killed right after a gate opened: whoever is asked finds it after the start. */
class WaitingKillTest {
    private static final String JOB = "shop";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.create();

    @Test
    void findsAGateAfterAKillThatTheIndexWasNotSavedBefore() throws Throwable {
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(WaitingKillTest::waitAtAGate);
        jenkins.stopJenkinsForcibly();
        loseWhatWasSaved(jenkins.getHome().toPath().resolve("release-checklist-waiting.json"));
        JenkinsProcess.start(jenkins);
        jenkins.runRemotely(WaitingKillTest::findIt);
        jenkins.stopJenkins();
    }

    /** As if the crash had come between the opening of the gate and the saving of the index. */
    private static void loseWhatWasSaved(Path file) throws IOException {
        assertThat(Files.readString(file)).startsWith("{\"closed\":false");
        Files.writeString(file, "{\"closed\":false,\"builds\":[]}");
    }

    private static void waitAtAGate(JenkinsRule rule) throws Throwable {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("qa", "password");
        rule.jenkins.setSecurityRealm(realm);
        Role role = new Role("qa");
        role.setUsers(List.of("qa"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(role));
        WorkflowRun run = Releasing.pipeline(rule, JOB, "releaseGate environment: 'production', approvals: [qa: 1]")
                .scheduleBuild2(0)
                .waitForStart();
        Releasing.awaitGate(run, "production");
        assertFound();
        Releasing.awaitSavedProgram(run);
    }

    private static void findIt(JenkinsRule rule) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !WaitingIndex.get().isRebuilding());
        assertFound();
    }

    private static void assertFound() {
        try (ACLContext as = ACL.as2(User.getById("qa", true).impersonate2())) {
            PersonalWork work =
                    PersonalWork.of(Approver.current(), WaitingIndex.get().all());
            assertThat(work.decisions()).hasSize(1);
            assertThat(work.decisions().get(0).place().path())
                    .isEqualTo("job/shop/1/release-checklist/#gate-production");
            assertThat(RunningRelease.visible(WaitingIndex.get().all()))
                    .extracting(RunningRelease::path)
                    .containsExactly("job/shop/1/release-checklist/");
        }
    }
}
