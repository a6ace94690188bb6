package io.jenkins.plugins.releasechecklist.steps.check;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Label;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

/** What an agent is given, and what is believed of what it sends back. */
class AgentAnswersTest extends OneJenkins {
    private static final int LARGE = 2_000_000;

    // security.md: S30
    @Test
    void resultsOfOtherChecksAreRefused() throws Exception {
        rule().createOnlineSlave(Label.get("rogue"));
        for (String step : List.of(
                "smokeTest retryFor: '0s', ",
                "postDeployVerify environment: 'production', duration: '20s', interval: '20s', ")) {
            WorkflowRun run = run(Result.FAILURE, "node('rogue') { " + step + "checks: [rogueCheck('forged')] }");
            assertExplained(run, "Expected from the agent", "found 'forged'", "nothing of that is kept");
            assertThat(release(run).runs()).singleElement().satisfies(recorded -> {
                assertThat(recorded.checks()).isEmpty();
                assertThat(recorded.samples()).isEmpty();
                assertThat(recorded.isPassed()).isFalse();
            });
        }
    }

    // security.md: S31
    @Test
    void whatIsKeptOfThemIsBounded() throws Exception {
        rule().createOnlineSlave(Label.get("chatty"));
        WorkflowRun smoke =
                run(Result.FAILURE, "node('chatty') { smokeTest retryFor: '0s', checks: [rogueCheck('large')] }");
        assertThat(lastRun(smoke, "smokeTest").checks()).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("large");
            assertThat(check.kind()).isEqualTo("rogue");
            assertThat(check.target()).isEqualTo("home");
            assertThat(check.error()).hasSize(1003).endsWith("...");
        });
        WorkflowRun verification = run(
                Result.FAILURE,
                "node('chatty') { postDeployVerify environment: 'production', duration: '20s', interval: '20s',"
                        + " checks: [rogueCheck('large')] }");
        assertThat(lastRun(verification, "postDeployVerify").samples())
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.error()).hasSize(1003));
        for (WorkflowRun run : List.of(smoke, verification)) {
            assertThat(Files.size(run.getRootDir().toPath().resolve("release-checklist/events.jsonl")))
                    .isLessThan(50_000);
            assertThat(run.getLogText().length()).isLessThan(50_000);
        }
    }

    @Test
    void aReportHasAsManyRowsAsSomebodyReads() {
        List<CheckResult> rows = IntStream.range(0, 20_000)
                .mapToObj(number -> row("case " + number, number % 10 == 9))
                .collect(Collectors.toList());

        List<CheckResult> bounded = JUnitReports.bounded(rows);

        assertThat(bounded).hasSize(1001);
        assertThat(bounded.get(0).name()).isEqualTo("case 9");
        assertThat(bounded).allMatch(row -> row.status() == CheckResult.Status.FAILED);
        assertThat(bounded.get(1000).name()).isEqualTo("19000 more cases");
        assertThat(bounded.get(1000).error()).isEqualTo("1000 of them failed");
        assertThat(JUnitReports.bounded(rows.subList(0, 1000))).isEqualTo(rows.subList(0, 1000));
        List<CheckResult> passed = IntStream.range(0, 1001)
                .mapToObj(number -> row("case " + number, false))
                .toList();
        assertThat(JUnitReports.bounded(passed)).allMatch(CheckResult::passed);
    }

    private static CheckResult row(String name, boolean failed) {
        return new CheckResult(
                name,
                "junit",
                "shop",
                failed ? CheckResult.Status.FAILED : CheckResult.Status.PASSED,
                Duration.ZERO,
                1,
                failed ? "wrong" : "");
    }

    // security.md: S29
    @Test
    void theyAreGivenOnlyWhatTheirChecksNeed() {
        ProbeProxy proxy = new ProbeProxy("proxy.example.com", 3128, "jenkins", "s3cr3t", List.of("inside\\..*"));
        Check tcp = new TcpCheck("db", "db.example.com", 5432, "", "");
        Check inside = HttpCheck.builder("https://inside.example.com/").build();
        Check outside = HttpCheck.builder("https://outside.example.com/").build();

        assertThat(ProbeSite.needed(proxy, List.of(tcp))).isEqualTo(ProbeProxy.NONE);
        assertThat(ProbeSite.needed(proxy, List.of(tcp, inside)).password()).isEmpty();
        assertThat(ProbeSite.needed(proxy, List.of(tcp, inside)).user()).isEmpty();
        assertThat(ProbeSite.needed(proxy, List.of(tcp, inside)).host()).isEqualTo("proxy.example.com");
        assertThat(ProbeSite.needed(proxy, List.of(inside, outside))).isEqualTo(proxy);
        assertThat(ProbeSite.needed(proxy, List.of(new RogueCheck("of another plugin"))))
                .isEqualTo(proxy);

        assertThat(ProbeSite.runsCommands(List.of(tcp, inside, outside))).isFalse();
        assertThat(ProbeSite.runsCommands(List.of(tcp, new RogueCheck("of another plugin"))))
                .isTrue();
    }

    @Test
    void aWorkspaceIsMadeForCommandsOnly() throws Exception {
        Slave agent = rule().createOnlineSlave(Label.get("fresh"));
        String tcp = "tcpCheck('" + shop().url().replaceAll("http://|/.*", "") + "')";
        succeed("node('fresh') { smokeTest checks: [" + tcp + "] }");
        assertThat(agent.getWorkspaceRoot().list()).isEmpty();

        succeed("node('fresh') { withEnv(['WHO=shop']) { smokeTest checks: [commandCheck('test \"$WHO\" = shop'), "
                + tcp + "] } }");
        assertThat(agent.getWorkspaceRoot().list()).isNotEmpty();
    }

    /** Honest here, and not where it is sent. */
    private static final class RogueCheck implements Check {
        private static final long serialVersionUID = 1L;

        private final String mode;
        private final transient boolean home;

        RogueCheck(String mode) {
            this.mode = mode;
            this.home = true;
        }

        @Override
        public String name() {
            return home && mode.equals("forged") ? "honest" : mode;
        }

        @Override
        public String kind() {
            return home ? "rogue" : "x".repeat(LARGE);
        }

        @Override
        public String target() {
            return home ? "home" : "x".repeat(LARGE);
        }

        @Override
        public CompletableFuture<Observation> attempt(ProbeContext context) {
            return CompletableFuture.completedFuture(Observation.refused(Duration.ZERO, "e".repeat(LARGE)));
        }
    }

    /** The same for a Jenkinsfile. */
    public static class RogueReleaseCheck extends ReleaseCheck {
        private static final long serialVersionUID = 1L;

        private final String mode;

        @DataBoundConstructor
        public RogueReleaseCheck(String mode) {
            this.mode = mode;
        }

        public String getMode() {
            return mode;
        }

        @Override
        protected Check create() {
            return new RogueCheck(mode);
        }

        @TestExtension
        @Symbol("rogueCheck")
        public static class DescriptorImpl extends ReleaseCheckDescriptor {
            @Override
            @NonNull
            public String getDisplayName() {
                return "Rogue";
            }
        }
    }
}
