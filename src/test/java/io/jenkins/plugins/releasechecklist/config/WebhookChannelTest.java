package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.sun.net.httpserver.HttpServer;
import hudson.AbortException;
import hudson.ProxyConfiguration;
import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookRequest;
import io.jenkins.plugins.releasechecklist.engine.announce.WebhookSigner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends OneJenkins {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer server;
    private FreeStyleBuild build;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    header -> header.getKey().toLowerCase(Locale.ROOT),
                                    header -> header.getValue().get(0))),
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        build = rule().buildAndAssertSuccess(rule().createFreeStyleProject());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void signsWithTheSecretOfTheCredentials() throws Exception {
        ReleaseChecklistConfigurationTest.addSecretText("release-hook");
        WebhookChannel channel = new WebhookChannel("stakeholders", address() + "/release");
        channel.setCredentialsId("release-hook");

        assertThat(send(channel)).isEqualTo(new Attempt.Delivered("HTTP 204"));

        Received request = received.poll(10, TimeUnit.SECONDS);
        assertThat(request.uri()).isEqualTo("/release");
        assertThat(new WebhookSigner("s3cr3t".getBytes(StandardCharsets.UTF_8))
                        .verify(
                                request.header(WebhookRequest.TIMESTAMP),
                                request.body(),
                                request.header(WebhookRequest.SIGNATURE)))
                .isTrue();
        assertThat(CredentialsProvider.getFingerprintOf(CredentialsMatchers.firstOrNull(
                                SystemCredentialsProvider.getInstance().getCredentials(),
                                CredentialsMatchers.withId("release-hook")))
                        .getJobs())
                .contains(build.getParent().getName());
    }

    @Test
    void sendsWithoutASignatureWhenThereAreNoCredentials() throws Exception {
        assertThat(send(new WebhookChannel("stakeholders", address()))).isInstanceOf(Attempt.Delivered.class);
        assertThat(received.poll(10, TimeUnit.SECONDS).headers())
                .doesNotContainKey(WebhookRequest.SIGNATURE.toLowerCase(Locale.ROOT));
    }

    @Test
    void saysWhichCredentialsOfWhichChannelAreMissing() {
        WebhookChannel channel = new WebhookChannel("stakeholders", address());
        channel.setCredentialsId("gone");
        assertThatThrownBy(() -> channel.transport(build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll(
                        "'gone'", "'stakeholders'", "Secret text", "Manage Jenkins > System > Release Checklist");
    }

    @Test
    void goesThroughTheProxyOfJenkins() throws Exception {
        rule().jenkins
                .setProxy(
                        new ProxyConfiguration("127.0.0.1", server.getAddress().getPort(), null, null, "*.internal"));

        assertThat(send(new WebhookChannel("stakeholders", "http://hooks.example.com/release")))
                .isInstanceOf(Attempt.Delivered.class);

        assertThat(received.poll(10, TimeUnit.SECONDS).header("host")).isEqualTo("hooks.example.com");
    }

    @Test
    void goesDirectlyToHostsThatNeedNoProxy() throws Exception {
        rule().jenkins.setProxy(new ProxyConfiguration("127.0.0.1", 1, null, null, "127.0.0.1"));
        assertThat(send(new WebhookChannel("stakeholders", address()))).isInstanceOf(Attempt.Delivered.class);
    }

    private Attempt send(WebhookChannel channel) throws Exception {
        Message message = new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Instant.EPOCH,
                "shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.of("production"),
                channel.getName(),
                "Shop 2.4.0",
                "# Shop",
                "<h1>Shop</h1>",
                List.of());
        return channel.transport(build)
                .send(message, DeliveryId.of("record", MessageEvent.RELEASE_ANNOUNCED, channel.getName(), "announce"));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private record Received(String uri, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }
}
