package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Descriptor;
import hudson.tasks.Builder;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.kohsuke.stapler.DataBoundConstructor;

@InSharedJenkins
class CheckFormTest {
    @Test
    void theFormKeepsEverything(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("s3cr3t")));
        HttpReleaseCheck http = new HttpReleaseCheck("https://staging.example.com/health?deep=1");
        http.setName("health");
        http.setMethod("POST");
        http.setHeaders(List.of(new HttpHeader("Accept", "application/json"), new HttpHeader("X-Trace", "'a' & <b>")));
        http.setBody("{\"deep\": true}\nsecond line");
        http.setForm(List.of(new FormField("user", "anna"), new FormField("a b", "")));
        http.setJson("{\"deep\": [1, 2]}");
        http.setExpectHeaders(
                List.of(new ExpectedHeader("Content-Type", "^application/json"), new ExpectedHeader("X", ".*")));
        http.setBodyMatches("a <b> & c");
        http.setCertificateId("kept-though-unknown");
        http.setStatus("200-204");
        http.setBodyContains("  spaces stay ");
        http.setJsonPath("$.status");
        http.setExpect("UP");
        http.setMatches("U.");
        http.setMaxLatency("500ms");
        http.setCredentialsId("token");
        http.setRedirects("never");
        TcpReleaseCheck tcp = new TcpReleaseCheck("db.staging.example.com:5432");
        tcp.setName("database");
        TlsReleaseCheck tls = new TlsReleaseCheck("staging.example.com:443");
        tls.setMinValidity("14d");

        tcp.setSend("PING\\r\\n ");
        tcp.setExpect("+PONG");
        DnsReleaseCheck dns = new DnsReleaseCheck("www.example.com");
        dns.setName("dns");
        dns.setResolvesTo("203.0.113.7, 2001:db8::/32");
        CommandReleaseCheck command = new CommandReleaseCheck("./smoke.sh\necho \"$HOME\"");
        command.setName("smoke");
        command.setExitCode("3");
        command.setOutputContains(" fine ");
        command.setOutputMatches("^[0-9]+ tests$");

        List<ReleaseCheck> found = jenkins.configRoundtrip(new ChecksBuilder(List.of(http, tcp, tls, dns, command)))
                .getChecks();

        assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactly(http, tcp, tls, dns, command);
    }

    @Test
    void theFormKeepsTheDefaults(JenkinsRule jenkins) throws Exception {
        List<ReleaseCheck> checks = List.of(
                new HttpReleaseCheck("https://example.com/"),
                new TcpReleaseCheck("example.com:22"),
                new TlsReleaseCheck("example.com"),
                new DnsReleaseCheck("example.com"),
                new CommandReleaseCheck("./smoke.sh"));

        List<ReleaseCheck> found =
                jenkins.configRoundtrip(new ChecksBuilder(checks)).getChecks();

        assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactlyElementsOf(checks);
    }

    /** Holds checks of every kind in a form. */
    public static final class ChecksBuilder extends Builder {
        private final List<ReleaseCheck> checks;

        @DataBoundConstructor
        public ChecksBuilder(List<ReleaseCheck> checks) {
            this.checks = checks;
        }

        public List<ReleaseCheck> getChecks() {
            return checks;
        }

        @TestExtension
        public static final class DescriptorImpl extends Descriptor<Builder> {}
    }
}
