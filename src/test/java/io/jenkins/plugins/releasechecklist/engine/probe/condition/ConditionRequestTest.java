package io.jenkins.plugins.releasechecklist.engine.probe.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionRequestTest {
    private static final AnswerRule STATUS = new AnswerRule("", List.of(), List.of());
    private static final AnswerRule APPROVED =
            new AnswerRule("$.state", List.of("approved", "done"), List.of("rejected", "canceled"));

    private final Map<String, String> release = new HashMap<>(Map.of(
            "version",
            "2.4.0",
            "application",
            "shop",
            "environment",
            "production",
            "job",
            "team/shop%2Fmain",
            "build",
            "17"));

    private LoopbackServer server;
    private ProbeFixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fixture = new ProbeFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approved | true | $.state is 'approved'",
                "Done | true | $.state is 'Done'",
                "rejected | false | $.state is 'rejected', which means no",
                "scheduled | false | $.state is 'scheduled', not yet one of approved, done",
                "'' | false | $.state is '', not yet one of approved, done"
            })
    void anAnswerIsAYesANoOrNotYet(String state, boolean holds, String reason) throws Exception {
        server.on("/change", 200, "{\"state\": \"" + state + "\"}");
        assertThat(ask(get("/change", APPROVED))).isEqualTo(new ReplyRule.Reply(holds, Phrase.plain(reason)));
    }

    @Test
    void ofSeveralAnswersAllHaveToBeAYes() throws Exception {
        AnswerRule all = new AnswerRule("$.changes[*].ok", List.of("true"), List.of("false"));
        server.on("/both", 200, "{\"changes\": [{\"ok\": true}, {\"ok\": true}]}");
        server.on("/one", 200, "{\"changes\": [{\"ok\": true}, {\"ok\": null}]}");
        server.on("/none", 200, "{\"changes\": [{\"ok\": null}, {\"ok\": false}]}");
        server.on("/empty", 200, "{\"changes\": []}");
        assertThat(ask(get("/both", all)).holds()).isTrue();
        assertThat(ask(get("/one", all)).reason()).isEqualTo("$.changes[*].ok is 'null', not yet true");
        assertThat(ask(get("/none", all)).reason()).isEqualTo("$.changes[*].ok is 'false', which means no");
        assertThat(failure(get("/empty", all))).isEqualTo("expected an answer at $.changes[*].ok, found nothing there");
    }

    @Test
    void theStatusAloneCanBeTheAnswer() throws Exception {
        server.on("/fine", 204, "").on("/no", 403, "no").redirect("/login", 302, "/fine");
        assertThat(ask(get("/fine", STATUS)))
                .isEqualTo(new ReplyRule.Reply(true, Phrase.plain("answered 204 No Content")));
        assertThat(failure(get("/no", STATUS))).isEqualTo("expected status 200-299, got 403 Forbidden");
        assertThat(failure(get("/login", STATUS))).isEqualTo("expected status 200-299, got 302 Moved Temporarily");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html> | expected JSON with a value, got an answer that is no JSON",
                "200 | {} | expected an answer at $.state, found nothing there",
                "500 | {\"state\": \"approved\"} | expected status 200-299, got 500 Internal Server Error"
            })
    void whatSaysNothingIsAFailure(int status, String body, String reason) {
        server.on("/change", status, body);
        assertThat(failure(get("/change", APPROVED))).isEqualTo(reason);
    }

    @Test
    void waitsNoLongerThanItMay() {
        CountDownLatch asked = new CountDownLatch(1);
        server.on("/slow", exchange -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            ConditionRequest slow = get("/slow", APPROVED);
            assertThatExceptionOfType(AttemptException.class)
                    .isThrownBy(() -> slow.ask(
                            slow.check(release), release, fixture.context().withTimeout(Duration.ofMillis(50))))
                    .withMessage("no answer from 127.0.0.1 within 50ms");
        } finally {
            asked.countDown();
        }
    }

    @Test
    void valuesAreEncodedWhereTheyStandInTheAddress() throws Exception {
        server.on("/", 200, "{\"state\": \"approved\"}");
        release.put("version", "1.0 ü+rc/1");
        ask(get("/jobs/{job}/{build}?version={version}", APPROVED));
        assertThat(server.asked())
                .singleElement()
                .extracting(LoopbackServer.Asked::path)
                .isEqualTo("/jobs/team%2Fshop%252Fmain/17?version=1.0%20%C3%BC%2Brc%2F1");
    }

    @Test
    void valuesStayWithinTheirStringsInTheBody() throws Exception {
        server.on("/data", 200, "{\"state\": \"approved\"}");
        release.put("version", "1\", \"allow\": \"yes\\");
        ask(post("/data", "{\"input\": {\"version\": \"v{version}\", \"build\": \"{build}\"}}"));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.body())
                    .isEqualTo("{\"input\": {\"version\": \"v1\\\", \\\"allow\\\": \\\"yes\\\\\", \"build\": \"17\"}}");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "1\" OR status = \"Approved", "1^NQapproval=approved", "1&x=y", "*", "1%"})
    void noValueAsksAnotherQuestion(String version) {
        release.put("version", version);
        assertThat(failure(get("/changes/{version}/state", APPROVED)))
                .isEqualTo("the version '" + version
                        + "' cannot stand in an address: expected letters, digits, blanks and ._~+/:@-");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nothingIsAskedAboutWhatNobodyKnows() {
        release.remove("application");
        assertThat(failure(get("/changes?app={application}", APPROVED)))
                .isEqualTo("this release has no application, which the question needs");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void secretsAreSentAndNotRepeated() throws Exception {
        fixture.credentials("token", new ProbeCredentials.Bearer("s3cret-token"));
        server.on("/change", 200, "{\"state\": \"s3cret-token is unknown\"}");
        ConditionRequest request = new ConditionRequest(
                "change", template("/change"), HttpMethod.GET, new RequestTemplate(""), "token", APPROVED);
        assertThat(ask(request).reason()).isEqualTo("$.state is '**** is unknown', not yet one of approved, done");
        assertThat(server.asked().get(0).authorization()).containsExactly("Bearer s3cret-token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://cm.example.com | GET | '' | http:// or https://",
                "https://{application}.example.com/x | GET | '' | placeholders after the host only",
                "https://cm.example.com:{build}/x | GET | '' | placeholders after the host only",
                "https://cm.example.com/{verison} | GET | '' | did you mean 'version'",
                "https://cm.example.com/x | DELETE | '' | GET or POST",
                "https://cm.example.com/x | GET | {} | expected none with the method GET",
                "https://cm.example.com/x | POST | {\"v\": {version}} | expected JSON",
                "https://cm.example.com/x | POST | {\"v\": \"{verison}\"} | did you mean 'version'"
            })
    void refusesWhatCannotBeAsked(String url, String method, String body, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConditionRequest(
                        "change",
                        new RequestTemplate(url),
                        HttpMethod.parse(method),
                        new RequestTemplate(body),
                        "",
                        APPROVED))
                .withMessageContaining(problem);
    }

    @Test
    void refusesRulesThatNoAnswerCanMeet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerRule("", List.of("approved"), List.of()))
                .withMessageContaining("answer: expected a JSONPath");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerRule("$.state", List.of(), List.of("no")))
                .withMessageContaining("yes: expected a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerRule("$.state", List.of("Yes"), List.of("yes")))
                .withMessageContaining("no: expected other values");
        assertThatIllegalArgumentException().isThrownBy(() -> new AnswerRule("$.[", List.of("yes"), List.of()));
    }

    private RequestTemplate template(String path) {
        return new RequestTemplate(server.url("/").replaceFirst("/$", "") + path);
    }

    private ConditionRequest get(String path, AnswerRule rule) {
        return new ConditionRequest("change", template(path), HttpMethod.GET, new RequestTemplate(""), "", rule);
    }

    private ConditionRequest post(String path, String body) {
        return new ConditionRequest("change", template(path), HttpMethod.POST, new RequestTemplate(body), "", APPROVED);
    }

    private ReplyRule.Reply ask(ConditionRequest request) throws Exception {
        return request.ask(request.check(release), release, fixture.context());
    }

    private String failure(ConditionRequest request) {
        return assertThatExceptionOfType(AttemptException.class)
                .isThrownBy(() -> ask(request))
                .actual()
                .getMessage();
    }
}
