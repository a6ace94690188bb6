package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AnswerHeaders;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of an answer when a check failed. */
class HttpEvidenceTest {
    private final ProbeFixture fixture = new ProbeFixture()
            .credentials("token", new ProbeCredentials.Bearer("s3cret-token"))
            .credentials("login", new ProbeCredentials.Basic("pm", "s3cret"));
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
        fixture.close();
    }

    private HttpCheckBuilder check(String path) {
        return HttpCheck.builder(server.url(path));
    }

    private String evidence(HttpCheckBuilder check) throws Exception {
        Observation observation = fixture.attempt(check.build());
        assertThat(observation.passed()).isFalse();
        return observation.response();
    }

    @Test
    void keepsStatusHeadersAndBody() throws Exception {
        server.on("/down", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            LoopbackServer.send(exchange, 503, "{\"status\": \"DOWN\",\r\n \"db\": \"täglich\"}");
        });
        assertThat(evidence(check("/down")))
                .startsWith("HTTP 503 Service Unavailable\n")
                .contains("\nRetry-after: 30\n")
                .endsWith("\n\n{\"status\": \"DOWN\",\n \"db\": \"täglich\"}");
    }

    @Test
    void keepsNothingWhenTheCheckPassedOrThereWasNoAnswer() throws Exception {
        server.on("/up", 200, "UP");
        assertThat(fixture.attempt(check("/up").build()).response()).isEmpty();
        assertThat(evidence(HttpCheck.builder("http://127.0.0.1:1/"))).isEmpty();
    }

    @Test
    void masksWhatIsSecretByItsNatureOrWasSent() throws Exception {
        server.on("/echo", exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getResponseHeaders().add("Set-Cookie", "session=abc123");
            exchange.getResponseHeaders().add("X-Auth-Token", "abc123");
            exchange.getResponseHeaders().add("X-Csrf-Crumb", "abc123");
            exchange.getResponseHeaders().add("Location", "https://login.example.com/cb?code=abc123&state=abc123");
            exchange.getResponseHeaders().add("X-Echo", sent + " key-4711");
            LoopbackServer.send(exchange, 500, "you sent " + sent + " and key-4711");
        });
        for (String credentials : new String[] {"token", "login"}) {
            String evidence =
                    evidence(check("/echo").header("X-Api-Key", "key-4711").credentialsId(credentials));
            assertThat(evidence)
                    .contains("Set-cookie: ****\n", "X-auth-token: ****\n", "X-csrf-crumb: ****\n")
                    .contains("Location: https://login.example.com/cb?...\n")
                    .containsPattern("X-echo: (Bearer|Basic) \\*\\*\\*\\* \\*\\*\\*\\*\n")
                    .containsPattern("you sent (Bearer|Basic) \\*\\*\\*\\* and \\*\\*\\*\\*$")
                    .doesNotContain("abc123", "key-4711", "s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p\"w/ü &1",
                "p\\\"w/ü &1",
                "p\\\"w\\/\\u00fc &1",
                "p\\u0022w/\\u00FC \\u00261",
                "p%22w%2F%C3%BC+%261",
                "p%22w%2F%FC+%261",
                "cCJ3L/wgJjE",
                "p%22w/%c3%bc%20%261",
                "p%2522w%252F%25C3%25BC%2520%25261",
                "p&quot;w/&uuml; &amp;1",
                "p&#34;w&#x2F;&#252;&#32;&#038;1",
                "p&amp;quot;w/&amp;uuml; &amp;amp;1",
                "p\\&quot;w/ü &amp;1",
                "cCJ3L8O8ICYx"
            })
    void masksASecretInEveryFormOfIt(String echoed) throws Exception {
        server.on("/echo", 500, "{\"sent\": \"" + echoed + "\"} at /health");
        assertThat(evidence(check("/echo").header("X-Api-Key", "p\"w/ü &1")))
                .endsWith("\n\n{\"sent\": \"****\"} at /health");
    }

    @Test
    void masksWhatWasSentInBodyAndQuery() throws Exception {
        server.on("/echo", exchange -> LoopbackServer.send(exchange, 500, "got hunter2pw, a+b c, 123456, true, x1"));
        assertThat(evidence(check("/echo?key=hunter2pw&v=x1&t=a%2Bb+c")))
                .endsWith("\n\ngot ****, ****, 123456, true, x1");
        assertThat(evidence(check("/echo").form(Map.of("password", "hunter2pw", "flag", "x1"))))
                .endsWith("\n\ngot ****, a+b c, 123456, true, x1");
        assertThat(evidence(check("/echo")
                        .json(new RequestBody.Json(
                                "{\"a\": [{\"b\": \"hunter2pw\"}], \"pin\": 123456, \"on\": true}"))))
                .endsWith("\n\ngot ****, a+b c, ****, true, x1");
        assertThat(evidence(check("/echo").body("user=x1&password=hunter2pw")))
                .endsWith("\n\ngot ****, a+b c, 123456, true, x1");
        assertThat(evidence(check("/echo").body("<login user=\"x1\"><password>hunter2pw</password></login>")))
                .endsWith("\n\ngot ****, a+b c, 123456, true, x1");
        assertThat(evidence(check("/echo").body("hunter2pw"))).endsWith("\n\ngot ****, a+b c, 123456, true, x1");
    }

    @Test
    void showsNoQueryOfAnAddress() throws Exception {
        server.on("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "https://u:abc123@login.test/cb#token=abc123");
            exchange.getResponseHeaders().add("Refresh", "5; url=/x?code=abc123;more=abc123");
            exchange.getResponseHeaders().add("Content-Location", "/x?abc123,abc123");
            exchange.getResponseHeaders().add("Link", "</a?k=abc123>; rel=next, </b?k=abc123>; anchor=\"/c#abc123\"");
            LoopbackServer.send(exchange, 500, "gone");
        });
        assertThat(evidence(check("/away")))
                .contains("Location: https://****@login.test/cb#...\n")
                .contains("Refresh: 5; url=/x?...\n")
                .contains("Content-location: /x?...\n")
                .contains("Link: </a?...>; rel=next, </b?...>; anchor=\"/c#...\"\n")
                .doesNotContain("abc123");
        server.on("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/x?code=abc123");
            LoopbackServer.send(exchange, 200, "");
        });
        assertThat(fixture.errorOf(
                        check("/moved").expectHeader("Location", "home").build()))
                .isEqualTo("expected the header Location to match 'home', got '/x?...'");
    }

    @Test
    void masksTheLongerSecretWhenOneIsAPartOfTheOther() throws Exception {
        server.on("/echo", 500, "s3cret-token");
        assertThat(evidence(check("/echo").header("X-Short", "s3cret").credentialsId("token")))
                .endsWith("\n\n****");
    }

    @Test
    void keepsFourKibibytesAndNoHalfOfASecretOrOfALetter() throws Exception {
        for (int filling = 3900; filling < 4100; filling += 3) {
            String body = "x".repeat(filling) + "s3cret-token" + "ü".repeat(5000);
            HttpAnswer answer = new HttpAnswer(500, "", new AnswerHeaders(List.of()), body, true, Phrase.NONE);
            String text = new AnswerEvidence(answer, List.of("s3cret-token")).text();
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(4090, 4096);
            assertThat(text).doesNotContain("s3", "\uFFFD").endsWith("\n...");
        }
    }

    @Test
    void keepsLongHeadersFromFillingTheMemory() throws Exception {
        server.on("/long", exchange -> {
            for (int i = 0; i < 50; i++) {
                exchange.getResponseHeaders().add("X-Long-" + i, "x".repeat(10_000));
            }
            LoopbackServer.send(exchange, 500, "body");
        });
        assertThat(evidence(check("/long"))).hasSizeLessThanOrEqualTo(4096).startsWith("HTTP 500 ");
    }

    @Test
    void showsWhatCannotBePrintedAsAPlaceholder() throws Exception {
        server.on("/binary", 500, "a\u0000b\u001B[31mc\u202Ed\u2028e\tf\ng");
        assertThat(evidence(check("/binary"))).endsWith("\n\na\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe\tf\ng");
    }
}
