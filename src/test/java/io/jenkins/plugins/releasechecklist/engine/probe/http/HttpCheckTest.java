package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCheckTest {
    private static final String URL = "https://shop.example.com/health";

    @Test
    void expectsSuccessOfAGetUnlessItSaysOtherwise() {
        HttpCheck check = HttpCheck.builder(URL).build();
        assertThat(check.name()).isEqualTo(URL);
        assertThat(check.kind()).isEqualTo("http");
        assertThat(check.method()).isEqualTo(HttpMethod.GET);
        assertThat(check.status()).isEqualTo(StatusRange.SUCCESS);
        assertThat(check.redirects()).isEqualTo(Redirects.FOLLOW);
        assertThat(check.expectations()).isEmpty();
        assertThat(check.maxLatencyIfAny()).isEmpty();
        assertThat(check.sentCredentials()).isEmpty();
        assertThat(check.provingCredentials()).isEmpty();
        assertThat(check.payload().isEmpty()).isTrue();
    }

    @Test
    void showsNoQueryAndNoHeaders() {
        HttpCheck check = HttpCheck.builder(URL + "?key=s3cret")
                .header("X-Api-Key", "s3cret")
                .body("s3cret")
                .build();
        assertThat(check.target()).isEqualTo(URL + "?...");
        assertThat(check.name()).isEqualTo(URL + "?...");
        assertThat(check).hasToString("HttpCheck[" + URL + "?...: POST " + URL + "?...]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example.com/health",
                "ftp://shop.example.com/",
                "https:///health",
                "https://a b/",
                "mailto:x@example.com",
                "https://shop.example.com:99999/",
                "https://shop.example.com/#top",
                "https://?x",
                "https://-/",
                "file:///etc/passwd"
            })
    void rejectsOtherUrls(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(url).build())
                .withMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:s3cret@shop.example.com/", "https://user:s3cret@shop.example.com/a b"})
    void rejectsPasswordsInUrlsWithoutShowingThem(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(url).build())
                .withMessageContaining("https://****@shop.example.com/")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my_service:8080/x",
                "http://[::1]:8080/",
                "https://bücher.example/",
                "HTTP://LOCALHOST",
                "http://h:/",
                "http://h/a%0Ab"
            })
    void takesHostsOfAllKinds(String url) {
        assertThat(HttpCheck.builder(url).build().url()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "X Api, 1, expected a header name such as X-Api-Key",
        "'', 1, expected a header name such as X-Api-Key",
        "Content-Length, 1, is set by the client itself",
        "transfer-encoding, chunked, is set by the client itself"
    })
    void rejectsHeadersThatCannotBeSent(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL).header(name, value).build())
                .withMessageStartingWith("headers: ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\r\nX-Other: 1", "s3cret\n", "s3cret\u0000", "s3cret\u20AC"})
    void rejectsHeaderValuesOfSeveralLinesWithoutShowingThem(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HttpCheck.builder(URL).header("X-Api-Key", value).build())
                .withMessageContaining("'X-Api-Key'")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void rejectsTheSameHeaderTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL)
                        .header("X-A", "1")
                        .header("x-a", "2")
                        .build())
                .withMessage("headers: 'x-a' is there twice");
    }

    @Test
    void rejectsAnAuthorizationHeaderBesideCredentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL)
                        .header("authorization", "x")
                        .credentialsId("shop")
                        .build());
    }

    @Test
    void wantsAJsonPathForAnExpectedValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL).expect("UP").build())
                .withMessage("expected a jsonPath together with expect and matches, found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "$[", "$.[", "$..[", "$.a['", "$[?(@.a=~/x/", "$.a[?(@.b ==", " "})
    void rejectsWrongJsonPaths(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HttpCheck.builder(URL).jsonPath(path).expect("UP").build())
                .withMessageStartingWith("jsonPath: expected a JSONPath such as $.status, found '" + path + "'")
                .withMessageNotContaining("java.");
    }

    @Test
    void rejectsAJsonPathThatIsTooLongToBeRead() {
        String path = "$" + "[?(@.a =~ /x/)]".repeat(20_000);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HttpCheck.builder(URL).jsonPath(path).expect("UP").build())
                .withMessageContaining("it has more than 1000 characters: 300001")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void rejectsWrongPatterns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HttpCheck.builder(URL).jsonPath("$.a").matches("(").build())
                .withMessageStartingWith("matches: expected a regular expression, found '('");
    }

    @Test
    void rejectsExpectationsOfAHeadRequest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL)
                        .method(HttpMethod.HEAD)
                        .bodyContains("x")
                        .build())
                .withMessageEndingWith("found HEAD");
    }

    @Test
    void rejectsNamesOfSeveralLinesAndNegativeLatencies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpCheck.builder(URL).name("a\nb").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HttpCheck.builder(URL).maxLatency(Duration.ofMillis(-1)).build());
    }

    @Test
    void knowsItsMethods() {
        assertThat(HttpMethod.parse("post")).isEqualTo(HttpMethod.POST);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpMethod.parse("PSOT"))
                .withMessageEndingWith("found 'PSOT' (did you mean POST?)");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpMethod.parse("TRACE"));
    }
}
