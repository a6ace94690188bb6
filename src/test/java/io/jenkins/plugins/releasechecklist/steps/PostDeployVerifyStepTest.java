package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

class PostDeployVerifyStepTest extends OneJenkins {
    private static final String ITEM = "post-deploy-verification";
    /** One round, which does not have to be in a hurry. */
    private static final String ONCE = "environment: 'production', duration: '20s', interval: '20s', ";

    private String health() {
        return "checks: [httpCheck(name: 'health', url: '" + shop().url() + "/health')]";
    }

    private String version() {
        return "version: [url: '" + shop().url() + "/version', jsonPath: '$.version']";
    }

    private static Judgement judgement(WorkflowRun run) throws Exception {
        return lastRun(run, "postDeployVerify").judgement().orElseThrow();
    }

    @Test
    void passesWhatWorksAndReturnsWhatWasSeen() throws Exception {
        shop().deploy("2.4.0");
        WorkflowRun run = succeed("""
            releaseChecklist version: '2.4.0'
            def seen = postDeployVerify %s p95: '<= 20s', %s, %s
            echo "${seen.name} ${seen.environment} ${seen.verdict} ${seen.samples} ${seen.successRate} ${seen.p95Millis >= 0} ${seen.reasons.size() > 0}"
            """.formatted(ONCE, health(), version()));

        assertThat(Releasing.echoes(run))
                .singleElement()
                .isEqualTo("post-deploy-verify-production production PASS 1 1.0 true true");
        assertThat(judgement(run).version()).contains("2.4.0");
        assertThat(status(run, ITEM)).isEqualTo(ItemStatus.PASSED);
        assertThat(item(run, "deploy-production").note().map(Phrase::text))
                .contains("Implied by post-deploy-verify-production");
    }

    @Test
    void takesARoundAtEveryInterval() throws Exception {
        WorkflowRun run =
                succeed("postDeployVerify environment: 'production', duration: '4s', interval: '2s', " + health());

        List<Sample> samples = lastRun(run, "postDeployVerify").samples();
        assertThat(samples).hasSize(2);
        assertThat(Duration.between(samples.get(0).at(), samples.get(1).at())).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void failsWhenAnotherVersionIsDeployed() throws Exception {
        shop().deploy("2.4.0");
        String steps = "releaseChecklist version: '2.5.0'\npostDeployVerify " + ONCE + version();

        WorkflowRun run = run(Result.FAILURE, declarative(steps));
        assertExplained(run, "[postDeployVerify] FAIL: ", "2.5.0", "2.4.0");
        assertThat(judgement(run).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement(run).version()).isEmpty();
        assertThat(status(run, ITEM)).isEqualTo(ItemStatus.FAILED);
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.FAILED);
    }

