package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.RawServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How redirects are followed, and what is sent along: nothing that was meant for another origin. */
class HttpRedirectTest {
    private final ProbeFixture fixture = new ProbeFixture()
            .name("shop.test", "127.0.0.1")
            .credentials("token", new ProbeCredentials.Bearer("s3cret-token"))
            .credentials("login", new ProbeCredentials.Basic("pm", "pässword"));
    private LoopbackServer server;
    private LoopbackServer other;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer().on("/end", 200, "here");
        other = new LoopbackServer().on("/end", 200, "there");
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
        fixture.close();
    }

    private HttpCheckBuilder check(String path) {
        return HttpCheck.builder(server.url(path));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsRedirects(int status) throws Exception {
        server.redirect("/start", status, "end?x=1#top");
        assertThat(fixture.errorOf(check("/start").bodyContains("here").build()))
                .isEqualTo("passed");
        assertThat(server.asked()).extracting(LoopbackServer.Asked::path).containsExactly("/start", "/end?x=1");
    }

    @ParameterizedTest
    @CsvSource({
        "?next=1, /start?next=1",
        "'', /start",
        "#top, /start",
        "/../../end, /end",
        "a/./b/../end, /a/end",
        "/with space, /with%20space",
        "/end?a=1|2, /end?a=1%7C2",
        "/gr\u00c3\u00b6\u00c3\u009fe, /gr%C3%B6%C3%9Fe",
        "/a%2Fb, /a%2Fb",
        "/end?next=%2Fa+b&x=[1], /end?next=%2Fa+b&x=[1]",
        "/100%, /100%25",
        "/sale?off=100%&x=%zz, /sale?off=100%25&x=%25zz",
        "/a[1]/b, /a%5B1%5D/b",
        "/a/./b/../end, /a/end",
        "/a/b/.., /a/",
        "/a//../end//x, /a/end//x",
        "/., /"
    })
    void followsWhatBrowsersFollow(String location, String path) throws Exception {
        AtomicBoolean left = new AtomicBoolean();
        try (RawServer raw = new RawServer(wire -> wire.send(
                left.getAndSet(true)
                        ? "HTTP/1.1 204 No Content\r\n\r\n"
                        : "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n"))) {
            assertThat(fixture.errorOf(HttpCheck.builder("http://" + raw.address() + "/start")
                            .build()))
                    .isEqualTo("passed");
            assertThat(raw.targets()).containsExactly("/start", path);
        }
    }

    @Test
    void followsARedirectToAHostWithAnUnderscore() throws Exception {
        fixture.name("my_shop.test", "127.0.0.1");
        server.redirect("/start", 302, "http://my_shop.test:" + server.port() + "/end?");
        assertThat(fixture.errorOf(check("/start").bodyContains("here").build()))
                .isEqualTo("passed");
        assertThat(server.asked().get(1).host()).isEqualTo("my_shop.test:" + server.port());
    }

    @Test
    void takesTheRedirectItselfWhenItMayNotBeFollowed() throws Exception {
        server.redirect("/start", 302, "/end");
        HttpCheckBuilder check = check("/start").redirects(Redirects.NEVER);
        assertThat(fixture.errorOf(check.build())).isEqualTo("expected status 200-299, got 302 Moved Temporarily");
        assertThat(fixture.errorOf(check.status(StatusRange.parse("3xx"))
                        .bodyContains("moved")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void endsALoop() throws Exception {
        server.redirect("/start", 302, "/start?secret=1");
        assertThat(fixture.errorOf(check("/start").build()))
                .isEqualTo("more than 10 redirects, the last one from " + server.url("/start?..."));
        assertThat(server.asked()).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://shop.test/",
                "http://user:s3cret@shop.test/",
                "http://a b/",
                "file:///etc/passwd",
                "http:///x"
            })
    void followsNothingButHttp(String location) throws Exception {
        server.redirect("/start", 302, location);
        assertThat(fixture.errorOf(check("/start").build()))
                .isEqualTo("the redirect of " + server.url("/start")
                        + " does not lead to a http or https address without user and password");
    }

    @ParameterizedTest
    @CsvSource({"301, GET, ''", "302, GET, ''", "303, GET, ''", "307, POST, order", "308, POST, order"})
    void repeatsOrDropsTheBodyAsTheStatusSays(int status, String method, String body) throws Exception {
        server.redirect("/start", status, "/end");
        HttpCheck check = check("/start").method(HttpMethod.POST).body("order").build();
        assertThat(fixture.errorOf(check)).isEqualTo("passed");
        assertThat(server.asked()).last().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo(method);
            assertThat(asked.body()).isEqualTo(body);
        });
    }

    @Test
    void doesNotTakeTheBodyToAnotherOrigin() throws Exception {
        server.redirect("/start", 307, other.url("/end"));
        HttpCheck check = check("/start").method(HttpMethod.POST).body("order").build();
        assertThat(fixture.errorOf(check))
                .isEqualTo("the redirect of " + server.url("/start")
                        + " would take the request body to another origin, 127.0.0.1:" + other.port());
        assertThat(other.asked()).isEmpty();
    }

    @Test
    void sendsCredentialsToTheirOrigin() throws Exception {
        server.redirect("/start", 302, "/end");
        assertThat(fixture.errorOf(check("/start").credentialsId("token").build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check("/start").credentialsId("login").build()))
                .isEqualTo("passed");
        assertThat(server.asked())
                .extracting(LoopbackServer.Asked::authorization)
                .containsExactly(
                        List.of("Bearer s3cret-token"),
                        List.of("Bearer s3cret-token"),
                        List.of("Basic cG06cMOkc3N3b3Jk"),
                        List.of("Basic cG06cMOkc3N3b3Jk"));
    }

    @Test
    void sendsNeitherCredentialsNorHeadersToAnotherOrigin() throws Exception {
        server.redirect("/start", 302, other.url("/middle"));
        other.redirect("/middle", 302, server.url("/end"));
        HttpCheck check = check("/start")
                .credentialsId("token")
                .header("X-Api-Key", "key")
                .build();
        assertThat(fixture.errorOf(check)).isEqualTo("passed");
        assertThat(server.asked().get(0).authorization()).containsExactly("Bearer s3cret-token");
        assertThat(other.asked()).singleElement().satisfies(HttpRedirectTest::hasNoSecret);
        // Not even when it comes back: the way there was the other origin's choice.
        assertThat(server.asked()).last().satisfies(HttpRedirectTest::hasNoSecret);
    }

    @Test
    void takesAnotherHostNameOfTheSameAddressForAnotherOrigin() throws Exception {
        server.redirect("/start", 302, "http://shop.test:" + server.port() + "/end");
        assertThat(fixture.errorOf(check("/start").credentialsId("token").build()))
                .isEqualTo("passed");
        assertThat(server.asked()).last().satisfies(HttpRedirectTest::hasNoSecret);
        assertThat(server.asked().get(1).host()).isEqualTo("shop.test:" + server.port());
    }

    @Test
    void tellsThatCredentialsAreMissing() throws Exception {
        Observation observation =
                fixture.attempt(check("/end").credentialsId("gone").build());
        assertThat(observation.errorIfAny()).contains("there are no credentials 'gone' that may be used here");
        assertThat(observation.retryable()).isFalse();
        assertThat(server.asked()).isEmpty();
    }

    /** Sets cookies, and tells by its body which ones it was sent. */
    private static void cookies(LoopbackServer to, String path, String location, String... set) {
        to.on(path, exchange -> {
            for (String cookie : set) {
                exchange.getResponseHeaders().add("Set-Cookie", cookie);
            }
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            String sent = String.join("|", exchange.getRequestHeaders().getOrDefault("Cookie", List.of()));
            LoopbackServer.send(exchange, location.isEmpty() ? 200 : 302, "<" + sent + ">");
        });
    }

    @Test
    void keepsCookiesOfAnAttemptAsBrowsersDo() throws Exception {
        cookies(
                server,
                "/start",
                "/shop/cart",
                "a=1",
                "b=2; Path=/shop",
                "c=3; Path=/other",
                "d=4; Secure",
                "e=5; Domain=example.com",
                "f=6; Max-Age=0",
                "g=\"7\"; HttpOnly; SameSite=Lax",
                "broken");
        cookies(server, "/shop/cart", "");
        HttpCheckBuilder check =
                check("/start").bodyMatches("<b=2; a=1; g=\"?7\"?>|<a=1; b=2; g=\"?7\"?>|<b=2; a=1; g=.*>");
        assertThat(fixture.errorOf(check.build())).isEqualTo("passed");
        // The next attempt begins without.
        assertThat(fixture.errorOf(HttpCheck.builder(server.url("/shop/cart"))
                        .bodyContains("<>")
                        .build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check("/start")
                        .header("Cookie", "own=0")
                        .bodyMatches("<own=0; .*a=1.*>")
                        .build()))
                .isEqualTo("passed");
    }

    @Test
    void keepsCookiesFromOtherHosts() throws Exception {
        fixture.name("login.test", "127.0.0.1");
        cookies(server, "/start", "http://login.test:" + other.port() + "/login", "session=shop-session");
        cookies(other, "/login", "http://127.0.0.1:" + server.port() + "/back", "session=login-session", "own=1");
        cookies(server, "/back", "");
        assertThat(fixture.errorOf(
                        check("/start").bodyContains("<session=shop-session>").build()))
                .isEqualTo("passed");
        assertThat(fixture.errorOf(check("/start").bodyContains("?").build()))
                .isEqualTo("expected the answer to contain '?', found no such text (after a redirect to "
                        + server.url("/back") + ")");
        assertThat(fixture.attempt(check("/start").bodyContains("?").build()).response())
                .endsWith("<session=****>");
    }

    @Test
    void endsALoopThatWaitsForACookie() throws Exception {
        server.on("/start", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Cookie");
            exchange.getResponseHeaders().set("Set-Cookie", "seen=yes");
            exchange.getResponseHeaders().set("Location", "/start");
            LoopbackServer.send(exchange, known ? 200 : 302, "");
        });
        assertThat(fixture.errorOf(check("/start").build())).isEqualTo("passed");
    }

    @Test
    void saysWhereItEnded() throws Exception {
        server.redirect("/start", 302, "/end?token=1");
        List<CheckResult> results = fixture.runner()
                .run(List.of(check("/start").build(), check("/end").build()), RunSettings.DEFAULT, result -> {})
                .get(10, TimeUnit.SECONDS);
        assertThat(results)
                .extracting(CheckResult::target)
                .containsExactly(server.url("/start") + ", ended at " + server.url("/end?..."), server.url("/end"));
    }

    @Test
    void showsNoSecretThatTheServerEchoes() throws Exception {
        server.on(
                "/echo",
                exchange -> LoopbackServer.send(
                        exchange,
                        200,
                        "{\"sent\": \"" + exchange.getRequestHeaders().getFirst("Authorization") + " "
                                + exchange.getRequestHeaders().getFirst("X-Api-Key") + "\"}"));
        HttpCheckBuilder check =
                check("/echo").header("X-Api-Key", "key-123").jsonPath("$.sent").expect("nothing");
        assertThat(fixture.errorOf(check.credentialsId("token").build()))
                .isEqualTo("expected $.sent to be 'nothing', got 'Bearer **** ****'");
        assertThat(fixture.errorOf(check.credentialsId("login").build()))
                .isEqualTo("expected $.sent to be 'nothing', got 'Basic **** ****'");
    }

    private static void hasNoSecret(LoopbackServer.Asked asked) {
        assertThat(asked.authorization()).isEmpty();
        assertThat(asked.apiKey()).isEmpty();
    }
}
