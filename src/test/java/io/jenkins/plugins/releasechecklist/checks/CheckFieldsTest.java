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
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

@InSharedJenkins
class CheckFieldsTest {
    private static final String URL = "https://www.example.com/health";

    private final HttpReleaseCheckDescriptor http = new HttpReleaseCheckDescriptor();
    private final HttpHeader.DescriptorImpl header = new HttpHeader.DescriptorImpl();
    private final FormField.DescriptorImpl field = new FormField.DescriptorImpl();
    private final ExpectedHeader.DescriptorImpl expected = new ExpectedHeader.DescriptorImpl();
    private final TcpReleaseCheck.DescriptorImpl tcp = new TcpReleaseCheck.DescriptorImpl();
    private final TlsReleaseCheck.DescriptorImpl tls = new TlsReleaseCheck.DescriptorImpl();
    private final DnsReleaseCheck.DescriptorImpl dns = new DnsReleaseCheck.DescriptorImpl();
    private final CommandReleaseCheck.DescriptorImpl command = new CommandReleaseCheck.DescriptorImpl();
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
        assertThat(as("author", () -> http.doCheckJson(job, "{\n x}")))
                .isEqualTo("ERROR: json: expected JSON, found a mistake in line 2, column 2");
        assertThat(as("author", () -> http.doCheckJson(job, "{}"))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckBody(job, "text", "{}")))
                .isEqualTo("ERROR: Expected one of body, form and JSON at most, found several");
        assertThat(as("author", () -> http.doCheckBody(job, "text", ""))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckBodyMatches(job, "["))).startsWith("ERROR: bodyMatches: expected");
        assertThat(as("author", () -> http.doCheckBodyMatches(job, "a.c"))).startsWith("OK");
        assertThat(as("author", () -> http.doCheckCertificateId(job, "token", URL)))
                .startsWith("WARNING")
                .contains("token");
        assertThat(as("author", () -> http.doCheckCertificateId(job, "x", "http://www.example.com/")))
                .isEqualTo("ERROR: Expected an https URL for a certificate, found http");
        assertThat(as("author", () -> http.doCheckCertificateId(job, "", URL))).startsWith("OK");
        assertThat(as("author", () -> header.doCheckName(job, "X Key"))).startsWith("ERROR: headers: expected");
        assertThat(as("author", () -> header.doCheckName(job, "X-Key"))).startsWith("OK");
        assertThat(as("author", () -> field.doCheckName(job, ""))).isEqualTo("ERROR: Required");
        assertThat(as("author", () -> expected.doCheckName(job, "X Key"))).startsWith("ERROR: expectHeaders: expected");
        assertThat(as("author", () -> expected.doCheckPattern(job, "(")))
                .startsWith("ERROR: expectHeaders: ")
                .contains("Unclosed group");
        assertThat(as("author", () -> expected.doCheckPattern(job, ".*"))).startsWith("OK");
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
    void theAuthorOfAJobIsToldWhatIsWrongWithTheOtherKinds() {
        assertThat(as("author", () -> tcp.doCheckSend(job, "\\q")))
                .startsWith("ERROR")
                .contains("\\xNN");
        assertThat(as("author", () -> tcp.doCheckSend(job, "PING\\r\\n"))).startsWith("OK");
        assertThat(as("author", () -> tcp.doCheckExpect(job, "\\x0"))).startsWith("ERROR");
        assertThat(as("author", () -> tcp.doCheckExpect(job, ""))).startsWith("OK");
        assertThat(as("author", () -> dns.doCheckHost(job, ""))).isEqualTo("ERROR: Required");
        assertThat(as("author", () -> dns.doCheckHost(job, "10.0.0.1"))).startsWith("ERROR");
        assertThat(as("author", () -> dns.doCheckHost(job, "www.example.com"))).startsWith("OK");
        assertThat(as("author", () -> dns.doCheckResolvesTo(job, "10.0.0.1/8")))
                .startsWith("ERROR")
                .contains("10.0.0.0/8");
        assertThat(as("author", () -> dns.doCheckResolvesTo(job, "203.0.113.7, 10.0.0.0/8")))
                .startsWith("OK");
        assertThat(as("author", () -> command.doCheckCommand(job, " "))).isEqualTo("ERROR: Required");
        assertThat(as("author", () -> command.doCheckCommand(job, "./smoke.sh")))
                .startsWith("OK");
        assertThat(as("author", () -> command.doCheckExitCode(job, "256"))).startsWith("ERROR");
        assertThat(as("author", () -> command.doCheckExitCode(job, "3"))).startsWith("OK");
        assertThat(as("author", () -> command.doCheckOutputMatches(job, "["))).startsWith("ERROR");
        assertThat(as("author", () -> command.doCheckOutputMatches(job, "^a"))).startsWith("OK");
        assertThat(as("reader", () -> dns.doCheckResolvesTo(job, "x"))).startsWith("OK");
        assertThat(as("reader", () -> command.doCheckExitCode(job, "x"))).startsWith("OK");
    }

    @Test
    void whoeverMayNotSeeTheFormLearnsNothing() {
        for (String user : List.of("reader", "anonymous")) {
            assertThat(as(user, () -> http.doCheckUrl(job, ""))).startsWith("OK");
            assertThat(as(user, () -> http.doCheckStatus(job, "20"))).startsWith("OK");
            assertThat(as(user, () -> http.doCheckCredentialsId(job, "gone", URL)))
                    .startsWith("OK");
            assertThat(as(user, () -> http.doCheckCertificateId(job, "gone", "http://x/")))
                    .startsWith("OK");
            assertThat(as(user, () -> http.doCheckJson(job, "{"))).startsWith("OK");
            assertThat(as(user, () -> field.doCheckName(job, ""))).startsWith("OK");
            assertThat(as(user, () -> expected.doCheckPattern(null, "("))).startsWith("OK");
            assertThat(certificates(user, null, "mine")).containsExactly("mine");
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
        assertThat(certificates("author", job, "")).containsExactly("");
    }

    @Test
    void methodsAndRedirectsAreOffered() {
        assertThat(http.doFillMethodItems())
                .extracting(option -> option.value)
                .startsWith("", "GET")
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

    private List<String> certificates(String user, Item item, String current) {
        try (ACLContext ignored = become(user)) {
            return http.doFillCertificateIdItems(item, current, URL).stream()
                    .map((ListBoxModel.Option option) -> option.value)
                    .toList();
        }
    }

    private static ACLContext become(String user) {
        return user.equals("anonymous") ? ACL.as2(Jenkins.ANONYMOUS2) : ACL.as(User.getOrCreateByIdOrFullName(user));
    }
}
