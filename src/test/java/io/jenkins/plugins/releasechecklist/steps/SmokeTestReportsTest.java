package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Label;
import hudson.model.Result;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.TestResultAction;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** JUnit reports of smoke tests: rows of the run and test results of the build. */
class SmokeTestReportsTest extends OneJenkins {
    private static final String GOOD =
            "<testcase classname=\"shop.Cart\" name=\"adds\" time=\"0.25\"/><testcase classname=\"shop.Cart\" name=\"removes\"/>";
    private static final String BAD = "<testcase classname=\"shop.Pay\" name=\"pays\" time=\"1.5\">"
            + "<failure message=\"expected 200, got 503\">at line 7\nat line 8</failure></testcase>";
    private static final String LEFT_OUT =
            "<testcase classname=\"shop.Pay\" name=\"refunds\"><skipped message=\"not in staging\"/></testcase>";

    private static String write(String file, String cases) {
        return "writeFile file: '" + file + "', text: '''<testsuite name=\"smoke\">" + cases + "</testsuite>'''\n";
    }

    private static String node(String steps) {
        return "node { deleteDir()\nwriteFile file: 'here.txt', text: ''\n" + steps + "\n}";
    }

    private static int total(WorkflowRun run) {
        return run.getAction(TestResultAction.class).getTotalCount();
    }

    @Test
    void everyCaseBecomesARowAndATestResultOfTheBuild() throws Exception {
        // Reading reports is no check of the network.
        ReleaseChecklistConfiguration.get().setAllowControllerProbes(false);
        WorkflowRun run = succeed(node(write("reports/a.xml", GOOD + BAD + LEFT_OUT)
                + "smokeTest environment: 'staging', junit: 'reports/*.xml', onFailure: 'continue'"));

        assertThat(lastRun(run, "smokeTest").checks())
                .extracting(
                        CheckResult::name,
                        CheckResult::kind,
                        CheckResult::target,
                        CheckResult::status,
                        CheckResult::latency,
                        CheckResult::attempts,
                        CheckResult::error,
                        CheckResult::response)
                .containsExactly(
                        tuple("shop.Cart.adds", "junit", "smoke", Status.PASSED, Duration.ofMillis(250), 1, "", ""),
                        tuple("shop.Cart.removes", "junit", "smoke", Status.PASSED, Duration.ZERO, 1, "", ""),
                        tuple(
                                "shop.Pay.pays",
                                "junit",
                                "smoke",
                                Status.FAILED,
                                Duration.ofMillis(1500),
                                1,
                                "expected 200, got 503",
                                "expected 200, got 503\nat line 7\nat line 8"),
                        tuple(
                                "shop.Pay.refunds",
                                "junit",
                                "smoke",
                                Status.SKIPPED,
                                Duration.ZERO,
                                1,
                                "not in staging",
                                ""));
        TestResultAction results = run.getAction(TestResultAction.class);
        assertThat(results.getTotalCount()).isEqualTo(4);
        assertThat(results.getFailCount()).isEqualTo(1);
        assertThat(results.getSkipCount()).isEqualTo(1);
        assertThat(results.getFailedTests().get(0).getEnclosingFlowNodeNames()).containsExactly("staging");
        assertExplained(
                run,
                "FAILED shop.Pay.pays: expected 200, got 503",
                "4 cases in the JUnit reports, 1 failed, 1 skipped",
                "1 of 4 checks failed; shop.Pay.pays: expected 200, got 503");
        assertThat(status(run, "staging-smoke-tests")).isEqualTo(ItemStatus.FAILED);
        assertThat(Recorded.of(run).all(ReleaseEvent.CheckSettled.class)).hasSize(4);
    }

    @Test
    void failingCasesMeanWhatOnFailureSays() throws Exception {
        String steps = write("a.xml", GOOD + BAD) + "smokeTest environment: 'staging', junit: 'a.xml'";
        assertExplained(run(Result.FAILURE, node(steps)), "ERROR: 1 of 3 checks failed; shop.Pay.pays: expected 200");
        run(Result.UNSTABLE, node(steps + ", onFailure: 'unstable'"));
        assertThat(lastRun(succeed(node(write("a.xml", GOOD + LEFT_OUT) + "smokeTest junit: 'a.xml'")), "smokeTest")
                        .isPassed())
                .isTrue();
    }

