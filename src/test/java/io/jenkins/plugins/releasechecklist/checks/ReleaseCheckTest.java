package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
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
        http.setBodyNotContains("ERROR");
        assertThat(http.toCheck())
                .isEqualTo(HttpCheck.builder("https://example.com/health?key=k")
                        .name("health")
                        .method(HttpMethod.POST)
                        .header("Accept", "application/json")
                        .body("{}")
                        .status(new StatusRange(200, 200))
                        .expectation(new Expectation.Contains("UP"))
                        .bodyNotContains("ERROR")
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
        assertThat(tcp.toCheck())
                .isEqualTo(TcpCheck.parse("db.example.com:5432").named("database"));

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
    void sendsAFormOrJsonAndExpectsHeaders(JenkinsRule jenkins) throws Exception {
        http.setForm(List.of(new FormField("user", "anna"), new FormField("note", "")));
        http.setExpectHeaders(List.of(new ExpectedHeader(" Content-Type ", "^text/")));
        http.setBodyMatches("a.c");
        http.setCertificateId(" client ");
        HttpCheck form = (HttpCheck) http.toCheck();
        assertThat(form.method()).isEqualTo(HttpMethod.POST);
        assertThat(form.payload().text()).isEqualTo("user=anna&note=");
        assertThat(form.expectations())
                .containsExactly(
                        new Expectation.HeaderMatches("Content-Type", "^text/"), new Expectation.BodyMatches("a.c"));
        assertThat(form.certificateId()).isEqualTo("client");

        http.setForm(List.of());
        http.setJson("{}");
        http.setMethod("PUT");
        HttpCheck json = (HttpCheck) http.toCheck();
        assertThat(json.method()).isEqualTo(HttpMethod.PUT);
        assertThat(json.payload().contentType()).isEqualTo("application/json");
    }

    @Test
    void saysWhichPartOfTheRequestIsWrong(JenkinsRule jenkins) {
        http.setBody("text");
        http.setJson("{}");
        assertRefused(http)
                .hasMessage("httpCheck: json: expected one of body, form and json at most, found body and json");
        http.setBody("");
        http.setJson("{\n  \"a\": s3cret}");
        assertRefused(http)
                .hasMessageStartingWith("httpCheck: json: expected JSON, found a mistake in line 2, column ")
                .hasMessageNotContaining("s3cret");
        http.setJson("");
        http.setForm(List.of(new FormField("a", "1"), new FormField("a", "2")));
        assertRefused(http).hasMessage("httpCheck: form: 'a' is there twice");
        http.setForm(List.of(new FormField("", "1")));
        assertRefused(http).hasMessage("httpCheck: form: expected a name for every field, found an empty one");
        http.setForm(List.of());
        http.setExpectHeaders(List.of(new ExpectedHeader("X Key", ".*")));
        assertRefused(http)
                .hasMessage("httpCheck: expectHeaders: expected a header name such as X-Api-Key, found 'X Key'");
        http.setExpectHeaders(List.of(new ExpectedHeader("X-Key", "[")));
        assertRefused(http)
                .hasMessageStartingWith("httpCheck: expectHeaders: 'X-Key': expected a regular expression, found '['");
        http.setExpectHeaders(List.of());
        http.setBodyMatches("(");
        assertRefused(http).hasMessageStartingWith("httpCheck: bodyMatches: expected a regular expression, found '('");
        http.setBodyMatches("");
        HttpReleaseCheck plain = new HttpReleaseCheck("http://example.com/");
        plain.setCertificateId("client");
        assertRefused(plain)
                .hasMessage("httpCheck: certificateId: expected an https URL for it, found 'http://example.com/'");
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
