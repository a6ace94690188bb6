package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent with forms and JSON, and what is expected of headers and of the text of a body. */
class HttpHeadersTest {
    private final ProbeFixture fixture = new ProbeFixture();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        server.on("/page", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().add("X-Node", "blue");
            exchange.getResponseHeaders().add("X-Node", "green");
            exchange.getResponseHeaders().add("Set-Cookie", "session=s3cret");
            LoopbackServer.send(exchange, 200, "<p>build: 4711</p>\n<p>ready</p>");
        });
        server.on(
                "/echo",
                exchange -> LoopbackServer.send(
                        exchange,
                        200,
                        String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))));
    }

    @AfterEach
    void stop() {
        server.close();
        fixture.close();
    }

    private HttpCheckBuilder page() {
        return HttpCheck.builder(server.url("/page"));
    }

    private HttpCheckBuilder echo() {
        return HttpCheck.builder(server.url("/echo"));
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, ^text/html, passed",
        "content-type, .*, passed",
        "X-Node, ^green$, passed",
        "X-Node, red, 'expected the header X-Node to match ''red'', got ''blue'', ''green'''",
        "X-Missing, .*, 'expected the header X-Missing in the answer, found none'",
        "Set-Cookie, other, 'expected the header Set-Cookie to match ''other'', got another value, which is not shown'"
    })
    void looksForAPatternInTheValuesOfAHeader(String name, String pattern, String outcome) throws Exception {
        assertThat(fixture.errorOf(page().expectHeader(name, pattern).build())).isEqualTo(outcome);
        // There are headers in the answer to HEAD as well.
        assertThat(fixture.errorOf(page().method(HttpMethod.HEAD)
                        .expectHeader(name, pattern)
                        .build()))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "build: [0-9]+, passed",
        "(?s)build.*ready, passed",
        "'^<p>ready', passed",
        "'\\A<p>ready', 'expected the answer to match ''\\A<p>ready'', found no such text'",
        "'(?m)^<p>ready', passed"
    })
    void looksForAPatternInTheBody(String pattern, String outcome) throws Exception {
        assertThat(fixture.errorOf(page().bodyMatches(pattern).build())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"(x+x+)+y", "(x|xx)+y", "(?:x|y)*z"})
    void givesUpAPatternThatNeedsForEverOrTheWholeStack(String pattern) throws Exception {
        server.on("/long", exchange -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(20_000));
            LoopbackServer.send(exchange, 200, "x".repeat(500_000));
        });
        HttpCheckBuilder check = HttpCheck.builder(server.url("/long"));
        assertThat(fixture.errorOf(check.bodyMatches(pattern).build()))
                .isEqualTo("expected the answer to match '" + pattern
                        + "', but the pattern needs too long for the answer");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/long"))
                        .expectHeader("X-Long", pattern)
                        .build()))
                .startsWith("expected the header X-Long to match '" + pattern + "', ");
    }

    @Test
    void readsAWholeMebibyteWithAGoodPattern() throws Exception {
        server.on("/long", 200, "x ".repeat(500_000) + "the end");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/long"))
                        .bodyMatches("(?i)the\\s+(end|beginning)")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void sendsFormsAndJsonWithTheirTypes() throws Exception {
        assertThat(fixture.errorOf(echo().form(Map.of("note", "grün & blau"))
                        .bodyContains("application/x-www-form-urlencoded")
                        .build()))
                .isEqualTo("passed");
        assertThat(server.asked()).last().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body()).isEqualTo("note=gr%C3%BCn+%26+blau");
        });
        assertThat(fixture.errorOf(echo().json(new RequestBody.Json("{\"a\": \"ü\"}"))
                        .bodyMatches("^application/json$")
                        .build()))
                .isEqualTo("passed");
        assertThat(server.asked())
                .last()
                .satisfies(asked -> assertThat(asked.body().getBytes(StandardCharsets.UTF_8))
                        .isEqualTo("{\"a\": \"ü\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(fixture.errorOf(echo().body("a")
                        .bodyMatches("^text/plain; charset=UTF-8$")
                        .build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(echo().json(new RequestBody.Json("{}"))
                        .header("Content-Type", "application/vnd.api+json")
                        .bodyMatches("^application/vnd.api\\+json$")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void dropsAFormTogetherWithItsTypeWhenARedirectSaysSo() throws Exception {
        server.redirect("/start", 303, "/echo");
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/start"))
                        .form(Map.of("a", "b"))
                        .bodyMatches("^null$")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void rejectsWrongExpectations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page().expectHeader("X Node", ".*"))
                .withMessage("expectHeaders: expected a header name such as X-Api-Key, found 'X Node'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page().expectHeader("X-Node", "("))
                .withMessage("expectHeaders: 'X-Node': expected a regular expression, found '(': Unclosed group");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page().expectHeader("X-Node", ""))
                .withMessage("expectHeaders: 'X-Node': expected a regular expression, found an empty one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page().bodyMatches("["))
                .withMessageStartingWith("bodyMatches: expected a regular expression, found '['");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page().bodyMatches("(".repeat(20_000) + ")".repeat(20_000)))
                .withMessageStartingWith("bodyMatches: expected a regular expression, found '((((")
                .withMessageEndingWith("...': Stack overflow during pattern compilation");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> page().method(HttpMethod.HEAD).bodyMatches("a").build())
                .withMessageEndingWith("found HEAD");
    }
}