    @Test
    void readsReportsAfterTheChecks() throws Exception {
        WorkflowRun run = succeed(node(write("a.xml", GOOD) + "def tested = smokeTest environment: 'staging', junit:"
                + " 'a.xml, b/*.xml', checks: [httpCheck(name: 'health', url: '" + shop().url()
                + "/health')]\necho tested.checks.collect { it.name + ' ' + it.kind + ' ' + it.status }.join(', ')"));
        assertThat(Releasing.echoes(run))
                .containsExactly("health http PASSED, shop.Cart.adds junit PASSED, shop.Cart.removes junit PASSED");
    }

    @Test
    void readsReportsOnAnAgent() throws Exception {
        rule().createOnlineSlave(Label.get("reporters"));
        WorkflowRun run = succeed("node('reporters') { " + write("a.xml", GOOD) + "smokeTest junit: 'a.xml' }");
        assertThat(lastRun(run, "smokeTest").checks()).hasSize(2);
        assertThat(total(run)).isEqualTo(2);
    }

    @Test
    void missingAndEmptyReportsFail() throws Exception {
        WorkflowRun missing = run(Result.FAILURE, node("smokeTest onFailure: 'continue', junit: 'reports/*.xml'"));
        assertExplained(
                missing,
                "ERROR: junit: No test report files were found. Configuration error? (looked for 'reports/*.xml' in /");
        assertThat(lastRun(missing, "smokeTest").outcome()).hasValue(Outcome.FAILED);
        assertExplained(
                run(Result.FAILURE, node(write("a.xml", "") + "smokeTest junit: 'a.xml'")),
                "ERROR: junit: None of the test reports contained any result (looked for 'a.xml' in /");
        refuse(
                "smokeTest junit: 'a.xml'",
                "junit: reading 'a.xml' needs a workspace; put the step into a node (or a stage with an agent)");
        refuse("smokeTest junit: 'a.xml,'", "junit: expected Ant patterns of files in the workspace", "found 'a.xml,'");
        refuse("withSmokeTest(junit: '/a.xml') {}", "junit: expected Ant patterns", "found '/a.xml'");
        assertExplained(
                run(Result.FAILURE, node("withSmokeTest(junit: 'reports/*.xml') {}")),
                "ERROR: junit: No test report files were found.");
    }

