package io.jenkins.plugins.releasechecklist.builds.history;

import static io.jenkins.plugins.releasechecklist.builds.history.Multibranch.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.releasechecklist.builds.decision.DeploymentStart;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.DeploymentRequested;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** All branches of a multibranch project have one history, which outlives them; change requests have no part in it. */
class BranchHistoryTest extends OneJenkins {
    private Multibranch shop;

    @BeforeEach
    void createProject() throws Exception {
        shop = Multibranch.create(rule(), "shop", "release-1", "release-2", "PR-1");
    }

    @AfterEach
    void deleteProject() throws Exception {
        rule().jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        shop.project().delete();
    }

    private static void protect(String... environments) {
        ReleaseChecklistConfiguration.get()
                .setEnvironments(List.of(environments).stream()
                        .map(ProtectedEnvironment::new)
                        .toList());
    }

    private static Optional<VersionChange> change(WorkflowRun run) throws Exception {
        return release(run).details().change();
    }

    @Test
    void aReleaseOfAnotherBranchIsTheOneBefore() throws Exception {
        WorkflowRun first = shop.good("release-1", "1.0.0");
        WorkflowRun second = shop.opened("release-2", "1.1.0");

        assertThat(change(second).flatMap(VersionChange::previous)).contains("1.0.0");
        assertThat(shop.releases("release-2")).containsExactly("release-2#1 1.1.0", "release-1#1 1.0.0");
        assertThat(shop.releases("release-1")).isEqualTo(shop.releases("release-2"));
        ReleaseHistory.KnownGood good = Multibranch.knownGood(second).orElseThrow();
        assertThat(good.version()).isEqualTo("1.0.0");
        assertThat(good.build()).isEqualTo(BuildRecords.reference(first));
        EnvironmentStatus there =
                ReleaseHistory.environment(shop.job("release-2"), PRODUCTION).orElseThrow();
        assertThat(there.running().orElseThrow().build().text()).isEqualTo("release-1 #1");
        assertThat(shop.index()).exists();
        assertThat(ownIndex("release-1")).doesNotExist();

        // What was committed since its own last release is what a branch releases: no other branch has its commits.
        assertThat(ReleaseHistory.lastReleasedBuildNumber(second)).isEmpty();
        assertThat(ReleaseHistory.sinceLastRelease(second)).containsExactly(second);
    }

    private Path ownIndex(String branch) {
        return shop.job(branch).getRootDir().toPath().resolve("release-checklist/releases.jsonl");
    }

    @Test
    void aChangeRequestSharesNothing() throws Exception {
        shop.good("release-1", "1.0.0");
        WorkflowRun change = shop.good("PR-1", "9.9.9");
        WorkflowRun release = shop.opened("release-2", "1.1.0");

        assertThat(shop.releases("release-2")).containsExactly("release-2#1 1.1.0", "release-1#1 1.0.0");
        assertThat(change(release).flatMap(VersionChange::previous)).contains("1.0.0");
        assertThat(shop.releases("PR-1")).containsExactly("1 9.9.9");
        assertThat(change(change).flatMap(VersionChange::previous)).isEmpty();
        assertThat(ownIndex("PR-1")).exists();
        assertThat(Multibranch.knownGood(shop.opened("PR-1", "9.9.10"))
                        .orElseThrow()
                        .version())
                .isEqualTo("9.9.9");
    }

