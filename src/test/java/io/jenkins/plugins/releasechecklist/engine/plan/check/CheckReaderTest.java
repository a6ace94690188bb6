package io.jenkins.plugins.releasechecklist.engine.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Texts;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReaderTest {
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
    void readsEveryKeyOfAnHttpCheck() {
        assertThat(check("{httpCheck: {name: order, " + URL + ", method: POST, headers: {X-Dry-Run: 1}, body: ' {} ',"
                        + " status: 2xx, bodyContains: ok, jsonPath: $.total, expect: 1.10, matches: '[0-9.]+',"
                        + " maxLatency: 2s, credentialsId: shop, redirects: never}}"))
                .isEqualTo(HttpCheck.builder("https://www.example.com/health")
                        .name("order")
                        .method(HttpMethod.POST)
                        .header("X-Dry-Run", "1")
                        .body(" {} ")
                        .status(StatusRange.parse("200-299"))
                        .bodyContains("ok")
                        .jsonPath("$.total")
                        .expect("1.10")
                        .matches("[0-9.]+")
                        .maxLatency(Duration.ofSeconds(2))
                        .credentialsId("shop")
                        .redirects(Redirects.NEVER)
                        .build());
    }

    @Test
    void needsNothingButAUrl() {
        assertThat(check("{httpCheck: {" + URL + "}}"))
                .isEqualTo(HttpCheck.builder("https://www.example.com/health").build());
        assertThat(mistakes("{httpCheck: {status: 200}}"))
                .containsExactly("checks[0].httpCheck.url: expected a URL, found nothing");
    }

    @Test
    void readsTcpAndTlsChecksShortAndLong() {
        assertThat(check("{tcpCheck: 'db.example.com:5432'}")).isEqualTo(TcpCheck.parse("db.example.com:5432"));
        assertThat(check("{tcpCheck: {address: 'db.example.com:5432'}}"))
                .isEqualTo(TcpCheck.parse("db.example.com:5432"));
        assertThat(check("{tcpCheck: {name: db, address: '[::1]:5432'}}"))
                .isEqualTo(new TcpCheck("db", "::1", 5432, "", ""));
        assertThat(check("{tlsCheck: www.example.com}")).isEqualTo(TlsCheck.parse("www.example.com:443"));
        assertThat(check("{tlsCheck: {name: cert, address: 'www.example.com:8443', minValidity: 14d}}"))
                .isEqualTo(new TlsCheck("cert", "www.example.com", 8443, Duration.ofDays(14)));
    }

    @Test
    void readsWhatATcpCheckSendsAndExpects() {
        assertThat(check("{tcpCheck: {name: cache, address: 'cache:6379', send: 'PING\\r\\n', expect: '+PONG'}}"))
                .isEqualTo(TcpCheck.parse("cache:6379")
                        .named("cache")
                        .sending("PING\\r\\n")
                        .expecting("+PONG"));
        assertThat(check("{tcpCheck: {address: 'mail:25', expect: 220}}"))
                .isEqualTo(TcpCheck.parse("mail:25").expecting("220"));
        assertThat(mistakes("{tcpCheck: {address: 'a:1', send: '\\q', expect: []}}"))
                .satisfiesExactly(
                        send -> assertThat(send)
                                .startsWith("checks[0].tcpCheck.send: expected one of the escapes ")
                                .contains("found '\\q'"),
                        expect ->
                                assertThat(expect).isEqualTo("checks[0].tcpCheck.expect: expected text, found a list"));
    }

    @Test
    void readsDnsChecksShortAndLong() {
        DnsCheck check = DnsCheck.parse("www.example.com");
        assertThat(check("{dnsCheck: www.example.com}")).isEqualTo(check);
        assertThat(check("{dnsCheck: {name: dns, host: www.example.com}}")).isEqualTo(check.named("dns"));
        DnsCheck expecting = check.resolvingTo(DnsCheck.networks("203.0.113.7,10.0.0.0/8"));
        assertThat(check("{dnsCheck: {host: www.example.com, resolvesTo: [203.0.113.7, 10.0.0.0/8]}}"))
                .isEqualTo(expecting);
        assertThat(check("{dnsCheck: {host: www.example.com, resolvesTo: '203.0.113.7, 10.0.0.0/8'}}"))
                .isEqualTo(expecting);
        assertThat(mistakes("{dnsCheck: {host: 10.0.0.1}}, {dnsCheck: {resolvesTo: []}}, {dnsCheck: {host: a,"
                        + " resolvesTo: [10.0.0.1/8, b]}}, {dnsCheck: {host: b, resolvesTo: 'x'}}, {dnsCheck: {host: c,"
                        + " resolveTo: a}}"))
                .satisfiesExactly(
                        host -> assertThat(host)
                                .isEqualTo("checks[0].dnsCheck.host: expected a host name such as www.example.com,"
                                        + " found '10.0.0.1'"),
                        none -> assertThat(none)
                                .isEqualTo("checks[1].dnsCheck.host: expected a host name such as www.example.com,"
                                        + " found nothing"),
                        empty -> assertThat(empty)
                                .isEqualTo("checks[1].dnsCheck.resolvesTo: expected at least one of the addresses and"
                                        + " networks, found an empty list"),
                        first -> assertThat(first)
                                .isEqualTo("checks[2].dnsCheck.resolvesTo[0]: expected the first address of a network,"
                                        + " such as 10.0.0.0/8, found 10.0.0.1/8"),
                        name -> assertThat(name).startsWith("checks[2].dnsCheck.resolvesTo[1]: expected an address"),
                        text -> assertThat(text).startsWith("checks[3].dnsCheck.resolvesTo: expected an address"),
                        key -> assertThat(key)
                                .isEqualTo("checks[4].dnsCheck.resolveTo: unknown key; did you mean \"resolvesTo\"?"
                                        + " Allowed: name, host, resolvesTo"));
    }

    @Test
    void readsCommandChecksShortAndLong() {
        assertThat(check("{commandCheck: ./smoke.sh}")).isEqualTo(CommandCheck.of("./smoke.sh"));
        assertThat(check("{commandCheck: {name: smoke, command: ./smoke.sh, exitCode: 3, outputContains: ' fine ',"
                        + " outputMatches: '^[0-9]+ tests$'}}"))
                .isEqualTo(CommandCheck.of("./smoke.sh")
                        .named("smoke")
                        .exiting(3)
                        .containing(" fine ")
                        .matching("^[0-9]+ tests$"));
        assertThat(mistakes("{commandCheck: {exitCode: 256, outputContains: ''}}, {commandCheck: []},"
                        + " {commandCheck: {command: a, outputMatches: '[', exitcode: 1}}"))
                .satisfiesExactly(
                        command -> assertThat(command)
                                .isEqualTo("checks[0].commandCheck.command: expected a command such as ./smoke.sh,"
                                        + " found nothing"),
                        code -> assertThat(code)
                                .isEqualTo("checks[0].commandCheck.exitCode: expected a whole number from 0 to 255,"
                                        + " found 256"),
                        text -> assertThat(text)
                                .isEqualTo("checks[0].commandCheck.outputContains: expected text, found \"\""),
                        list -> assertThat(list).startsWith("checks[1].commandCheck: expected a command such as"),
                        pattern -> assertThat(pattern)
                                .startsWith("checks[2].commandCheck.outputMatches: expected a regular expression,"),
                        key -> assertThat(key)
                                .startsWith(
                                        "checks[2].commandCheck.exitcode: unknown key; did you mean \"exitCode\"?"));
    }

    @Test
    void rejectsAKindThatDoesNotExist() {
        assertThat(mistakes("{httpChek: {" + URL + "}}"))
                .containsExactly("checks[0].httpChek: unknown key; did you mean \"httpCheck\"? Allowed: httpCheck,"
                        + " tcpCheck,"
                        + " tlsCheck, dnsCheck, commandCheck");
    }

    @Test
    void rejectsSeveralKindsOrNone() {
        assertThat(mistakes("{tcpCheck: 'a:1', tlsCheck: 'a:1'}, {}, text"))
                .containsExactly(
                        "checks[0]: expected exactly one of httpCheck, tcpCheck, tlsCheck, dnsCheck, commandCheck, found 2 keys",
                        "checks[1]: expected exactly one of httpCheck, tcpCheck, tlsCheck, dnsCheck, commandCheck, found none",
                        "checks[2]: expected a check (a mapping with the keys httpCheck, tcpCheck, tlsCheck, dnsCheck, commandCheck), found"
                                + " \"text\"");
    }

    @Test
    void rejectsTheSameNameTwice() {
        assertThat(mistakes("{tcpCheck: {name: db, address: 'a:1'}}, {tlsCheck: {name: db, address: 'a:2'}}"))
                .containsExactly("checks[1].tlsCheck.name: expected every name of a check once in an environment,"
                        + " found \"db\""
                        + " again (first on line 3)");
        assertThat(mistakes("{tcpCheck: 'a:1'}, {tcpCheck: 'a:1'}")).isEmpty();
    }

    @Test
    void rejectsNamesThatDoNotFitOnALine() {
        assertThat(httpMistakes("name: \"a\\nb\""))
                .singleElement()
                .asString()
                .startsWith(": expected a name of 1 to 200 characters in one line");
        assertThat(mistakes("{tcpCheck: {name: \"a\\tb\", address: 'a:1'}}, {tlsCheck: {name: [], address: 'a:1'}}"))
                .satisfiesExactly(
                        name -> assertThat(name)
                                .startsWith("checks[0].tcpCheck: expected a name of 1 to 200" + " characters"),
                        list -> assertThat(list).isEqualTo("checks[1].tlsCheck.name: expected text, found a list"));
    }

    @Test
    void rejectsWrongRequests() {
        assertThat(httpMistakes("method: FETCH, headers: [], body: {}, credentialsId: '', redirects: sometimes"))
                .containsExactly(
                        "method: expected a method of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, found 'FETCH'",
                        "headers: expected headers by their names (a mapping), found a list",
                        "body: expected text, found a mapping",
                        "credentialsId: expected text, found \"\"",
                        "redirects: expected what to do with redirects (follow, never), found \"sometimes\"");
    }

    @Test
    void rejectsWrongHeadersWithoutShowingTheirValues() {
        assertThat(httpMistakes("headers: {Host name: secret1, X: \"secret2\\n\", Y: [], Z: fine}"))
                .containsExactly(
                        "headers[\"Host name\"]: expected a header name such as X-Api-Key, found 'Host name'",
                        "headers.X: expected one line without control characters as the value of 'X'",
                        "headers.Y: expected text, found a list");
        assertThat(httpMistakes("headers: {X-A: 1, x-a: 2}")).containsExactly("headers: 'x-a' is there twice");
        assertThat(httpMistakes("headers: {Authorization: x}, credentialsId: shop"))
                .containsExactly("headers: expected no 'Authorization' together with a credentialsId");
    }

    @Test
    void rejectsWrongExpectations() {
        assertThat(httpMistakes("status: 700, bodyContains: '', jsonPath: status, expect: [], matches: '[',"
                        + " maxLatency: fast"))
                .satisfiesExactly(
                        status -> assertThat(status).startsWith("status: expected "),
                        contains -> assertThat(contains).isEqualTo("bodyContains: expected text, found \"\""),
                        path -> assertThat(path)
                                .startsWith("jsonPath: expected a JSONPath such as $.status, found" + " 'status'"),
                        expect -> assertThat(expect).isEqualTo("expect: expected text, found a list"),
                        matches -> assertThat(matches).startsWith("matches: expected a regular expression, found '['"),
                        latency -> assertThat(latency).startsWith("maxLatency: expected a duration such as "));
    }

    @Test
    void rejectsAnExpectedValueWithoutAPlaceForIt() {
        assertThat(httpMistakes("expect: UP"))
                .containsExactly("expect: expected a jsonPath beside it (or bodyContains instead), found none");
        assertThat(httpMistakes("matches: U."))
                .containsExactly("matches: expected a jsonPath beside it (or bodyContains instead), found none");
    }

    @Test
    void rejectsExpectationsOfAnAnswerWithoutABody() {
        assertThat(httpMistakes("bodyContains: ok, method: HEAD"))
                .containsExactly("method: expected one with a body in the answer, because something is expected of"
                        + " it, found HEAD");
    }

    @Test
    void rejectsUrlsThatCannotBeAsked() {
        for (String url : List.of(
                "www.example.com", "ftp://a", "https://", "https://user:pw@a", "https://a/#top", "https://a b")) {
            assertThat(mistakes("{httpCheck: {url: '" + url + "'}}"))
                    .singleElement()
                    .asString()
                    .startsWith("checks[0].httpCheck.url: expected ")
                    .doesNotContain("pw@");
        }
    }

    @Test
    void rejectsWrongAddresses() {
        assertThat(mistakes("{tcpCheck: db}, {tcpCheck: {name: x}}, {tcpCheck: []}, {tlsCheck: 'a:0'},"
                        + " {tlsCheck: {address: a, minValidity: long, port: 1}}"))
                .satisfiesExactly(
                        port -> assertThat(port).startsWith("checks[0].tcpCheck: expected an address such as "),
                        none -> assertThat(none)
                                .isEqualTo("checks[1].tcpCheck.address: expected an address such as"
                                        + " db.example.com:5432, found"
                                        + " nothing"),
                        list -> assertThat(list)
                                .isEqualTo("checks[2].tcpCheck: expected an address such as db.example.com:5432, or"
                                        + " a TCP check"
                                        + " (a mapping with the keys name, address, send, expect), found a list"),
                        range -> assertThat(range)
                                .startsWith("checks[3].tlsCheck: expected a port between 1 and" + " 65535"),
                        validity -> assertThat(validity)
                                .startsWith("checks[4].tlsCheck.minValidity: expected a" + " duration"),
                        key -> assertThat(key)
                                .isEqualTo(
                                        "checks[4].tlsCheck.port: unknown key. Allowed: name, address, minValidity, caCredentialsId"));
    }
}