    @Test
    void aFileThatIsNoReportFails() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                node(write("a.xml", GOOD) + "writeFile file: 'b.xml', text: '<testsuite'\nsmokeTest junit: '*.xml'"));
        assertExplained(
                run,
                "ERROR: junit: expected a JUnit report in b.xml, found XML that cannot be read (line 1, column 11)");
        assertThat(lastRun(run, "smokeTest").checks()).hasSize(2);
        assertThat(lastRun(run, "smokeTest").outcome()).hasValue(Outcome.FAILED);

        assertExplained(
                run(
                        Result.FAILURE,
                        node(
                                write("a.xml", GOOD)
                                        + "writeFile file: 'b.xml', text: '<test-run/>'\nsmokeTest junit: '*.xml', onFailure: 'continue'")),
                "ERROR: junit: expected a JUnit report in b.xml, with the root testsuites or testsuite, found test-run: a report of NUnit");
        assertExplained(
                run(
                        Result.FAILURE,
                        node(
                                "writeFile file: 'b.xml', text: '<!DOCTYPE a [<!ENTITY x \"y\">]><testsuite name=\"&x;\"/>'\n"
                                        + "smokeTest junit: '*.xml'")),
                "ERROR: junit: expected a JUnit report in b.xml, found XML that cannot be read");
    }

    @Test
    void whatTheJUnitPluginPassesOverFails() throws Exception {
        WorkflowRun run = succeed(node(write(
                        "a.xml",
                        GOOD
                                + "<testcase classname=\"shop.Pay\" name=\"pays\"><skipped/><failure message=\"no\"/></testcase>")
                + "writeFile file: 'b.xml', text: '<testsuite name=\"shop.Late\" failures=\"1\" errors=\"1\"/>'\n"
                + "smokeTest environment: 'staging', junit: '*.xml', onFailure: 'continue'"));
        assertThat(lastRun(run, "smokeTest").checks())
                .extracting(CheckResult::name, CheckResult::status)
                .containsExactly(
                        tuple("shop.Cart.adds", Status.PASSED),
                        tuple("shop.Cart.removes", Status.PASSED),
                        tuple("shop.Pay.pays", Status.FAILED),
                        tuple("shop.Late", Status.FAILED));
        assertThat(status(run, "staging-smoke-tests")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aBodyWhoseReportHasAFailedCaseFails() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                node("withSmokeTest(environment: 'staging', name: 'browser', junit: 'a.xml') { "
                        + write("a.xml", GOOD + BAD) + "}"));
        RunState recorded = lastRun(run, "withSmokeTest");
        assertThat(recorded.outcome()).hasValue(Outcome.FAILED);
        assertThat(recorded.checks()).hasSize(3);
        assertExplained(run, "ERROR: 1 of 3 checks failed; shop.Pay.pays: expected 200, got 503");
    }

    @Test
    void aBodyThatFailsStaysTheCauseAndItsReportsAreRead() throws Exception {
        WorkflowRun run = run(
                Result.FAILURE,
                node("withSmokeTest(environment: 'staging', junit: 'a.xml') { " + write("a.xml", GOOD + BAD)
                        + "error 'the browser crashed' }"));
        RunState recorded = lastRun(run, "withSmokeTest");
        assertThat(recorded.outcome()).hasValue(Outcome.FAILED);
        assertThat(recorded.reason()).hasValue("the browser crashed");
        assertThat(recorded.checks()).hasSize(3);
        assertThat(total(run)).isEqualTo(3);

        WorkflowRun without =
                run(Result.FAILURE, node("withSmokeTest(junit: 'a.xml') { error 'the browser crashed' }"));
        assertThat(lastRun(without, "withSmokeTest").reason()).hasValue("the browser crashed");
        assertExplained(without, "junit: No test report files were found");
    }

    @Test
    void aBodyWithGoodReportsReturnsTheirCases() throws Exception {
        WorkflowRun run = succeed(node("def tested = withSmokeTest(environment: 'staging', junit: 'a.xml') { "
                + write("a.xml", GOOD + LEFT_OUT) + "}\necho \"${tested.passed} ${tested.checks*.status}\""));
        assertThat(Releasing.echoes(run)).containsExactly("true [PASSED, PASSED, SKIPPED]");
        assertThat(status(run, "staging-smoke-tests")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void theEnvironmentTellsTheSameCaseApart() throws Exception {
        WorkflowRun run = succeed(node(write("a.xml", GOOD) + write("b.xml", BAD)
                + "smokeTest environment: 'staging', junit: 'a.xml'\n"
                + "smokeTest environment: 'production', junit: 'a.xml, b.xml', onFailure: 'continue'"));
        TestResultAction results = run.getAction(TestResultAction.class);
        assertThat(results.getTotalCount()).isEqualTo(5);
        assertThat(results.getPassedTests())
                .extracting(CaseResult::getDisplayName)
                .containsExactlyInAnyOrder(
                        "staging / adds", "staging / removes", "production / adds", "production / removes");
        assertThat(release(run).runs()).extracting(one -> one.checks().size()).containsExactly(2, 3);
    }

    @Test
    void casesOfTheSameNameStayApart() throws Exception {
        WorkflowRun run = succeed(node(write("a.xml", GOOD + "<testcase classname=\"shop.Cart\" name=\"adds\"/>")
                + "smokeTest junit: 'a.xml'"));
        assertThat(lastRun(run, "smokeTest").checks())
                .extracting(CheckResult::name)
                .containsExactly("shop.Cart.adds", "shop.Cart.removes", "shop.Cart.adds-2");
    }

    @Test
    void masksSecretsAndCutsLongDetails() throws Exception {
        String secret = "s3cr3t-t0ken-of-the-report";
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "report-token", "", Secret.fromString(secret)));
        String detail = "x".repeat(4060) + secret + "ü".repeat(5000);
        WorkflowRun run = succeed(node("withCredentials([string(credentialsId: 'report-token', variable: 'TOKEN')]) { "
                + write(
                        "a.xml",
                        "<testcase classname=\"shop.Pay\" name=\"pays\"><failure message=\"with " + secret + "\">"
                                + detail + "</failure></testcase>")
                + "smokeTest junit: 'a.xml', onFailure: 'continue' }"));

        CheckResult row = lastRun(run, "smokeTest").checks().get(0);
        assertThat(row.error()).isEqualTo("with ****");
        assertThat(row.response()).startsWith("with ****\nxxx").contains("x****ü");
        assertThat(row.response().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4090, 4096);
        assertThat(recorded(run)).doesNotContain(secret);
        assertThat(JenkinsRule.getLog(run)).doesNotContain(secret);
    }
}