    @Test
    void outlivesABranchAndItsSuccessor() throws Exception {
        WorkflowRun old = shop.good("release-1", "1.0.0");
        Instant ended = old.getTimestamp().toInstant();
        shop.scan("release-2");
        assertThat(shop.job("release-1")).isNull();

        WorkflowRun next = shop.opened("release-2", "1.1.0");
        assertThat(Multibranch.knownGood(next).orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(Multibranch.knownGood(next).orElseThrow().discarded()).isTrue();
        assertThat(change(next).flatMap(VersionChange::previous)).contains("1.0.0");

        shop.scan("release-1", "release-2");
        WorkflowRun again = shop.opened("release-1", "1.0.1");
        assertThat(again.getNumber()).isEqualTo(1);
        assertThat(again.getTimestamp().toInstant()).isAfter(ended);
        assertThat(shop.releases("release-1"))
                .containsExactly("release-1#1 1.0.1", "release-2#1 1.1.0", "release-1:former#1 1.0.0");
        assertThat(Multibranch.knownGood(again).orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(ReleaseHistory.lastReleasedBuildNumber(shop.opened("release-1", "1.0.2")))
                .isEmpty();

        shop.project().renameTo("store");
        assertThat(shop.releases("release-1")).hasSize(4);
        Files.delete(shop.index());
        assertThat(shop.releases("release-2"))
                .containsExactly("release-1#2 1.0.2", "release-1#1 1.0.1", "release-2#1 1.1.0");
    }

    @Test
    void noBranchGetsAroundARule() throws Exception {
        protect(PRODUCTION);
        WorkflowRun ungated = shop.good("release-1", "1.0.9");
        assertThat(release(ungated).ungated()).isNotEmpty();
        WorkflowRun release = shop.opened("release-2", "1.1.0");
        assertThat(Multibranch.knownGood(release)).isEmpty();
        assertThat(ReleaseHistory.releasedVersions(release)).isEmpty();

        // For its own branch it is what it always was, and so it is for all where nobody has rules.
        assertThat(ReleaseHistory.releasedVersions(shop.opened("release-1", "1.0.10")))
                .contains("1.0.9");
        protect("staging");
        assertThat(ReleaseHistory.releasedVersions(release)).isEmpty();
        assertThat(Multibranch.knownGood(release)).isEmpty();
    }

    private WorkflowRun atTheGate(String branch, String version) throws Exception {
        WorkflowRun run = shop.start(
                branch,
                "releaseChecklist version: '" + version
                        + "'\nreleaseGate environment: 'production', approvals: [qa: 1]");
        Releasing.awaitGate(run, PRODUCTION);
        return run;
    }

    @Test
    void aGoOvertakesOlderReleasesOfOtherBranchesInAProtectedEnvironment() throws Exception {
        protect(PRODUCTION);
        WorkflowRun older = atTheGate("release-1", "1.0.1");
        WorkflowRun newer = atTheGate("release-2", "1.1.0");
        Releasing.go(newer, "qa", PRODUCTION);
        end(Result.SUCCESS, newer);

        end(Result.ABORTED, older);
        assertExplained(older, "production got its Go in the later build release-2 #1");
    }

    @Test
    void aGoOvertakesNoHigherVersionAndNothingWithoutARule() throws Exception {
        protect(PRODUCTION);
        WorkflowRun minor = atTheGate("release-2", "1.1.0");
        WorkflowRun hotfix = atTheGate("release-1", "1.0.1");
        Releasing.go(hotfix, "qa", PRODUCTION);
        end(Result.SUCCESS, hotfix);
        protect();
        WorkflowRun next = atTheGate("release-1", "1.2.0");
        Releasing.go(next, "qa", PRODUCTION);
        end(Result.SUCCESS, next);

        assertThat(release(minor).gate(PRODUCTION).orElseThrow().status()).isEqualTo(GateStatus.WAITING);
        assertThat(Releasing.go(minor, "qa", PRODUCTION).status()).isEqualTo(GateStatus.GO);
        end(Result.SUCCESS, minor);
    }

    @Test
    void aPersonRollsBackToTheReleaseOfAnotherBranch() throws Exception {
        WorkflowRun first = shop.good("release-1", "1.0.0");
        WorkflowRun second = shop.good("release-2", "1.1.0");
        WorkflowJob job = shop.job("release-2");
        try (ACLContext as = ACL.as2(User.getById("devops", true).impersonate2())) {
            new DeploymentStart(job)
                    .rollBack(PRODUCTION, new BuildKey(Optional.of("release-1"), 1), "slow", Instant.now());
        }
        rule().waitUntilNoActivity();

        DeploymentRequested request =
                DeploymentRequest.of(job.getLastBuild()).orElseThrow().event(job);
        assertThat(request.origin()).isEqualTo(BuildRecords.reference(second));
        assertThat(request.target().orElseThrow().build()).isEqualTo(BuildRecords.reference(first));
        assertThat(request.target().orElseThrow().version()).isEqualTo("1.0.0");
    }

    @Test
    void aReaderSeesTheReleasesOfBranchesThatHeMayRead() throws Exception {
        shop.good("release-1", "1.0.0");
        shop.good("release-2", "1.1.0");
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ)
                        .everywhere()
                        .to("qa")
                        .grant(Item.READ)
                        .onItems(shop.project(), shop.job("release-2"))
                        .to("qa"));
        HistoryScope scope = HistoryScope.of(shop.job("release-2"));
        User qa = User.getById("qa", true);
        try (ACLContext as = ACL.as2(qa.impersonate2())) {
            assertThat(Multibranch.texts(
                            scope.visible(ReleaseIndexStore.read(scope.job())).lines()))
                    .containsExactly("release-2#1 1.1.0");
        }
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            assertThat(client.getPage(scope.job(), "releases/").getWebResponse().getContentAsString())
                    .contains("1.1.0")
                    .doesNotContain("1.0.0", "release-1");
        }
        shop.job("release-1").delete();
        try (ACLContext as = ACL.as2(qa.impersonate2())) {
            assertThat(scope.visible(ReleaseIndexStore.read(scope.job())).lines())
                    .hasSize(2);
        }
        try (JenkinsRule.WebClient client = rule().createWebClient().login("qa")) {
            assertThat(client.getPage(scope.job(), "releases/").getWebResponse().getContentAsString())
                    .contains("1.0.0", "release-1 #1");
        }
    }
}