    @Test
    void stopsAsSoonAsTheOutcomeIsCertain() throws Exception {
        shop().breakDown();
        String steps = "postDeployVerify environment: 'production', duration: '30m', interval: '10m', " + health();

        WorkflowRun failed = run(Result.FAILURE, steps);
        assertExplained(
                failed,
                "FAIL: health failed: expected status 200-299, got 503 Service Unavailable; "
                        + "success rate 0% (0 of 1 samples): >= 99% can no longer be met");
        assertThat(judgement(failed).samples()).isEqualTo(1);
        assertThat(item(failed, ITEM).note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).startsWith("health failed: "));
    }

    @Test
    void decidesWhatADoubtMeans() throws Exception {
        shop().breakDown();
        String steps = "echo postDeployVerify(" + ONCE + "successRate: '>= 0%%', p95: '<= 1s', onInconclusive: '%s', "
                + health() + ").verdict";

        WorkflowRun failed = run(Result.FAILURE, steps.formatted("fail"));
        assertExplained(failed, "INCONCLUSIVE: no sample passed, so there is no latency to judge");
        assertThat(status(failed, ITEM)).isEqualTo(ItemStatus.FAILED);

        WorkflowRun passed = succeed(steps.formatted("pass"));
        assertThat(Releasing.echoes(passed)).containsExactly("INCONCLUSIVE");
        assertThat(judgement(passed).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(status(passed, ITEM)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void goesOnWhenAFailureDoesNotMatter() throws Exception {
        shop().breakDown();
        String steps = "echo postDeployVerify(" + ONCE + "onFailure: '%s', " + health() + ").verdict";

        WorkflowRun unstable = run(Result.UNSTABLE, steps.formatted("unstable"));
        assertThat(Releasing.echoes(unstable)).containsExactly("FAIL");
        assertExplained(unstable, "[postDeployVerify] FAIL: health failed", "success rate 0%");
        WorkflowRun continued = succeed(steps.formatted("continue"));
        assertThat(Releasing.echoes(continued)).containsExactly("FAIL");
        assertThat(status(continued, ITEM)).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void refusesWrongParameters() throws Exception {
        refuse("postDeployVerify environment: 'production'", "postDeployVerify has nothing to check");
        refuse(
                "postDeployVerify duration: 'long', " + health(),
                "duration: expected a duration such as",
                "found 'long'");
        refuse("postDeployVerify interval: '0s', " + health(), "interval: expected more than zero, found 0s");
        refuse("postDeployVerify successRate: '99', " + health(), "successRate: ", "found");
        refuse(
                "postDeployVerify successRate: '> 100%', " + health(),
                "successRate: expected what can be reached with 100%, found '> 100%'");
        refuse("postDeployVerify p95: '>= 800ms', " + health(), "p95: expected < or <= and", "found '>= 800ms'");
        refuse(
                "postDeployVerify onFailure: 'fial', " + health(),
                "onFailure: unknown value 'fial'; did you mean 'fail'?");
        refuse(
                "postDeployVerify onInconclusive: 'pas', " + health(),
                "onInconclusive: unknown value 'pas'; did you mean 'pass'? Allowed: fail, pass");
        refuse(
                "postDeployVerify version: [ulr: 'http://x', jsonPath: '$.v']",
                "version.ulr: unknown key; did you mean \"url\"?");
        refuse(
                "postDeployVerify " + version(),
                "version: cannot verify the version, because the release has none",
                "releaseChecklist(version: '...')");
        refuse("postDeployVerify consecutiveFailures: -1, " + health(), "consecutiveFailures: expected 1 or more");
        refuse(
                "postDeployVerify metrics: [[nam: 'a']], " + health(),
                "metrics[0].nam: unknown key; did you mean \"name\"?");
        refuse("postDeployVerify p99: '<= 1', " + health(), "p99: expected < or <= and a duration, found '<= 1'");
    }

    @Test
    void readsThePlan() throws Exception {
        WorkflowRun run =
                succeed(opening("p95: \"<= 20s\"") + "postDeployVerify environment: 'production', " + health());
        assertThat(judgement(run).samples()).isEqualTo(1);
        assertExplained(
                run(Result.FAILURE, opening("p95: \"<= 20s\"") + "postDeployVerify environment: 'prodution'"),
                "'prodution'; did you mean 'production'?");
    }

    private static String opening(String verify) {
        return "node { writeFile file: 'plan.yaml', text: '''{environments: {production: {verify: {duration: 20s,"
                + " interval: 20s, " + verify + "}}}}'''\n"
                + "releaseChecklist version: '2.4.0', plan: 'plan.yaml' }\n";
    }

    private String queue(String pass) {
        return "metrics: [[name: 'queue', url: '" + shop().url() + "/status', jsonPath: '$.queue', pass: '" + pass
                + "']]";
    }

    @Test
    void measuresMetricsOfThePlanAndOfTheStep() throws Exception {
        shop().queue(7);
        String metrics =
                "metrics: [{name: queue, url: \"" + shop().url() + "/status\", jsonPath: $.queue, pass: \"<= 10\"}]";

        WorkflowRun planned = succeed(
                opening(metrics) + "def seen = postDeployVerify environment: 'production'\n"
                        + "echo \"${seen.verdict} ${seen.metrics[0].name} ${seen.metrics[0].value} ${seen.metrics[0].samples}\"");
        assertThat(Releasing.echoes(planned)).containsExactly("PASS queue 7.0 1");
        WorkflowRun inline = run(Result.FAILURE, "postDeployVerify " + ONCE + queue("<= 5") + ", " + health());
        assertExplained(inline, "FAIL: queue was 7 at ", "(limit <= 5)");
        assertThat(judgement(inline).metrics())
                .containsExactly(new MetricOutcome("queue", Verdict.FAIL, Optional.of(7.0), 1, 0));
    }

    @Test
    void comparesWithTheBaselineThatWasMeasuredBeforeTheDeployment() throws Exception {
        shop().queue(100);
        String measure = "echo \"before: ${postDeployVerify(" + ONCE + "baseline: true, " + queue("<= baseline + 10%")
                + ").metrics}\"\n";
        String verify = "postDeployVerify " + ONCE + queue("<= baseline + 10%");

        WorkflowRun same = succeed(measure + verify);
        assertThat(Releasing.echoes(same)).containsExactly("before: [queue:100.0]");
        assertExplained(same, "Compared with what baseline-production measured at ", "baseline 100");
        assertThat(lastRun(same, "postDeployVerify")
                        .verification()
                        .orElseThrow()
                        .objectives())
                .contains(new Objective(
                        Measure.METRIC, "queue", "<= baseline + 10%", Optional.of(110.0), Optional.of(100.0)));
        assertThat(status(same, ITEM)).isEqualTo(ItemStatus.PASSED);
        assertThat(status(succeed(measure), ITEM)).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void comparesWithTheLastKnownGoodReleaseOtherwise() throws Exception {
        String verify = "releaseChecklist version: '2.%s.0'\npostDeployVerify " + ONCE + queue("<= baseline + 10%%")
                + ", onInconclusive: 'pass'";
        shop().queue(100);
        WorkflowJob job = job(verify.formatted("4"));
        WorkflowRun first = end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        assertExplained(first, "There is no baseline to compare with", "INCONCLUSIVE: no baseline");
        shop().queue(111);
        job.setDefinition(new CpsFlowDefinition(verify.formatted("5"), true));
        WorkflowRun second = end(Result.FAILURE, job.scheduleBuild2(0).waitForStart());
        assertExplained(
                second,
                "Compared with the last known-good release 2.4.0 (#1)",
                "FAIL: queue was 111 at ",
                "(limit <= baseline + 10% = 110, baseline 100)");
    }

    @Test
    void comparesAllValuesWithThoseOfTheLastKnownGoodRelease() throws Exception {
        String verify =
                "releaseChecklist version: '2.%s.0'\npostDeployVerify environment: 'production', duration: '10s',"
                        + " interval: '500ms', p50: 'no worse than baseline by 100000%%', "
                        + queue("no worse than baseline by 10%%") + ", " + health() + ", onInconclusive: 'pass'";
        shop().queue(100);
        WorkflowJob job = job(verify.formatted("4"));
        WorkflowRun first = end(Result.SUCCESS, job.scheduleBuild2(0).waitForStart());
        assertExplained(first, "at most 1 of 20 samples may fail", "INCONCLUSIVE: no baseline");
        shop().queue(150);
        job.setDefinition(new CpsFlowDefinition(verify.formatted("5"), true));
        WorkflowRun second = end(Result.FAILURE, job.scheduleBuild2(0).waitForStart());
        assertExplained(
                second,
                "FAIL: queue is worse (no worse than baseline by 10%): in 100% of all pairs",
                "corrected for 2 comparisons");
        assertThat(judgement(second).comparisons())
                .containsOnly(Map.entry("queue", Verdict.FAIL), Map.entry("p50", Verdict.PASS));
        assertThat(lastRun(second, "postDeployVerify")
                        .verification()
                        .orElseThrow()
                        .before())
                .containsOnlyKeys("p50", "queue");
    }

    @Test
    void asksEveryInstanceForItsVersion() throws Exception {
        shop().deploy("2.4.0");
        String urls = "version: [urls: ['" + shop().url() + "/version', '" + shop().url()
                + "/old-version'], jsonPath: '$.version']";

        WorkflowRun run = run(Result.FAILURE, "releaseChecklist version: '2.4.0'\npostDeployVerify " + ONCE + urls);
        assertExplained(run, "FAIL: 1 of 2 instances is not as expected: 127.0.0.1:", "got 2.3.9");
    }
}
