package io.jenkins.plugins.releasechecklist.config.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.sun.net.httpserver.HttpServer;
import hudson.AbortException;
import hudson.ProxyConfiguration;
import hudson.model.FreeStyleBuild;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.OneJenkins;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfigurationTest;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookRequest;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
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
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class WebhookChannelTest extends OneJenkins {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private volatile int status = 204;
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
            exchange.sendResponseHeaders(status, -1);
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
        assertThat(request.header(WebhookRequest.SIGNATURE))
                .isEqualTo(new WebhookSigner(List.of("s3cr3t"))
                        .sign(request.header(WebhookRequest.TIMESTAMP), request.body()));
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
                        "'gone'", "'stakeholders'", "Secret text", "Manage Jenkins > Release Checklist");
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

    @Test
    void slackAndTeamsTakeTheirAddressFromTheCredentials() throws Exception {
        ReleaseChecklistConfigurationTest.addSecretText("chat", address() + "/services/T0KENT0KEN");

        assertThat(send(new SlackChannel("stakeholders", "chat"))).isEqualTo(new Attempt.Delivered("HTTP 204"));
        Received slack = received.poll(10, TimeUnit.SECONDS);
        assertThat(slack.uri()).isEqualTo("/services/T0KENT0KEN");
        assertThat(slack.text()).contains("\"blocks\":[{\"type\":\"header\"");
        assertThat(send(new TeamsChannel("stakeholders", "chat"))).isEqualTo(new Attempt.Delivered("HTTP 204"));
        assertThat(received.poll(10, TimeUnit.SECONDS).text()).contains("application/vnd.microsoft.card.adaptive");
        assertThat(CredentialsProvider.getFingerprintOf(CredentialsMatchers.firstOrNull(
                                SystemCredentialsProvider.getInstance().getCredentials(),
                                CredentialsMatchers.withId("chat")))
                        .getJobs())
                .contains(build.getParent().getName());
    }

    @Test
    void aChatGoesThroughTheProxyOfJenkins() throws Exception {
        rule().jenkins
                .setProxy(
                        new ProxyConfiguration("127.0.0.1", server.getAddress().getPort()));
        ReleaseChecklistConfigurationTest.addSecretText("chat", "http://hooks.example.com/services/T0KENT0KEN");

        assertThat(send(new SlackChannel("stakeholders", "chat"))).isInstanceOf(Attempt.Delivered.class);

        assertThat(received.poll(10, TimeUnit.SECONDS).header("host")).isEqualTo("hooks.example.com");
    }

    @Test
    void saysWhatIsWrongWithTheAddressOfAChatWithoutShowingIt() throws Exception {
        ReleaseChecklistConfigurationTest.addSecretText("chat", "xoxb-T0KENT0KEN");
        assertThatThrownBy(() -> new SlackChannel("stakeholders", "chat").transport(build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'chat'", "'stakeholders'", "no address")
                .message()
                .doesNotContain("T0KEN");
        assertThatThrownBy(() -> new TeamsChannel("stakeholders", "gone").transport(build))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("'gone'", "'stakeholders'", "Secret text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlackChannel("stakeholders", " "))
                .withMessageStartingWith("credentialsId: expected the id of a secret text");
    }

    @Test
    void anAdministratorSendsATestByTheButtonOfTheForm() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("stakeholders", address() + "/release")));
        HtmlPage page = rule().createWebClient().goTo("manage/release-checklist/");

        page.<HtmlButton>getFirstByXPath("//button[contains(., 'Send a test')]").click();
        page.getWebClient().waitForBackgroundJavaScript(10_000);

        Received test = received.poll(10, TimeUnit.SECONDS);
        assertThat(test.header(WebhookRequest.EVENT)).isEqualTo("channel.tested");
        assertThat(test.text()).contains("Test of channel stakeholders");
        assertThat(page.getBody().getTextContent()).contains("Delivered: HTTP 204");
    }

    @Test
    void aTestIsSentOnceAndToldWithoutTheSecret() throws Exception {
        ReleaseChecklistConfigurationTest.addSecretText("chat", address() + "/services/T0KENT0KEN");
        status = 500;
        FormValidation failed = slack().doSendTest("stakeholders", "chat");
        assertThat(failed.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(failed.getMessage()).contains("Not delivered", address() + " answered 500");
        status = 404;
        FormValidation refused = slack().doSendTest("stakeholders", "chat");
        assertThat(refused.getMessage())
                .contains("Refused by the receiver", "answered 404")
                .doesNotContain("T0KEN");
        assertThat(slack().doSendTest("stakeholders", "gone").getMessage()).contains("gone");
        assertThat(slack().doSendTest("", "chat").getMessage()).contains("channel name: expected one line");
        assertThat(received).hasSize(2);
        assertThat(received.stream().map(request -> request.header(WebhookRequest.IDEMPOTENCY_KEY)))
                .doesNotHaveDuplicates();
    }

    @Test
    void nobodyElseSendsATestNorDoesALink() throws Exception {
        JenkinsRule jenkins = rule();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
        String query = "?name=a&credentialsId=&recipients=a@example.com&url=" + address();
        for (Class<? extends Channel.ChannelDescriptor> kind : List.of(
                WebhookChannel.DescriptorImpl.class,
                EmailChannel.DescriptorImpl.class,
                SlackChannel.DescriptorImpl.class,
                TeamsChannel.DescriptorImpl.class)) {
            String path = jenkins.jenkins.getDescriptorByType(kind).getDescriptorUrl() + "/sendTest" + query;
            assertThat(status("reader", path, HttpMethod.POST)).isEqualTo(403);
            assertThat(status("admin", path, HttpMethod.GET)).isBetween(404, 405);
        }
        assertThat(received).isEmpty();
        String webhook = jenkins.jenkins
                .getDescriptorByType(WebhookChannel.DescriptorImpl.class)
                .getDescriptorUrl();
        assertThat(status("admin", webhook + "/sendTest" + query, HttpMethod.POST))
                .isEqualTo(200);
        assertThat(received).hasSize(1);
    }

    private static int status(String user, String path, HttpMethod method) throws Exception {
        JenkinsRule.WebClient browser = rule().createWebClient().login(user);
        browser.setThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(rule().getURL(), path), method);
        return browser.getPage(method == HttpMethod.POST ? browser.addCrumb(request) : request)
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void saysWhatATemplateLacks() {
        WebhookChannel.DescriptorImpl webhook = rule().jenkins.getDescriptorByType(WebhookChannel.DescriptorImpl.class);
        assertThat(webhook.doCheckBody("", "PUT", "").getMessage())
                .isEqualTo("body: expected JSON with placeholders, because there is a method or a header, found none");
        assertThat(webhook.doCheckBody("{}", "", "Authorization").getMessage())
                .isEqualTo(
                        "headers: expected a line such as Authorization: Bearer {secret}, found a line without a colon");
    }

    private static SlackChannel.DescriptorImpl slack() {
        return rule().jenkins.getDescriptorByType(SlackChannel.DescriptorImpl.class);
    }

    private Attempt send(Channel channel) throws Exception {
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
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }
}
