package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CheckBindingTest {
    @Test
    void takesNumbersAndTruthValuesWhereTextIsExpected(JenkinsRule jenkins) {
        assertThat(http(Map.of("url", "https://example.com", "status", 200)).getStatus())
                .isEqualTo("200");
        assertThat(http(Map.of("url", "https://example.com", "status", "2xx")).getStatus())
                .isEqualTo("2xx");
        assertThat(http(Map.of("url", "https://example.com", "expect", true)).getExpect())
                .isEqualTo("true");
        assertThat(http(Map.of("url", "https://example.com", "expect", new BigDecimal("1.50")))
                        .getExpect())
                .isEqualTo("1.50");
        assertThat(bind(TcpReleaseCheck.class, Map.of(UninstantiatedDescribable.ANONYMOUS_KEY, 5432))
                        .getAddress())
                .isEqualTo("5432");
        assertThat(bind(TlsReleaseCheck.class, Map.of("address", "example.com", "minValidity", 14))
                        .getMinValidity())
                .isEqualTo("14");
    }

    @Test
    void takesHeadersByTheirNamesAndAsAList(JenkinsRule jenkins) {
        HttpReleaseCheck byName =
                http(Map.of("url", "https://example.com", "headers", Map.of("X-Attempts", 3, "Accept", "text/html")));
        assertThat(byName.getHeaders())
                .extracting(header -> header.getName() + "=" + header.getValue())
                .containsExactlyInAnyOrder("X-Attempts=3", "Accept=text/html");
        HttpReleaseCheck listed = http(Map.of(
                "url",
                "https://example.com",
                "headers",
                List.of(new UninstantiatedDescribable("httpHeader", null, Map.of("name", "X-Attempts", "value", 3)))));
        assertThat(listed.getHeaders()).singleElement().satisfies(header -> {
            assertThat(header.getName()).isEqualTo("X-Attempts");
            assertThat(header.getValue()).isEqualTo("3");
        });
    }

    @Test
    void bindsWithoutTheRequiredValueSoThatTheStepCanSayWhatIsMissing(JenkinsRule jenkins) {
        assertThat(http(Map.of("status", 200)).getUrl()).isEmpty();
        assertThat(bind(TcpReleaseCheck.class, Map.of()).getAddress()).isEmpty();
        assertThat(bind(TlsReleaseCheck.class, Map.of()).getAddress()).isEmpty();
    }

    @Test
    void aSnippetLeavesOutWhatIsTheDefault(JenkinsRule jenkins) {
        assertThat(snippet(new TcpReleaseCheck("db.staging.example.com:5432")))
                .isEqualTo("tcpCheck('db.staging.example.com:5432')");
        assertThat(snippet(new HttpReleaseCheck("https://example.com/")))
                .isEqualTo("httpCheck('https://example.com/')");
        TlsReleaseCheck tls = new TlsReleaseCheck("staging.example.com:443");
        tls.setMinValidity("14d");
        assertThat(snippet(tls)).isEqualTo("tlsCheck(address: 'staging.example.com:443', minValidity: '14d')");
    }

    @Test
    void aSnippetOfAFormThatWasLeftEmptyHasNoEmptyTexts(JenkinsRule jenkins) {
        HttpReleaseCheck check = new HttpReleaseCheck("https://example.com/");
        check.setName("");
        check.setMethod("GET");
        check.setHeaders(List.of());
        check.setStatus("");
        check.setRedirects("follow");
        check.setExpect(null);
        assertThat(snippet(check)).isEqualTo("httpCheck('https://example.com/')");
    }

    @Test
    void aSnippetShowsHeadersByTheirNames(JenkinsRule jenkins) {
        HttpReleaseCheck check = new HttpReleaseCheck("https://example.com/");
        check.setHeaders(List.of(new HttpHeader("Accept", "text/html"), new HttpHeader("X-Trace", "it's")));
        assertThat(snippet(check))
                .isEqualTo(
                        "httpCheck(headers: [Accept: 'text/html', 'X-Trace': 'it\\'s'], url: 'https://example.com/')");
        check.setHeaders(List.of(new HttpHeader("Accept", "a"), new HttpHeader("Accept", "b")));
        assertThat(snippet(check))
                .contains("headers: [httpHeader(name: 'Accept', value: 'a'), httpHeader(name: 'Accept', value: 'b')]");
    }

    private static HttpReleaseCheck http(Map<String, ?> arguments) {
        return bind(HttpReleaseCheck.class, arguments);
    }

    private static <T> T bind(Class<T> type, Map<String, ?> arguments) {
        return DescribableModel.of(type).instantiate(arguments, null);
    }

    private static String snippet(ReleaseCheck check) {
        return Snippetizer.object2Groovy(UninstantiatedDescribable.from(check), true);
    }
}
