package io.jenkins.plugins.releasechecklist.engine.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Texts;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an HTTP check of a plan sends besides text, and what it expects besides JSON. */
class HttpCheckReaderTest {
    private static final String URL = "url: 'https://www.example.com/health'";

    private static Check check(String check) {
        return Texts.live("checks: [" + check + "]").checks().get(0);
    }

    private static List<String> mistakes(String checks) {
        return Mistakes.inEnvironment("checks: [" + checks + "]");
    }

    private static List<String> httpMistakes(String keys) {
        return mistakes("{httpCheck: {" + URL + ", " + keys + "}}").stream()
                .map(message -> message.replaceFirst("^checks\\[0\\]\\.httpCheck\\.?", ""))
                .toList();
    }

    @Test
    void readsFormsJsonAndExpectedHeaders() {
        assertThat(check("{httpCheck: {" + URL + ", form: {user: anna, count: 2, note: ''}, bodyMatches: 'a.c',"
                        + " expectHeaders: {Content-Type: '^text/', X-Build: .*}, certificateId: client}}"))
                .isEqualTo(HttpCheck.builder("https://www.example.com/health")
                        .form(Map.of("user", "anna", "count", "2", "note", ""))
                        .expectHeader("Content-Type", "^text/")
                        .expectHeader("X-Build", ".*")
                        .bodyMatches("a.c")
                        .certificateId("client")
                        .build());
    }

    @Test
    void readsSeveralStatusesAndWhatMustNotBeThere() {
        HttpCheck expected = HttpCheck.builder("https://www.example.com/health")
                .status(StatusRange.parse("200, 204, 301-302"))
                .bodyNotContains("ERROR")
                .build();
        for (String status : List.of("'200, 204, 301-302'", "[200, 204, 301-302]", "[200, '204', '301 - 302']")) {
            assertThat(check("{httpCheck: {" + URL + ", bodyNotContains: ERROR, status: " + status + "}}"))
                    .isEqualTo(expected);
        }
        assertThat(httpMistakes("status: []"))
                .singleElement()
                .asString()
                .startsWith("status: expected a status such as");
        assertThat(httpMistakes("status: [200, ok]"))
                .singleElement()
                .asString()
                .startsWith("status[1]: expected a status");
        assertThat(httpMistakes("bodyNotContains: ''"))
                .singleElement()
                .asString()
                .startsWith("bodyNotContains: expected");
    }

    @Test
    void readsJsonAsTextAndInTheWordsOfYaml() {
        assertThat(json("'{\"a\": 1.0}'")).isEqualTo("{\"a\": 1.0}");
        assertThat(json("{order: {id: 7, price: 1.50, sku: '007', dryRun: yes, none: null}, items: [a, [], -2e3]}"))
                .isEqualTo("{\"order\":{\"id\":7,\"price\":1.50,\"sku\":\"007\",\"dryRun\":true,\"none\":null},"
                        + "\"items\":[\"a\",[],-2000]}");
        assertThat(json("[]")).isEqualTo("[]");
    }

    private static String json(String value) {
        HttpCheck check = (HttpCheck) check("{httpCheck: {" + URL + ", json: " + value + "}}");
        assertThat(check.method()).isEqualTo(HttpMethod.POST);
        return check.payload().text();
    }

    @Test
    void rejectsWrongJsonWithoutShowingIt() {
        assertThat(httpMistakes("json: '{\"a\": s3cret}'"))
                .singleElement()
                .asString()
                .matches("json: expected JSON, found a mistake in line 1, column \\d+");
        assertThat(httpMistakes("json: 5"))
                .containsExactly("json: expected JSON as text, a mapping or a list, found 5");
        assertThat(httpMistakes("json: {a: 010, b: [.inf]}"))
                .containsExactly(
                        "json.a: expected a number as JSON writes it, or text in quotation marks, found 010",
                        "json.b[0]: expected a number as JSON writes it, or text in quotation marks, found .inf");
    }

    @Test
    void rejectsWrongFormsAndExpectedHeaders() {
        assertThat(httpMistakes("form: [], expectHeaders: {X Key: .*, X-Key: '[', Y: [], Z: ''}, bodyMatches: '('"))
                .satisfiesExactly(
                        form -> assertThat(form)
                                .isEqualTo("form: expected values by the names of fields (a mapping), found a list"),
                        name -> assertThat(name)
                                .isEqualTo("expectHeaders[\"X Key\"]: expected a header name such as X-Api-Key, found"
                                        + " 'X Key'"),
                        pattern -> assertThat(pattern)
                                .startsWith("expectHeaders.X-Key: 'X-Key': expected a regular expression, found '['"),
                        list -> assertThat(list).isEqualTo("expectHeaders.Y: expected text, found a list"),
                        empty -> assertThat(empty)
                                .isEqualTo("expectHeaders.Z: 'Z': expected a regular expression, found an empty one"),
                        body -> assertThat(body).startsWith("bodyMatches: expected a regular expression, found '('"));
        assertThat(httpMistakes("form: {'': s3cret}"))
                .containsExactly("form[\"\"]: expected a name for every field, found an empty one");
    }

    @Test
    void rejectsSeveralThingsToSend() {
        assertThat(httpMistakes("body: x, json: {}"))
                .containsExactly("json: expected one of body, form and json at most, found body and json");
    }

    @Test
    void rejectsACertificateWithoutTls() {
        assertThat(mistakes("{httpCheck: {url: 'http://www.example.com/', certificateId: client}}"))
                .containsExactly("checks[0].httpCheck.certificateId: expected an https URL for it, found"
                        + " 'http://www.example.com/'");
    }
}
