package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.TlsCheck;
import java.time.Duration;
import java.util.List;
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
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

@WithJenkins
class ChecksInPipelineTest {
    /** As SPEC section 1 has them. */
    private static final String SPEC = """
            collect checks: [
              httpCheck(url: 'https://staging.example.com/health', status: 200, jsonPath: '$.status', expect: 'UP', maxLatency: '500ms'),
              tcpCheck('db.staging.example.com:5432'),
              tlsCheck(address: 'staging.example.com:443', minValidity: '14d')]
            """;

    private static final List<Check> SPEC_CHECKS = List.of(
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
        jenkins.assertBuildStatusSuccess(run(SPEC));
        assertThat(COLLECTED).containsExactlyElementsOf(SPEC_CHECKS);
    }

    @Test
    void theChecksOfTheSpecificationWorkInADeclarativePipeline() throws Exception {
        jenkins.assertBuildStatusSuccess(
                run("pipeline { agent none\n stages { stage('s') { steps {\n" + SPEC + "\n} } } }"));
        assertThat(COLLECTED).containsExactlyElementsOf(SPEC_CHECKS);
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
