package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.builds.decision.Promotion;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** One release that goes to two regions by one line of its plan. */
class SeveralRegionsTest extends OneJenkins {
    private String release() {
        return """
            node {
              writeFile file: 'plan.yaml', text: '''
                template: octoacme
                checklist: {environments: {production: [eu, us]}}
                environments:
                  staging: {checks: [{httpCheck: "URL"}]}
                  eu: {gate: {approvals: [{role: qa}], requires: [staging-smoke-tests]}, checks: [{httpCheck: "URL"}]}
                  us: {gate: {approvals: [{role: qa}], requires: [post-deploy-verification-eu]}, checks: [{httpCheck: "URL"}]}
              '''.stripIndent()
              releaseChecklist version: '2.4.0', plan: 'plan.yaml'
              smokeTest environment: 'staging'
            }
            for (region in ['eu', 'us']) {
              releaseGate environment: region
              withChecklistItem("deploy-production-${region}") { echo "deploying to ${region}" }
              smokeTest environment: region
            }
            """.replace("URL", shop().url() + "/health");
    }

    private static String page(WorkflowRun run) throws Exception {
        return rule().createWebClient()
                .goTo(run.getUrl() + "release-checklist/")
                .asNormalizedText();
    }

    @Test
    void isOutOnceItIsInBoth() throws Exception {
        ProtectedEnvironment us = new ProtectedEnvironment("us");
        us.setRequires(List.of("staging-smoke-tests"));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(us));
        WorkflowRun run = start(release());
        Releasing.awaitGate(run, "eu");
        Releasing.go(run, "qa", "eu");
        Releasing.awaitGate(run, "us");

        assertThat(page(run))
                .contains("Released in 1 of 2: eu", "Go / no-go decision (eu)", "Deploy to production (us)");
        assertThat(status(run, "post-deploy-verification-eu")).isEqualTo(ItemStatus.PASSED);
        assertThat(status(run, "deploy-production-us")).isEqualTo(ItemStatus.PENDING);
        Releasing.go(run, "qa", "us");
        end(Result.SUCCESS, run);

        assertThat(release(run).status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(page(run)).contains("2.4.0 is live in eu, us").doesNotContain("Released in 1 of 2");
        assertThat(ReleaseIndexStore.read(run.getParent()).environments())
                .extracting(EnvironmentStatus::environment)
                .contains("eu", "us");
    }

    /** As {@code release()}, but a usual build ends in Europe: America is promoted to. */
    private String europeFirst() {
        return release()
                .replace("for (region in ['eu', 'us']) {", "for (region in [env.RELEASE_TARGET_ENVIRONMENT ?: 'eu']) {")
                .replace(
                        "      smokeTest environment: 'staging'\n",
                        "      if (!env.RELEASE_PROMOTED_FROM) smokeTest environment: 'staging'\n");
    }

    @Test
    void isPromotedToTheOtherOne() throws Exception {
        WorkflowRun europe = start(europeFirst());
        Releasing.awaitGate(europe, "eu");
        Releasing.go(europe, "qa", "eu");
        end(Result.SUCCESS, europe);
        assertThat(page(europe)).contains("Released in 1 of 2: eu");
        assertThat(new Promotion(europe, release(europe)).environments()).containsExactly("us");

        try (ACLContext as = ACL.as2(User.getById("pm", true).impersonate2())) {
            new Promotion(europe, release(europe)).start("us", Instant.now());
        }
        WorkflowJob job = europe.getParent();
        WorkflowRun america =
                await().until(() -> job.getBuildByNumber(2), run -> run != null && run.getExecution() != null);
        Releasing.awaitGate(america, "us");
        assertThat(status(america, "post-deploy-verification-eu")).isEqualTo(ItemStatus.PASSED);
        Releasing.go(america, "qa", "us");
        end(Result.SUCCESS, america);

        assertThat(release(america).gates()).hasSize(1);
        assertThat(status(america, "deploy-production-us")).isEqualTo(ItemStatus.PASSED);
        assertThat(release(america).status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(page(america)).contains("2.4.0 is live in").doesNotContain("Released in 1 of 2");
        assertThat(ReleaseIndexStore.read(job).environments())
                .filteredOn(status -> List.of("eu", "us").contains(status.environment()))
                .extracting(status -> status.running()
                        .flatMap(EnvironmentStatus.Arrival::version)
                        .orElse("none"))
                .containsExactly("2.4.0", "2.4.0");
    }

    @Test
    void saysWhichItemsThereAreForAnUnknownOne() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                node {
                  writeFile file: 'plan.yaml', text: '''
                template: octoacme
                checklist: {environments: {production: [eu, us]}}
                environments: {eu: {}, us: {}}'''.stripIndent()
                  releaseChecklist version: '2.4.0', plan: 'plan.yaml'
                  withChecklistItem('deploy-production') { echo 'deploying' }
                }""");
        assertExplained(run, "'deploy-production'", "deploy-production-eu");
    }
}
