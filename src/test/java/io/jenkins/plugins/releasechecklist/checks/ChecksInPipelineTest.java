package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

@InSharedJenkins
class ChecksInPipelineTest {
    /** Checks as people write them. */
    private static final String WRITTEN = """
            collect checks: [
              httpCheck(url: 'https://staging.example.com/health', status: 200, jsonPath: '$.status', expect: 'UP', maxLatency: '500ms'),
              tcpCheck('db.staging.example.com:5432'),
              tlsCheck(address: 'staging.example.com:443', minValidity: '14d')]
            """;

    private static final List<Check> WRITTEN_CHECKS = List.of(
            HttpCheck.builder("https://staging.example.com/health")
                    .status(new StatusRange(200, 200))
                    .jsonPath("$.status")
                    .expect("UP")
                    .maxLatency(Duration.ofMillis(500))
                    .build(),
            TcpCheck.parse("db.staging.example.com:5432"),
            TlsCheck.parse("staging.example.com:443").withMinValidity(Duration.ofDays(14)));

    private static final List<Check> COLLECTED = new CopyOnWriteArrayList<>();

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
        COLLECTED.clear();
    }

    @Test
    void theChecksOfTheSpecificationWorkInAScriptedPipeline() throws Exception {
        jenkins.assertBuildStatusSuccess(run(WRITTEN));
        assertThat(COLLECTED).containsExactlyElementsOf(WRITTEN_CHECKS);
    }

    @Test
    void theChecksOfTheSpecificationWorkInADeclarativePipeline() throws Exception {
        jenkins.assertBuildStatusSuccess(
                run("pipeline { agent none\n stages { stage('s') { steps {\n" + WRITTEN + "\n} } } }"));
        assertThat(COLLECTED).containsExactlyElementsOf(WRITTEN_CHECKS);
    }

    @Test
    void headersAndVariablesWork() throws Exception {
        jenkins.assertBuildStatusSuccess(run("""
                def host = 'staging.example.com'
                def checks = [httpCheck(url: "https://${host}/", headers: [Accept: 'text/html', "X-${host}": "on ${host}"])]
                collect checks: checks + tcpCheck("${host}:${5000 + 432}")
                """));
        assertThat(COLLECTED)
                .containsExactly(
                        HttpCheck.builder("https://staging.example.com/")
                                .header("Accept", "text/html")
                                .header("X-staging.example.com", "on staging.example.com")
                                .build(),
                        TcpCheck.parse("staging.example.com:5432"));
    }

    @Test
    void formsJsonAndExpectedHeadersWork() throws Exception {
        jenkins.assertBuildStatusSuccess(run("""
                def host = 'staging.example.com'
                collect checks: [
                  httpCheck(url: "https://${host}/a", json: [items: [[sku: "on ${host}"], 2, true, null]],
                            expectHeaders: ["X-${host}": "^on ${host}"]),
                  httpCheck(url: "https://${host}/b", form: [user: 'anna', count: 2], certificateId: 'client')]
                """));
        assertThat(COLLECTED)
                .containsExactly(
                        HttpCheck.builder("https://staging.example.com/a")
                                .json(new RequestBody.Json(
                                        "{\"items\":[{\"sku\":\"on staging.example.com\"},2,true,null]}"))
                                .expectHeader("X-staging.example.com", "^on staging.example.com")
                                .build(),
                        HttpCheck.builder("https://staging.example.com/b")
                                .form(Map.of("user", "anna", "count", "2"))
                                .certificateId("client")
                                .build());
    }

    @Test
    void theOtherKindsWorkInBothPipelines() throws Exception {
        String steps = """
            collect checks: [
              tcpCheck(address: 'cache:6379', send: 'PING\\\\r\\\\n', expect: '+PONG'),
              dnsCheck('www.example.com'),
              dnsCheck(host: 'www.example.com', name: 'dns', resolvesTo: ['203.0.113.7', '10.0.0.0/8']),
              commandCheck('./smoke.sh'),
              commandCheck(command: "./smoke.sh ${1 + 1}", exitCode: 3, outputContains: 12, outputMatches: 'a$')]
            """;
        List<Check> expected = List.of(
                TcpCheck.parse("cache:6379").sending("PING\\r\\n").expecting("+PONG"),
                DnsCheck.parse("www.example.com"),
                DnsCheck.parse("www.example.com")
                        .named("dns")
                        .resolvingTo(DnsCheck.networks("203.0.113.7, 10.0.0.0/8")),
                CommandCheck.of("./smoke.sh"),
                CommandCheck.of("./smoke.sh 2").exiting(3).containing("12").matching("a$"));

        jenkins.assertBuildStatusSuccess(run(steps));
        assertThat(COLLECTED).containsExactlyElementsOf(expected);

        COLLECTED.clear();
        jenkins.assertBuildStatusSuccess(
                run("pipeline { agent none\n stages { stage('s') { steps {\n" + steps + "\n} } } }"));
        assertThat(COLLECTED).containsExactlyElementsOf(expected);
    }

    @Test
    void mistakesInTheOtherKindsFailWithOneMessageAndNoStackTrace() throws Exception {
        assertFails("tcpCheck(address: 'a:1', send: '\\\\q')", "tcpCheck: send: expected one of the escapes ");
        assertFails("dnsCheck()", "dnsCheck: host: expected a host name such as www.example.com, found nothing");
        assertFails("dnsCheck(host: 'a', resolvesTo: 'b')", "dnsCheck: resolvesTo: expected an address such as");
        assertFails(
                "commandCheck(exitCode: 1)",
                "commandCheck: command: expected a command such as ./smoke.sh, found nothing");
        assertFails(
                "commandCheck(command: 'a', exitCode: 256)",
                "commandCheck: exitCode: expected a whole number from 0 to 255, found '256'");
        assertFails(
                "commandCheck(command: 'a', outputMatches: '[')",
                "commandCheck: outputMatches: expected a regular expression, found '['");
    }

    private void assertFails(String check, String message) throws Exception {
        WorkflowRun build = run("collect checks: [" + check + "]");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: " + message, build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aMistakeFailsWithOneMessageAndNoStackTrace() throws Exception {
        WorkflowRun build = run("collect checks: [httpCheck(name: 'health', status: 99, url: 'https://example.com')]");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(
                "ERROR: httpCheck 'health': status: expected a status such as 200, 2xx or 200-299, found '99'", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aMissingValueFailsWithOneMessageAndNoStackTrace() throws Exception {
        WorkflowRun build = run("collect checks: [tlsCheck(minValidity: '14d')]");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(
                "ERROR: tlsCheck: address: expected an address such as www.example.com:443, found nothing", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }

    /** Turns checks into those of the engine, as a step does. */
    public static final class CollectStep extends Step {
        private List<ReleaseCheck> checks = List.of();

        @DataBoundConstructor
        public CollectStep() {}

        public List<ReleaseCheck> getChecks() {
            return checks;
        }

        @DataBoundSetter
        public void setChecks(List<ReleaseCheck> checks) {
            this.checks = checks;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, checks);
        }

        private static final class Execution extends SynchronousStepExecution<Void> {
            private static final long serialVersionUID = 1L;

            private final transient List<ReleaseCheck> checks;

            Execution(StepContext context, List<ReleaseCheck> checks) {
                super(context);
                this.checks = checks;
            }

            @Override
            protected Void run() throws Exception {
                COLLECTED.addAll(ReleaseCheck.toChecks(checks));
                return null;
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "collect";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }
        }
    }
}
