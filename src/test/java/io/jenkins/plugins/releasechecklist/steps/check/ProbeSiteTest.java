package io.jenkins.plugins.releasechecklist.steps.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Label;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.steps.Loopback;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Where checks run, and what they take along. */
class ProbeSiteTest extends OneJenkins {
    private static final String SECRET = "s3cr3t-t0ken-of-the-shop";

    private String health(String more) {
        return "checks: [httpCheck(name: 'health', url: '" + shop().url() + "/health'" + more + ")]";
    }

    @Test
    void refusesToCheckFromTheControllerUnlessTheAdministratorAllowsIt() throws Exception {
        ReleaseChecklistConfiguration.get().setAllowControllerProbes(false);
        String[] refusal = {
            "Checks run on the agent of the surrounding node",
            "Manage Jenkins > Release Checklist > Allow checks to run on the controller" + " (allowControllerProbes)"
        };

        refuse("smokeTest " + health(""), refusal);
        refuse("postDeployVerify " + health(""), refusal);
        WorkflowRun builtIn = run(Result.FAILURE, "node('built-in') { smokeTest " + health("") + " }");
        assertExplained(builtIn, refusal);
        assertThat(shop().authorizations()).isEmpty();

        Releasing.allowControllerProbes();
        succeed("smokeTest " + health(""));
        succeed("node('built-in') { smokeTest " + health("") + " }");
        assertThat(shop().authorizations()).hasSize(2);
    }

    @Test
    void checksFromTheAgentOfTheNode() throws Exception {
        ReleaseChecklistConfiguration.get().setAllowControllerProbes(false);
        rule().createOnlineSlave(Label.get("testers"));

        WorkflowRun run = succeed("""
            node('testers') {
              smokeTest environment: 'staging', %1$s
              postDeployVerify environment: 'production', duration: '20s', interval: '20s', %1$s
            }
            """.formatted(health("")));

        assertThat(lastRun(run, "smokeTest").isPassed()).isTrue();
        assertThat(lastRun(run, "postDeployVerify").isPassed()).isTrue();
    }

    @Test
    void sendsCredentials() throws Exception {
        store(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "shop-user", "", "tester", SECRET));
        store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "shop-token", "", Secret.fromString(SECRET)));

        WorkflowRun basic = succeed("smokeTest " + health(", credentialsId: 'shop-user'"));
        WorkflowRun bearer = succeed("smokeTest " + health(", credentialsId: 'shop-token'"));

        String user = Base64.getEncoder().encodeToString(("tester:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(shop().authorizations()).containsExactly("Basic " + user, "Bearer " + SECRET);
        for (WorkflowRun run : List.of(basic, bearer)) {
            assertThat(recorded(run)).doesNotContain(SECRET, user);
        }
        refuse(
                "smokeTest " + health(", credentialsId: 'shop-tokn'"),
                "There are no credentials 'shop-tokn' for the check 'health' that this build could use for "
                        + shop().url());
    }

    @Test
    void keepsSecretsOutOfLogAndRecord() throws Exception {
        store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "masked-token", "", Secret.fromString(SECRET)));
        String nobody = "http://127.0.0.1:" + Loopback.closedPort();
        WorkflowRun run = succeed("""
            withCredentials([string(credentialsId: 'masked-token', variable: 'TOKEN')]) {
              smokeTest environment: 'staging', retryFor: '0s', onFailure: 'continue', checks: [
                httpCheck("%1$s/${TOKEN}/a"),
                httpCheck("%1$s/${TOKEN}/b?key=${TOKEN}"),
                httpCheck(url: '%2$s/health', jsonPath: '$.status', expect: "not ${TOKEN}")]
              postDeployVerify environment: 'production', duration: '20s', interval: '20s', onFailure: 'continue',
                checks: [httpCheck("%1$s/${TOKEN}")]
              checklistItem id: 'monitoring', note: "seen with ${TOKEN}", evidence: ["https://example.com/${TOKEN}"]
              catchError(buildResult: 'SUCCESS') { withChecklistItem('deploy-production') { error "no ${TOKEN}" } }
              catchError(buildResult: 'SUCCESS') { rollbackRelease(environment: 'production', reason: "bad ${TOKEN}") {} }
              releaseChecklist version: '2.4.0'
              catchError(buildResult: 'SUCCESS') { releaseGate message: "With ${TOKEN}?", environment: 'production', timeout: '1ms', onTimeout: 'fail' }
              announceRelease dryRun: true, notes: "Now with ${TOKEN}"
            }
            """.formatted(nobody, shop().url()));

        assertThat(JenkinsRule.getLog(run)).doesNotContain(SECRET);
        assertThat(recorded(run)).doesNotContain(SECRET).contains("****");
        assertThat(lastRun(run, "smokeTest").checks()).hasSize(3);
    }

    private static void store(Credentials credentials) {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
    }
}
