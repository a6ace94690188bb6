package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CheckFieldsTest {
    private static final String URL = "https://www.example.com/health";

    private final HttpReleaseCheckDescriptor http = new HttpReleaseCheckDescriptor();
    private final TcpReleaseCheck.DescriptorImpl tcp = new TcpReleaseCheck.DescriptorImpl();
    private final TlsReleaseCheck.DescriptorImpl tls = new TlsReleaseCheck.DescriptorImpl();
    private FreeStyleProject job;

    @BeforeEach
    void secure(JenkinsRule jenkins) throws Exception {
        job = jenkins.createFreeStyleProject();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("author", "reader")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("author"));
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .addAll(List.of(
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t")),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "probe", "", "anna", "s3cr3t-password"),
                        new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", "", Secret.fromString("t"))));
        provider.save();
    }

    @Test
    void theAuthorOfAJobIsToldWhatIsWrong() {
        assertThat(as("author", () -> http.doCheckUrl(job, ""))).isEqualTo("ERROR: Required");
        assertThat(as("author", () -> http.doCheckUrl(job, "ftp://example.com")))
                .startsWith("ERROR");
        assertThat(as("author", () -> http.doCheckUrl(job, URL))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckStatus(job, "20"))).startsWith("ERROR");
        assertThat(as("author", () -> http.doCheckStatus(job, "2xx"))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckStatus(job, ""))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckJsonPath(job, "status"))).startsWith("ERROR");
        assertThat(as("author", () -> http.doCheckJsonPath(job, "$.status"))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckExpect(job, "UP", "")))
                .startsWith("ERROR")
                .contains("JSONPath");
        assertThat(as("author", () -> http.doCheckExpect(job, "UP", "$.status")))
                .startsWith("OK");
        assertThat(as("author", () -> http.doCheckMatches(job, "(", "$.status")))
                .startsWith("ERROR");
        assertThat(as("author", () -> http.doCheckMatches(job, "U.", "$.status")))
                .startsWith("OK");
        assertThat(as("author", () -> http.doCheckMaxLatency(job, "500")))
                .startsWith("ERROR")
                .contains("unit");
        assertThat(as("author", () -> http.doCheckMaxLatency(job, "500ms"))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckCredentialsId(job, "gone", URL)))
                .startsWith("WARNING")
                .contains("gone");
        assertThat(as("author", () -> http.doCheckCredentialsId(job, "system", URL)))
                .startsWith("WARNING");
        assertThat(as("author", () -> http.doCheckCredentialsId(job, "token", URL)))
                .startsWith("OK");
        assertThat(as("author", () -> http.doCheckCredentialsId(job, "${TOKEN}", URL)))
                .startsWith("OK");
        assertThat(as("author", () -> tcp.doCheckAddress(job, "db.example.com")))
                .startsWith("ERROR");
        assertThat(as("author", () -> tcp.doCheckAddress(job, "db.example.com:5432")))
                .startsWith("OK");
        assertThat(as("author", () -> tls.doCheckAddress(job, ""))).startsWith("ERROR");
        assertThat(as("author", () -> tls.doCheckAddress(job, "www.example.com")))
                .startsWith("OK");
        assertThat(as("author", () -> tls.doCheckMinValidity(job, "14"))).startsWith("ERROR");
        assertThat(as("author", () -> tls.doCheckMinValidity(job, "14d"))).startsWith("OK");
    }

    @Test
    void whoeverMayNotSeeTheFormLearnsNothing() {
        for (String user : List.of("reader", "anonymous")) {
            assertThat(as(user, () -> http.doCheckUrl(job, ""))).startsWith("OK");
            assertThat(as(user, () -> http.doCheckStatus(job, "20"))).startsWith("OK");
            assertThat(as(user, () -> http.doCheckCredentialsId(job, "gone", URL)))
                    .startsWith("OK");
            assertThat(as(user, () -> tcp.doCheckAddress(null, "x"))).startsWith("OK");
            assertThat(items(user, job, "")).doesNotContain("token", "probe");
            assertThat(items(user, null, "mine")).containsExactly("mine");
        }
        assertThat(items("author", null, "")).doesNotContain("token", "probe", "system");
    }

    @Test
    void theCredentialsThatTheJobCanUseAreOffered() {
        assertThat(items("author", job, "")).containsExactlyInAnyOrder("", "probe", "token");
        assertThat(items("admin", null, "")).contains("", "probe", "token");
    }

    @Test
    void methodsAndRedirectsAreOffered() {
        assertThat(http.doFillMethodItems())
                .extracting(option -> option.value)
                .startsWith("GET")
                .contains("POST", "HEAD");
        assertThat(http.doFillRedirectsItems())
                .extracting(option -> option.value)
                .containsExactly("follow", "never");
    }

    private static String as(String user, Supplier<FormValidation> check) {
        try (ACLContext ignored = become(user)) {
            FormValidation validation = check.get();
            return validation.kind + ": " + validation.getMessage();
        }
    }

    private List<String> items(String user, Item item, String current) {
        try (ACLContext ignored = become(user)) {
            return http.doFillCredentialsIdItems(item, current, URL).stream()
                    .map((ListBoxModel.Option option) -> option.value)
                    .toList();
        }
    }

    private static ACLContext become(String user) {
        return user.equals("anonymous") ? ACL.as2(Jenkins.ANONYMOUS2) : ACL.as(User.getOrCreateByIdOrFullName(user));
    }
}
