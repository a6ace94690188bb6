package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import java.util.List;
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
