package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.probe.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.TlsCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReleaseCheckTest {
    private final HttpReleaseCheck http = new HttpReleaseCheck("https://example.com/health?key=k");

    @Test
    void becomesTheCheckOfTheEngine(JenkinsRule jenkins) throws Exception {
        assertThat(http.toCheck())
                .isEqualTo(HttpCheck.builder("https://example.com/health?key=k").build());
        http.setName("health");
        http.setMethod("post");
        http.setHeaders(List.of(new HttpHeader(" Accept ", "application/json")));
        http.setBody("{}");
        http.setStatus("200");
        http.setBodyContains("UP");
        http.setJsonPath("$.status");
        http.setExpect("UP");
        http.setMatches("U.");
        http.setMaxLatency("500ms");
        http.setCredentialsId("token");
        http.setRedirects("Never");
        assertThat(http.toCheck())
                .isEqualTo(HttpCheck.builder("https://example.com/health?key=k")
                        .name("health")
                        .method(HttpMethod.POST)
                        .header("Accept", "application/json")
                        .body("{}")
                        .status(new StatusRange(200, 200))
                        .expectation(new Expectation.Contains("UP"))
                        .jsonPath("$.status")
                        .expect("UP")
                        .matches("U.")
                        .maxLatency(Duration.ofMillis(500))
                        .credentialsId("token")
                        .redirects(Redirects.NEVER)
                        .build());

        TcpReleaseCheck tcp = new TcpReleaseCheck("db.example.com:5432");
        assertThat(tcp.toCheck()).isEqualTo(TcpCheck.parse("db.example.com:5432"));
        tcp.setName("database");
        assertThat(tcp.toCheck()).isEqualTo(new TcpCheck("database", "db.example.com", 5432));

        TlsReleaseCheck tls = new TlsReleaseCheck("example.com");
        tls.setMinValidity("14d");
        assertThat(tls.toCheck()).isEqualTo(new TlsCheck("example.com:443", "example.com", 443, Duration.ofDays(14)));
    }

    @Test
    void saysWhichCheckMissesWhat(JenkinsRule jenkins) {
        assertRefused(new HttpReleaseCheck(null))
                .hasMessage("httpCheck: url: expected a URL such as https://www.example.com/health, found nothing");
        TcpReleaseCheck tcp = new TcpReleaseCheck(" ");
        tcp.setName("database");
        assertRefused(tcp)
                .hasMessage(
                        "tcpCheck 'database': address: expected an address such as db.example.com:5432, found nothing");
        assertRefused(new TlsReleaseCheck(null))
                .hasMessage("tlsCheck: address: expected an address such as www.example.com:443, found nothing");
    }

    @Test
    void saysWhichParameterIsWrong(JenkinsRule jenkins) {
        http.setStatus("20");
        assertRefused(http).hasMessage("httpCheck: status: expected a status such as 200, 2xx or 200-299, found '20'");
        http.setStatus("200");
        http.setMaxLatency("500");
        assertRefused(http).hasMessageContainingAll("maxLatency: expected a duration", "'500'", "unit is missing");
        http.setMaxLatency("0s");
        assertRefused(http).hasMessage("httpCheck: maxLatency: expected a duration longer than zero, found '0s'");
        http.setMaxLatency("");
        http.setMethod("GRT");
        assertRefused(http).hasMessageContainingAll("method: expected a method of GET", "did you mean GET?");
        http.setMethod("HEAD");
        http.setBodyContains("UP");
        assertRefused(http).hasMessageStartingWith("httpCheck: method: expected one with a body in the answer");
        http.setMethod("GET");
        http.setRedirects("nevr");
        assertRefused(http)
                .hasMessage("httpCheck: redirects: expected follow or never, found 'nevr' (did you mean never?)");
        http.setRedirects("follow");
        http.setExpect("UP");
        assertRefused(http).hasMessageContaining("expected a jsonPath together with expect");
        http.setJsonPath("status");
        assertRefused(http)
                .hasMessageStartingWith("httpCheck: jsonPath: expected a JSONPath such as $.status, found 'status'");
        http.setJsonPath("$.status");
        http.setMatches("(");
        assertRefused(http).hasMessageStartingWith("httpCheck: matches: expected a regular expression, found '('");
        http.setMatches("");
        http.setHeaders(List.of(new HttpHeader("X Key", "1")));
        assertRefused(http).hasMessage("httpCheck: headers: expected a header name such as X-Api-Key, found 'X Key'");
        http.setHeaders(List.of(new HttpHeader("A", "1"), new HttpHeader("a", "2")));
        assertRefused(http).hasMessageContaining("twice");

        assertRefused(new TcpReleaseCheck("db.example.com"))
                .hasMessageContainingAll("tcpCheck: address: expected an address", "'db.example.com'");
        TlsReleaseCheck tls = new TlsReleaseCheck("example.com");
        tls.setMinValidity("soon");
        assertRefused(tls).hasMessageStartingWith("tlsCheck: minValidity: expected a duration");
    }

    @Test
    void showsNoPasswordOfAUrl(JenkinsRule jenkins) {
        assertRefused(new HttpReleaseCheck("https://anna:s3cr3t@example.com/"))
                .hasMessageContaining("credentialsId")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void severalChecksStayInTheirOrder(JenkinsRule jenkins) throws Exception {
        assertThat(ReleaseCheck.toChecks(null)).isEmpty();
        assertThat(ReleaseCheck.toChecks(List.of(new TcpReleaseCheck("b:2"), new TcpReleaseCheck("a:1"))))
                .containsExactly(TcpCheck.parse("b:2"), TcpCheck.parse("a:1"));
        assertThatThrownBy(() -> ReleaseCheck.toChecks(Arrays.asList(http, null)))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("found null");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ReleaseCheck check) {
        return assertThatThrownBy(check::toCheck).isInstanceOf(AbortException.class);
    }
}
