package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
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
    void expectsAnEmptyValueWhereOneIsWritten(JenkinsRule jenkins) throws Exception {
        HttpReleaseCheck empty = http(Map.of("url", "https://example.com", "jsonPath", "$.error", "expect", ""));
        assertThat(empty.getMatches()).isEqualTo("^$");
        assertThat(empty.toCheck())
                .isEqualTo(HttpCheck.builder("https://example.com")
                        .jsonPath("$.error")
                        .matches("^$")
                        .build());
    }

    @Test
    void takesNumbersInTheOtherKindsToo(JenkinsRule jenkins) {
        assertThat(bind(TcpReleaseCheck.class, Map.of("address", "mail:25", "expect", 220))
                        .getExpect())
                .isEqualTo("220");
        assertThat(bind(CommandReleaseCheck.class, Map.of("command", "a", "exitCode", 3))
                        .getExitCode())
                .isEqualTo("3");
        assertThat(bind(CommandReleaseCheck.class, Map.of("command", "a", "outputContains", 12))
                        .getOutputContains())
                .isEqualTo("12");
    }

    @Test
    void takesAddressesAsAListAndAsText(JenkinsRule jenkins) {
        for (Object networks : List.of(List.of("203.0.113.7", "10.0.0.0/8"), "203.0.113.7, 10.0.0.0/8")) {
            assertThat(bind(DnsReleaseCheck.class, Map.of("host", "www.example.com", "resolvesTo", networks))
                            .getResolvesTo())
                    .isEqualTo("203.0.113.7, 10.0.0.0/8");
        }
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
    void takesFieldsOfAFormAndExpectedHeadersByTheirNames(JenkinsRule jenkins) {
        HttpReleaseCheck check = http(Map.of(
                "url",
                "https://example.com",
                "form",
                Map.of("count", 3),
                "expectHeaders",
                Map.of("Content-Type", "^text/")));
        assertThat(check.getForm()).singleElement().satisfies(field -> {
            assertThat(field.getName()).isEqualTo("count");
            assertThat(field.getValue()).isEqualTo("3");
        });
        assertThat(check.getExpectHeaders()).singleElement().satisfies(header -> {
            assertThat(header.getName()).isEqualTo("Content-Type");
            assertThat(header.getPattern()).isEqualTo("^text/");
        });
    }

    @Test
    void takesJsonAsTextAsMapsAndAsLists(JenkinsRule jenkins) {
        Map<String, Object> order = new HashMap<>();
        order.put("items", List.of(7, "a", true, new BigDecimal("1.50")));
        assertThat(json(order)).isEqualTo("{\"items\":[7,\"a\",true,1.50]}");
        order.put("items", null);
        assertThat(json(order)).isEqualTo("{\"items\":null}");
        assertThat(json(List.of(1, List.of()))).isEqualTo("[1,[]]");
        assertThat(json("{\"as\": \"written\"}")).isEqualTo("{\"as\": \"written\"}");
        assertThat(json(5)).isEqualTo("5");
        assertThat(json(false)).isEqualTo("false");
    }

    @Test
    void leavesItToTheStepToRefuseMapsThatAreNoJson(JenkinsRule jenkins) {
        HttpReleaseCheck check = http(Map.of("url", "https://example.com", "json", Map.of("at", new Date())));
        assertThatThrownBy(check::toCheck)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("httpCheck: json: expected JSON, found a mistake in line 1");
    }

    private static String json(Object value) {
        return http(Map.of("url", "https://example.com", "json", value)).getJson();
    }

    @Test
    void bindsWithoutTheRequiredValueSoThatTheStepCanSayWhatIsMissing(JenkinsRule jenkins) {
        assertThat(http(Map.of("status", 200)).getUrl()).isEmpty();
        assertThat(bind(TcpReleaseCheck.class, Map.of()).getAddress()).isEmpty();
        assertThat(bind(TlsReleaseCheck.class, Map.of()).getAddress()).isEmpty();
        assertThat(bind(DnsReleaseCheck.class, Map.of()).getHost()).isEmpty();
        assertThat(bind(CommandReleaseCheck.class, Map.of()).getCommand()).isEmpty();
    }

    @Test
    void aSnippetLeavesOutWhatIsTheDefault(JenkinsRule jenkins) {
        assertThat(snippet(new TcpReleaseCheck("db.staging.example.com:5432")))
                .isEqualTo("tcpCheck('db.staging.example.com:5432')");
        assertThat(snippet(new HttpReleaseCheck("https://example.com/")))
                .isEqualTo("httpCheck('https://example.com/')");
        assertThat(snippet(new DnsReleaseCheck("www.example.com"))).isEqualTo("dnsCheck('www.example.com')");
        CommandReleaseCheck command = new CommandReleaseCheck("./smoke.sh");
        command.setExitCode("");
        assertThat(snippet(command)).isEqualTo("commandCheck('./smoke.sh')");
        command.setExitCode("3");
        assertThat(snippet(command))
                .startsWith("commandCheck(")
                .contains("command: './smoke.sh'", "exitCode: '3'")
                .doesNotContain("output");
        TcpReleaseCheck tcp = new TcpReleaseCheck("cache:6379");
        tcp.setSend("PING\\r\\n");
        tcp.setExpect("+PONG");
        assertThat(snippet(tcp)).contains("address: 'cache:6379'", "expect: '+PONG'", "send: 'PING\\\\r\\\\n'");
        TlsReleaseCheck tls = new TlsReleaseCheck("staging.example.com:443");
        tls.setMinValidity("14d");
        assertThat(snippet(tls)).isEqualTo("tlsCheck(address: 'staging.example.com:443', minValidity: '14d')");
    }

    @Test
    void aSnippetOfAFormThatWasLeftEmptyHasNoEmptyTexts(JenkinsRule jenkins) {
        HttpReleaseCheck check = new HttpReleaseCheck("https://example.com/");
        check.setName("");
        check.setMethod("");
        check.setForm(List.of());
        check.setJson("");
        check.setExpectHeaders(null);
        check.setBodyMatches("");
        check.setCertificateId(null);
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
        check.setForm(List.of(new FormField("user", "anna")));
        check.setExpectHeaders(List.of(new ExpectedHeader("Location", ".*")));
        assertThat(snippet(check))
                .contains("form: [user: 'anna']")
                .contains("expectHeaders: [Location: '.*']")
                .contains("headers: [Accept: 'text/html'");
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
