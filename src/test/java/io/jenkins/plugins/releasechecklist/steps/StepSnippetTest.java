package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import io.jenkins.plugins.releasechecklist.steps.credentials.WithEnvironmentCredentialsStep;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;

/** What the Snippet Generator makes of the steps. */
class StepSnippetTest extends OneJenkins {
    private static final String BLOCK = " {\n    // some block\n}";

    /** The snippet is as expected, and makes the same step. */
    private static void assertRoundTrip(Step step, String snippet) throws Exception {
        new SnippetizerTester(rule()).assertRoundTrip(step, snippet);
    }

    private static void assertSnippet(JSONObject form, String snippet) throws Exception {
        new SnippetizerTester(rule())
                .assertGenerateSnippet(form.toString(), snippet, rule().getURL() + "pipeline-syntax");
    }

    @Test
    void leaveDefaultsOut() throws Exception {
        assertRoundTrip(new ReleaseChecklistStep(), "releaseChecklist()");
        assertRoundTrip(new ChecklistItemStep("monitoring"), "checklistItem 'monitoring'");
        assertRoundTrip(
                new WithChecklistItemStep("deploy-production"), "withChecklistItem('deploy-production')" + BLOCK);
        assertRoundTrip(new SmokeTestStep(), "smokeTest()");
        assertRoundTrip(new WithSmokeTestStep(), "withSmokeTest" + BLOCK);
        assertRoundTrip(
                new WithEnvironmentCredentialsStep("production", List.of(new StringBinding("KEY", "prod-key"))),
                "withEnvironmentCredentials(bindings: [string(credentialsId: 'prod-key', variable: 'KEY')],"
                        + " environment: 'production')" + BLOCK);
        assertRoundTrip(new ReleaseGateStep(), "releaseGate()");
        assertRoundTrip(new PostDeployVerifyStep(), "postDeployVerify()");
        assertRoundTrip(new AnnounceReleaseStep(), "announceRelease()");
        assertRoundTrip(new RollbackReleaseStep(), "rollbackRelease" + BLOCK);
    }

    @Test
    void writeEveryParameter() throws Exception {
        assertRoundTrip(
                FullSteps.checklist(),
                "releaseChecklist artifacts: [[digest: 'sha256:" + "0a".repeat(32)
                        + "', name: 'shop.jar']], credentials: ['shop-probe'], name: 'OctoAcme Shop',"
                        + " notesFile: 'CHANGELOG.md', plan: 'release-plan.yaml', template: 'octoacme', type: 'minor', version: '2.4.0'");
        String skipped = ", id: 'backup', note: 'nothing to lose', status: 'SKIPPED'";
        assertRoundTrip(
                FullSteps.item("https://wiki.example.com/backup"),
                "checklistItem evidence: 'https://wiki.example.com/backup'" + skipped);
        assertRoundTrip(
                FullSteps.item("[\"https://wiki.example.com/1\",\"https://wiki.example.com/2\"]"),
                "checklistItem evidence: ['https://wiki.example.com/1', 'https://wiki.example.com/2']" + skipped);
        assertRoundTrip(
                FullSteps.smokeTest(),
                "smokeTest checks: [httpCheck(url: 'https://staging.example.com/health', status: '200'), "
                        + "tcpCheck('db.staging.example.com:5432'), "
                        + "tlsCheck(address: 'staging.example.com:443', minValidity: '14d')], concurrency: 10, "
                        + "environment: 'staging', junit: 'reports/*.xml', name: 'api', onFailure: 'unstable', retryFor: '1m', "
                        + "timeout: '5s'");
        assertRoundTrip(
                FullSteps.smokeTestOfOnesOwn(),
                "withSmokeTest(environment: 'staging', junit: 'reports/smoke-*.xml', name: 'browser')" + BLOCK);
        assertRoundTrip(
                FullSteps.gate(),
                "releaseGate approvals: ['product-manager': 1, qa: 2], environment: 'production', forbidSelfApproval:"
                        + " true, id: 'go-live', message: 'Release?', onTimeout: 'fail', requires: ['pre-release',"
                        + " 'staging-smoke-tests'], timeout: '24h', veto: false, window: [days: ['MON'], from: '09:00',"
                        + " to: '16:00', zone: 'Europe/Berlin']");
        assertRoundTrip(
                FullSteps.verification(),
                "postDeployVerify answerTimeout: '30m', baseline: true, checks: [tcpCheck('www.example.com:443')], consecutiveFailures: 5,"
                        + " duration: '5m', environment: 'production', initialDelay: '1m', interval: '10s', metrics: [[jsonPath: '$.queue',"
                        + " name: 'queue', pass: '<= 100', url: 'https://www.example.com/status']], name: 'shop',"
                        + " onFailure: 'continue', onInconclusive: 'ask', p50: '<= 200ms', p95: '<= 800ms', p99:"
                        + " '<= baseline + 10%', successRate: '>= 99%', version: [jsonPath: '$.version', url:"
                        + " 'https://www.example.com/version']");
        assertRoundTrip(
                FullSteps.announcement("Fixed: the checkout\nand more", "stakeholders, support"),
                "announceRelease attach: 'dist/*.pdf, handoff.md', audiences: ['support', 'on-call'], channels:"
                        + " 'stakeholders, support', dryRun: true, notes: '''Fixed: the checkout\n"
                        + "and more''', notesFile: 'docs/release-notes.md', onFailure: 'unstable'");
        assertRoundTrip(
                FullSteps.announcement(
                        "{\"changes\":[\"New payment form\"],\"summary\":\"Faster checkout\"}",
                        "[\"stakeholders\",\"support\"]"),
                "announceRelease attach: 'dist/*.pdf, handoff.md', audiences: ['support', 'on-call'], channels:"
                        + " ['stakeholders', 'support'], dryRun: true, notes: [changes: ['New payment form'], summary:"
                        + " 'Faster checkout'], notesFile: 'docs/release-notes.md', onFailure: 'unstable'");
        assertRoundTrip(
                FullSteps.rollback(),
                "rollbackRelease(audiences: ['stakeholders', 'support'], checks: [tcpCheck('www.example.com:443')],"
                        + " environment: 'production', force: true, reason: 'Checkout is broken', retryFor: '30s', verify: false)"
                        + BLOCK);
    }

