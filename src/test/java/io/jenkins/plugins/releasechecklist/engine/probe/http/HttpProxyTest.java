package io.jenkins.plugins.releasechecklist.engine.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.DenyAddress;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NetworkPolicy;
import io.jenkins.plugins.releasechecklist.engine.probe.address.TargetRules;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP checks that go through a proxy. */
class HttpProxyTest {
    private static Certificates certificates;
    private static HttpsServer secure;
    private LoopbackServer server;
    private LoopbackProxy proxy;

    @BeforeAll
    static void startSecure(@TempDir Path directory) throws Exception {
        certificates = new Certificates(directory).authority().good();
        secure = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificates.server("good")));
        secure.createContext("/", exchange -> {
            try (exchange) {
                boolean leaked = exchange.getRequestHeaders().containsKey("Proxy-Authorization");
                LoopbackServer.send(exchange, leaked ? 500 : 200, "secure");
            }
        });
        secure.start();
    }

    @AfterAll
    static void stopSecure() {
        secure.stop(0);
    }

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer().on("/health", 200, "UP");
        proxy = new LoopbackProxy().name("shop.test", "127.0.0.1").name("hidden.test", "127.0.0.1");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        proxy.close();
    }

    private ProbeFixture through(ProbeProxy settings) throws Exception {
        return through(AddressGuard.ANY, settings);
    }

    private static ProbeFixture through(AddressGuard guard, ProbeProxy settings) throws Exception {
        return new ProbeFixture(guard, settings, certificates.trust())
                .name("proxy.test", "127.0.0.1")
                .name("shop.test", "127.0.0.1");
    }

    private String http(String host, String path) {
        return "http://" + host + ":" + server.port() + path;
    }

    private static String https(String host) {
        return "https://" + host + ":" + secure.getAddress().getPort() + "/";
    }

    private static HttpCheck check(String url) {
        return HttpCheck.builder(url).build();
    }

    @Test
    void asksForHttpInTheAbsoluteForm() throws Exception {
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            String url = http("shop.test", "/health?a=%20b&c=%C3%BC");
            assertThat(fixture.errorOf(HttpCheck.builder(url).bodyContains("UP").build()))
                    .isEqualTo("passed");
            assertThat(proxy.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith("GET " + url + " HTTP/1.1\r\n")
                            .contains("Host: shop.test:" + server.port() + "\r\n")
                            .doesNotContain("Authorization"));
            assertThat(server.asked())
                    .extracting(LoopbackServer.Asked::path)
                    .containsExactly("/health?a=%20b&c=%C3%BC");
        }
    }

    @Test
    void makesATunnelForHttpsAndSpeaksTlsWithTheTarget() throws Exception {
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            assertThat(fixture.errorOf(HttpCheck.builder(https("shop.test"))
                            .bodyContains("secure")
                            .build()))
                    .isEqualTo("passed");
            assertThat(proxy.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head)
                            .startsWith(
                                    "CONNECT shop.test:" + secure.getAddress().getPort() + " HTTP/1.1\r\n"));
            proxy.name("other.test", "127.0.0.1");
            assertThat(fixture.errorOf(check(https("other.test"))))
                    .isEqualTo("the certificate of other.test:"
                            + secure.getAddress().getPort() + " is not for the host name other.test");
        }
    }

    @Test
    void tellsTheProxyAloneWhoItIs() throws Exception {
        proxy.user("jenkins", "s3crét");
        try (ProbeFixture fixture = through(proxy.as("jenkins", "s3crét"))) {
            assertThat(fixture.errorOf(check(http("shop.test", "/health")))).isEqualTo("passed");
            assertThat(fixture.errorOf(check(https("shop.test")))).isEqualTo("passed");
            String pair = Base64.getEncoder().encodeToString("jenkins:s3crét".getBytes(StandardCharsets.UTF_8));
            assertThat(proxy.heads())
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(head).contains("Proxy-Authorization: Basic " + pair + "\r\n"));
        }
    }

    @Test
    void tellsThatTheProxyWantsAnotherUser() throws Exception {
        proxy.user("jenkins", "s3cret");
        try (ProbeFixture without = through(proxy.as("", ""));
                ProbeFixture wrong = through(proxy.as("jenkins", "other"))) {
            String name = proxy.as("", "").toString();
            for (String url : List.of(http("shop.test", "/health"), https("shop.test"))) {
                // Not even a check that expects this very status mistakes the proxy for the target.
                HttpCheck check =
                        HttpCheck.builder(url).status(StatusRange.parse("407")).build();
                assertThat(without.errorOf(check))
                        .isEqualTo("the proxy " + name + " asks for a user and a password (status 407), and has none");
                assertThat(wrong.errorOf(check))
                        .isEqualTo("the proxy " + name + " does not accept its user and password (status 407)");
                assertThat(without.attempt(check).retryable()).isTrue();
                // It would lock the account.
                assertThat(wrong.attempt(check).retryable()).isFalse();
            }
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void doesNotTakeTheRefusalOfATunnelForTheAnswerOfTheTarget() throws Exception {
        proxy.refusing("502 Bad Gateway");
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            HttpCheck check = HttpCheck.builder(https("shop.test"))
                    .status(StatusRange.parse("502"))
                    .build();
            assertThat(fixture.errorOf(check))
                    .isEqualTo("the proxy " + proxy.as("", "") + " does not connect to shop.test:"
                            + secure.getAddress().getPort() + ": status 502 Bad Gateway");
            assertThat(fixture.errorOf(check(http("shop.test", "/health"))))
                    .isEqualTo("expected status 200-299, got 502 Bad Gateway");
        }
    }

    @Test
    void tellsThatTheProxyCannotBeReached() throws Exception {
        ProbeProxy gone = proxy.as("", "");
        proxy.close();
        try (ProbeFixture fixture = through(gone);
                ProbeFixture unknown = through(new ProbeProxy("nowhere.test", 3128, "", "", List.of()))) {
            for (String url : List.of(http("shop.test", "/health"), https("shop.test"))) {
                assertThat(fixture.errorOf(check(url)))
                        .isEqualTo("no connection to the proxy " + gone + ": connection refused");
                assertThat(unknown.errorOf(check(url)))
                        .isEqualTo("the name of the proxy nowhere.test:3128 cannot be resolved");
            }
        }
    }

    @Test
    void asksExceptionsDirectly() throws Exception {
        try (ProbeFixture fixture = through(proxy.as("", "", ".*\\.test"))) {
            assertThat(fixture.errorOf(check(http("shop.test", "/health")))).isEqualTo("passed");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void leavesNamesToTheProxyThatOnlyItKnows() throws Exception {
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            assertThat(fixture.errorOf(check(http("hidden.test", "/health")))).isEqualTo("passed");
        }
    }

    @Test
    void judgesTheTargetAndNotTheProxy() throws Exception {
        String host = "169.254.169.254";
        try (ProbeFixture fixture =
                through(new DenyAddress(host), proxy.as("", "")).name("meta.test", host)) {
            server.redirect("/start", 302, "http://" + host + "/latest");
            for (String url : List.of("http://" + host + "/", "http://meta.test/", http("shop.test", "/start"))) {
                Observation observation = fixture.attempt(check(url));
                assertThat(observation.error())
                        .startsWith("connecting to " + host)
                        .endsWith("the test denies it");
                assertThat(observation.retryable()).isFalse();
            }
            assertThat(proxy.heads()).hasSize(1);
        }
        try (ProbeFixture fixture = through(new DenyAddress("127.0.0.1"), proxy.as("", ""))) {
            assertThat(fixture.errorOf(check(http("hidden.test", "/health")))).isEqualTo("passed");
        }
    }

    @Test
    void judgesNamesThatOnlyTheProxyKnowsByTheRulesForNames() throws Exception {
        TargetRules none = new TargetRules("allowedTargets", List.of());
        TargetRules denied = TargetRules.parse("deniedTargets", List.of("*.test", "10.0.0.0/8"));
        TargetRules others = TargetRules.parse("allowedTargets", List.of("other.test", "0.0.0.0/0"));
        TargetRules allowed = TargetRules.parse("allowedTargets", List.of("hidden.test"));
        HttpCheck check = check(http("hidden.test", "/health"));
        try (ProbeFixture refusing = through(new NetworkPolicy(none, List.of(denied)), proxy.as("", ""));
                ProbeFixture strict = through(new NetworkPolicy(others, List.of()), proxy.as("", ""));
                ProbeFixture open = through(new NetworkPolicy(allowed, List.of()), proxy.as("", ""))) {
            assertThat(refusing.errorOf(check))
                    .isEqualTo("connecting to hidden.test is not allowed: the rule *.test denies it (deniedTargets)");
            assertThat(strict.errorOf(check))
                    .isEqualTo("connecting to hidden.test is not allowed: no rule allows it (allowedTargets)");
            assertThat(proxy.heads()).isEmpty();
            assertThat(open.errorOf(check)).isEqualTo("passed");
        }
    }

    @Test
    void followsARedirectThroughTheProxyAndKeepsTheCredentialsAtTheirOrigin() throws Exception {
        server.redirect("/start", 302, http("hidden.test", "/health"));
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            fixture.credentials("token", new ProbeCredentials.Bearer("s3cret-token"));
            assertThat(fixture.errorOf(HttpCheck.builder(http("shop.test", "/start"))
                            .credentialsId("token")
                            .build()))
                    .isEqualTo("passed");
            assertThat(proxy.heads().get(0)).contains("Authorization: Bearer s3cret-token");
            assertThat(proxy.heads().get(1)).doesNotContain("Authorization");
        }
    }

    @Test
    void asksAPinnedAddressDirectly() throws Exception {
        try (ProbeFixture fixture = through(proxy.as("", ""))) {
            HttpFetch fetch = new HttpFetch(check(http("shop.test", "/health")), fixture.context())
                    .from(InetAddress.getByName("127.0.0.1"));
            HttpAnswer answer = fixture.context().network().start(fetch::answer).get();
            assertThat(answer.body()).isEqualTo("UP");
            assertThat(proxy.heads()).isEmpty();
        }
    }
}
