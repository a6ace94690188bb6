package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.LoopbackReceiver;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.SlackPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.TeamsPayload;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack and Microsoft Teams as receivers: what they answer, and what becomes of it. */
@Timeout(60)
class ChatTransportTest {

    private static final String PATH = "/services/T0KENT0KEN/B0TB0TB0T";

    private LoopbackReceiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new LoopbackReceiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    private static Attempt send(Payload payload, String authority, Duration within) throws InterruptedException {
        return new WebhookTransport(
                        payload,
                        WebhookUrl.parse("http://" + authority + PATH),
                        Optional.empty(),
                        NameService.SYSTEM,
                        ProbeProxy.NONE,
                        within,
                        () -> NOON)
                .send(Messages.announcement(), ID);
    }

    private Attempt send(Payload payload) throws InterruptedException {
        return send(payload, receiver.authority(), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP error 413, false",
        "HTTP error 404, false",
        "HTTP error 429, true",
        "HTTP error 502, true",
        "something, true"
    })
    void teamsSaysInAGoodAnswerThatItFailed(String error, boolean mayPass) throws InterruptedException {
        receiver.answering(
                200,
                Map.of(),
                "Webhook message delivery failed with error: Microsoft Teams endpoint returned " + error
                        + " with ContextId tcid=0");

        Attempt attempt = send(TeamsPayload::render);

        assertThat(attempt).isInstanceOf(mayPass ? Attempt.Failed.class : Attempt.Refused.class);
        assertThat(attempt.toString()).contains(error);
    }

    @Test
    void slackTakesItsOwnFormAndTeamsItsOwn() throws InterruptedException {
        receiver.answering(200, Map.of(), "ok").answering(202);

        assertThat(send(SlackPayload::render)).isEqualTo(new Attempt.Delivered("HTTP 200"));
        assertThat(send(TeamsPayload::render))
                .isEqualTo(new Attempt.Delivered("HTTP 202, accepted: whether it arrives is not told"));

        assertThat(receiver.received().get(0).body())
                .isEqualTo(SlackPayload.render(Messages.announcement(), ID).getBytes(UTF_8));
        assertThat(receiver.received().get(1).body())
                .isEqualTo(TeamsPayload.render(Messages.announcement(), ID).getBytes(UTF_8));
        assertThat(receiver.received()).allSatisfy(received -> {
            assertThat(received.headers().getFirst("Content-Type")).startsWith("application/json");
            assertThat(received.headers().getFirst("Idempotency-Key")).isEqualTo(ID.value());
            assertThat(received.headers().get("X-Release-Checklist-Signature")).isNull();
        });
    }

    @Test
    void aRefusalIsToldInTheWordsOfTheChatWithoutTheAddress() throws InterruptedException {
        receiver.answering(400, Map.of(), "invalid_payload " + PATH).answering(404, Map.of(), "no_service");

        assertThat(send(SlackPayload::render))
                .isEqualTo(
                        new Attempt.Refused("http://" + receiver.authority() + " answered 400: invalid_payload ****"));
        assertThat(send(TeamsPayload::render)).isInstanceOf(Attempt.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "Tue, 04 Mar 2025 12:00:30 GMT"})
    void comesBackWhenTheChatWantsIt(String retryAfter) throws InterruptedException {
        receiver.answering(429, Map.of("Retry-After", retryAfter), "").answering(500);

        assertThat(send(SlackPayload::render))
                .isEqualTo(new Attempt.Failed(
                        "http://" + receiver.authority() + " answered 429", Optional.of(Duration.ofSeconds(30))));
        assertThat(send(TeamsPayload::render)).isInstanceOf(Attempt.Failed.class);
    }

    @Test
    void aChatThatNeverAnswersMayDoBetterLater() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(send(TeamsPayload::render, "127.0.0.1:" + server.getLocalPort(), Duration.ofMillis(200)))
                    .isInstanceOf(Attempt.Failed.class)
                    .asString()
                    .doesNotContain("T0KEN");
        }
    }

    @Test
    void aChatThatCutsTheConnectionMayDoBetterLater() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String authority = "127.0.0.1:" + server.getLocalPort();
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> cut(server));
            assertThat(send(SlackPayload::render, authority, Duration.ofSeconds(30)))
                    .isEqualTo(Attempt.Failed.of(
                            "the connection to " + authority + " was closed before the answer was complete"));
            cut.get(10, TimeUnit.SECONDS);
        }
    }

    private static void cut(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