    @Test
    void turnTheTextOfAFormIntoMapsAndLists() throws Exception {
        assertSnippet(
                new JSONObject()
                        .element("stapler-class", ReleaseGateStep.class.getName())
                        .element("environment", "production")
                        .element("approvals", "product-manager: 1, qa: 1")
                        .element("requires", "pre-release, backup")
                        .element("window", "days: [MON, TUE], from: 09:00, to: 16:00, zone: Europe/Berlin")
                        .element("onTimeout", "noGo")
                        .element("veto", true),
                "releaseGate approvals: ['product-manager': 1, qa: 1], environment: 'production', requires:"
                        + " 'pre-release, backup', window: [days: ['MON', 'TUE'], from: '09:00', to: '16:00', zone:"
                        + " 'Europe/Berlin']");
        assertSnippet(
                new JSONObject()
                        .element("stapler-class", ReleaseGateStep.class.getName())
                        .element("window", "MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin")
                        .element("onTimeout", "noGo")
                        .element("veto", true),
                "releaseGate window: 'MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin'");
        assertSnippet(
                new JSONObject()
                        .element("stapler-class", ReleaseChecklistStep.class.getName())
                        .element("artifacts", "shop.jar: sha256:0a"),
                "releaseChecklist(artifacts: [[digest: 'sha256:0a', name: 'shop.jar']])");
        assertSnippet(
                new JSONObject()
                        .element("stapler-class", AnnounceReleaseStep.class.getName())
                        .element("notes", "{summary: Faster checkout, changes: [New payment form]}")
                        .element("channels", "[stakeholders]"),
                "announceRelease channels: ['stakeholders'], notes: [summary: 'Faster checkout', changes: ['New"
                        + " payment form']]");
        assertSnippet(
                new JSONObject()
                        .element("stapler-class", PostDeployVerifyStep.class.getName())
                        .element("version", "url: \"https://www.example.com/version\", jsonPath: $.version"),
                "postDeployVerify(version: [url: 'https://www.example.com/version', jsonPath: '$.version'])");
    }

    @Test
    void areDescribedByThePipelineSyntaxPages() throws Exception {
        String reference = rule().createWebClient()
                .goTo("pipeline-syntax/html")
                .getWebResponse()
                .getContentAsString();
        String generator = rule().createWebClient()
                .goTo("pipeline-syntax/")
                .getWebResponse()
                .getContentAsString();

        List<ReleaseStepDescriptor> steps = ExtensionList.lookup(ReleaseStepDescriptor.class);
        assertThat(steps).hasSize(9);
        for (ReleaseStepDescriptor step : steps) {
            assertThat(reference).contains("<code>" + step.getFunctionName() + "</code>");
            assertThat(generator).contains(step.getFunctionName() + ": " + step.getDisplayName());
            SnippetizerTester.assertDocGeneration(step.clazz);
        }
        assertThat(reference)
                .contains("Opens the release checklist of the build", "How many different people of each role");
    }
}
