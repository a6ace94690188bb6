package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.FolderProtection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.HttpCondition;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipes of docs/conditions.md, against servers that play the other systems, and what can go wrong with them. */
class HttpConditionTest extends OneJenkins {
    private static final String GATE = """
            releaseChecklist version: '2.4.0', name: 'shop'
            releaseGate environment: 'production', approvals: [qa: 1]
            """;
    private static final String INTERVAL = "io.jenkins.plugins.releasechecklist.builds.GateCondition.interval";
    private static final String TOKEN = "s3cret-token";

    private LoopbackServer server;
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeAll
    static void askOften() {
        System.setProperty(INTERVAL, "100ms");
    }

    @AfterAll
    static void askAsEver() {
        System.clearProperty(INTERVAL);
    }

    @BeforeEach
    void open() throws Exception {
        server = new LoopbackServer();
        credentials(new StringCredentialsImpl(CredentialsScope.SYSTEM, "cm-token", "", Secret.fromString(TOKEN)));
        credentials(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "cm-user", "", "jenkins", "pa55word"));
    }

    @AfterEach
    void close() {
        server.close();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @Test
    void aChangeOfServiceNowOpensTheGateWhenItIsApproved() throws Exception {
        plays("/api/now/table/change_request", "{\"result\": [{\"number\": \"CHG7\", \"approval\": \"requested\"}]}");
        HttpCondition change = condition(
                "change-request",
                "/api/now/table/change_request?sysparm_query=correlation_id%3D{application}-{version}"
                        + "&sysparm_fields=number,approval");
        change.setCredentialsId("cm-user");
        change.setAnswer("$.result[*].approval");
        change.setYes("approved");
        change.setNo("rejected, cancelled");
        protect(change);
        WorkflowRun run = voted(GATE);
        assertThat(release(run).gate("production").orElseThrow().policy().conditions())
                .containsExactly("change-request");
        awaitReason(run, "$.result[*].approval is 'requested', not yet approved");
        assertThat(waitingFor(run))
                .containsExactly(
                        "the condition change-request ($.result[*].approval is 'requested', not yet approved)");

        answer = "{\"result\": [{\"number\": \"CHG7\", \"approval\": \"approved\"}]}";

        end(Result.SUCCESS, run);
        LoopbackServer.Asked asked = server.asked().get(0);
        assertThat(asked.path())
                .isEqualTo("/api/now/table/change_request?sysparm_query=correlation_id%3Dshop-2.4.0"
                        + "&sysparm_fields=number,approval");
        assertThat(asked.authorization()).containsExactly("Basic amVua2luczpwYTU1d29yZA==");
    }

    @Test
    void anIssueOfJiraThatIsDeclinedKeepsTheGateClosed() throws Exception {
        plays("/rest/api/3/search/jql", "{\"issues\": [{\"fields\": {\"status\": {\"name\": \"Declined\"}}}]}");
        HttpCondition issue = condition(
                "release-issue",
                "/rest/api/3/search/jql?fields=status&jql=project%3DCHG%20AND%20fixVersion%3D%22{version}%22");
        issue.setAnswer("$.issues[*].fields.status.name");
        issue.setYes("Approved, Ready to deploy");
        issue.setNo("Declined");
        protect(issue);
        WorkflowRun run = voted(GATE);
        awaitReason(run, "$.issues[*].fields.status.name is 'Declined', which means no");

        answer = "{\"issues\": [{\"fields\": {\"status\": {\"name\": \"Ready to deploy\"}}}]}";
        end(Result.SUCCESS, run);
    }

    @Test
    void aPolicyOfOpaIsAskedWithTheRelease() throws Exception {
        plays("/v1/data/release/allow", "{\"result\": true}");
        HttpCondition policy = condition("policy", "/v1/data/release/allow");
        policy.setBody("""
                {"input": {"application": "{application}", "version": "{version}", "environment": "{environment}",
                  "type": "{type}", "job": "{job}", "build": "{build}"}}""");
        policy.setCredentialsId("cm-token");
        policy.setAnswer("$.result");
        policy.setYes("true");
        policy.setNo("false");
        protect(policy);
        // However the Jenkinsfile writes it, the policy hears of the environment that the rule is about.
        WorkflowRun run = voted(GATE.replace("'production'", "'PRODUCTION'"));
        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.only(ReleaseEvent.ConditionAnswered.class).answer().reason())
                .isEqualTo("$.result is 'true'");
        LoopbackServer.Asked asked = server.asked().get(0);
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.authorization()).containsExactly("Bearer " + TOKEN);
        assertThat(asked.body().replaceAll("\\s+", " "))
                .isEqualTo(
                        "{\"input\": {\"application\": \"shop\", \"version\": \"2.4.0\", \"environment\": \"production\","
                                + " \"type\": \"minor\", \"job\": \""
                                + run.getParent().getFullName()
                                + "\", \"build\": \"1\"}}");
    }

    @Test
    void goesOnWhenTheOtherSystemRecovers() throws Exception {
        plays("/health", "down");
        status = 503;
        protect(condition("platform", "/health"));
        WorkflowRun run = voted(GATE);
        awaitReason(run, "expected status 200-299, got 503 Service Unavailable");

        status = 200;

        Recorded recorded = Recorded.of(end(Result.SUCCESS, run));
        assertThat(recorded.all(ReleaseEvent.ConditionAnswered.class))
                .extracting(event -> event.answer().reason())
                .containsExactly("expected status 200-299, got 503 Service Unavailable", "answered 200 OK");
    }

    @Test
    void isAskedAtOnceWhenItIsSavedAnew() throws Exception {
        plays("/health", "fine");
        HttpCondition wrong = condition("platform", "/gone");
        wrong.setEvery("1d");
        protect(wrong);
        WorkflowRun run = voted(GATE);
        awaitReason(run, "expected status 200-299, got 404 Not Found");

        HttpCondition right = condition("platform", "/health");
        right.setEvery("1d");
        protect(right);
        end(Result.SUCCESS, run);
    }

    @Test
    void theControllerAsksNobodyWhomItMayNotAsk() throws Exception {
        plays("/health", "fine");
        ReleaseChecklistConfiguration.get().setControllerDeniedTargets(List.of("127.0.0.0/8"));
        protect(condition("platform", "/health"));
        WorkflowRun run = voted(GATE);
        awaitReason(run, "the rule 127.0.0.0/8 denies it");
        assertThat(server.asked()).isEmpty();
        abort(run);
    }

    @Test
    void whatItSendsIsNotRecorded() throws Exception {
        plays("/echo", "{\"state\": \"unknown token " + TOKEN + "\"}");
        HttpCondition echo = condition("echo", "/echo");
        echo.setCredentialsId("cm-token");
        echo.setAnswer("$.state");
        echo.setYes("yes");
        protect(echo);
        WorkflowRun run = voted(GATE);
        awaitReason(run, "$.state is 'unknown token ****', not yet yes");
        assertThat(recorded(run)).doesNotContain(TOKEN);
        abort(run);
    }

    @Test
    void saysWhichCredentialsAreMissing() throws Exception {
        HttpCondition change = condition("change", "/change");
        change.setCredentialsId("gone");
        protect(change);
        WorkflowRun run = voted(GATE);
        awaitReason(run, "gone");
        abort(run);
    }

    @Test
    void theConditionOfAFolderJoinsThatOfTheSystem() throws Exception {
        plays("/folder", "{\"state\": \"yes\"}");
        server.on("/system", 200, "{\"state\": \"not now\"}");
        Folder folder = rule().createProject(Folder.class);
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(environment(state("/folder"))));
        folder.addProperty(protection);
        protect(state("/system"));
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(GATE, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        vote(run, "production");
        awaitReason(run, "$.state is 'not now', not yet yes");

        ReleaseChecklistConfiguration.get().setAllowControllerProbes(false);
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        ReleaseChecklistConfiguration.get().save();
        awaitReason(run, "which the administrator has to allow first");

        ReleaseChecklistConfiguration.get().setAllowControllerProbes(true);
        ReleaseChecklistConfiguration.get().save();
        end(Result.SUCCESS, run);
        assertThat(server.asked()).extracting(LoopbackServer.Asked::path).contains("/folder", "/system");
    }

    private HttpCondition state(String path) {
        HttpCondition state = condition("state", path);
        state.setAnswer("$.state");
        state.setYes("yes");
        return state;
    }

    private void plays(String path, String body) {
        answer = body;
        server.on(path, exchange -> LoopbackServer.send(exchange, status, answer));
    }

    private HttpCondition condition(String id, String path) {
        return new HttpCondition(id, server.url("/").replaceFirst("/$", "") + path);
    }

    private static ProtectedEnvironment environment(RequiredCondition condition) {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setConditions(List.of(condition));
        return production;
    }

    private static void protect(RequiredCondition condition) {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(environment(condition)));
        ReleaseChecklistConfiguration.get().save();
    }

    private static WorkflowRun voted(String script) throws Exception {
        return voted(script, "production");
    }

    private static WorkflowRun voted(String script, String gate) throws Exception {
        return vote(start(script), gate);
    }

    private static WorkflowRun vote(WorkflowRun run, String gate) throws Exception {
        Releasing.awaitGate(run, gate);
        Releasing.go(run, "qa", gate);
        return run;
    }

    private static void awaitReason(WorkflowRun run, String reason) throws Exception {
        Releasing.awaitRelease(
                run,
                release -> release.gate("production").orElseThrow().answers().stream()
                        .anyMatch(answer -> answer.reason().contains(reason)));
    }

    private static void abort(WorkflowRun run) throws Exception {
        run.doStop();
        end(Result.ABORTED, run);
    }

    private static void credentials(Credentials credentials) {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
    }

    private static List<String> waitingFor(WorkflowRun run) throws IOException {
        return new Decisions(run, BuildRecords.of(run).orElseThrow())
                .standing(release(run).gate("production").orElseThrow()).waitingFor().stream()
                        .map(UnmetCondition::text)
                        .toList();
    }
}
