package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.TcpCheck;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CheckCredentialsTest {
    private FreeStyleBuild build;

    @BeforeEach
    void start(JenkinsRule jenkins) throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
    }

    @Test
    void aUserNameWithPasswordIsSentAsBasicAndASecretTextAsBearer() throws Exception {
        UsernamePasswordCredentialsImpl user =
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "probe", "", "anna", "s3cr3t-password");
        add(Domain.global(), user);
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken")));

        Map<String, ProbeCredentials> found = CheckCredentials.resolve(
                List.of(
                        check("a", "probe"),
                        check("b", "token"),
                        check("c", "token"),
                        TcpCheck.parse("db:1"),
                        check("d", "")),
                build);

        assertThat(found)
                .containsOnly(
                        Map.entry("probe", new ProbeCredentials.Basic("anna", "s3cr3t-password")),
                        Map.entry("token", new ProbeCredentials.Bearer("t0ken")));
        assertThat(CredentialsProvider.getFingerprintOf(user).getJobs()).contains("shop");
    }

    @Test
    void saysWhichCredentialsOfWhichCheckAreMissing() {
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "gone")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'gone'", "'health'", "https://www.example.com/health");
    }

    @Test
    void credentialsOfADomainGoToNoOtherHost() throws Exception {
        Domain domain = new Domain("internal", "", List.of(new HostnameSpecification("*.internal.example.com", "")));
        store().addDomain(domain);
        add(domain, new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t0ken")));
        Check inside = HttpCheck.builder("https://api.internal.example.com/")
                .name("inside")
                .credentialsId("token")
                .build();

        assertThat(CheckCredentials.resolve(List.of(inside), build)).containsOnlyKeys("token");
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(inside, check("outside", "token")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'token'", "'outside'");
    }

    @Test
    void credentialsThatOnlyJenkinsItselfMayUseAreMissing() throws Exception {
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", "", Secret.fromString("t0ken")));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "system")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'system'");
    }

    @Test
    void saysThatAnotherKindCannotBeSent() throws Exception {
        add(
                Domain.global(),
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL, "file", "", "key.pem", SecretBytes.fromRawBytes(new byte[] {1})));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "file")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'file'", "'health'", "expected a user name with password or a secret text");
    }

    @Test
    void saysThatATokenCannotBeSentWithoutShowingIt() throws Exception {
        add(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("two words")));
        assertThatThrownBy(() -> CheckCredentials.resolve(List.of(check("health", "token")), build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'token'", "'health'", "printable ASCII")
                .hasMessageNotContaining("two words");
    }

    private static Check check(String name, String credentialsId) {
        return HttpCheck.builder("https://www.example.com/health")
                .name(name)
                .credentialsId(credentialsId)
                .build();
    }

    private static void add(Domain domain, Credentials credentials) throws Exception {
        store().addCredentials(domain, credentials);
    }

    private static CredentialsStore store() {
        return CredentialsProvider.lookupStores(Jenkins.get()).iterator().next();
    }
}
