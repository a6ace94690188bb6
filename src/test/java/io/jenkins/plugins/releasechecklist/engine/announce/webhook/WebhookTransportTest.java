package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.LoopbackReceiver;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookTransportTest {

    private static final String SECRET = "shared-s3cret";
    private static final String PATH = "/services/T0KENT0KEN?key=querys3cret";

    private final WebhookSigner signer = new WebhookSigner(List.of(SECRET));
    private LoopbackReceiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new LoopbackReceiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    private Attempt send() throws InterruptedException {
        WebhookUrl url = WebhookUrl.parse("http://bot:hunter22@" + receiver.authority() + PATH);
        return new WebhookTransport(WebhookPayload::render, url, Optional.of(signer), ProbeProxy.NONE, () -> NOON)
                .send(Messages.announcement(), ID);
    }

    private String place() {
        return "http://" + receiver.authority();
    }

    @Test
    void postsASignedMessageThatTheReceiverCanVerify() throws InterruptedException {
        assertThat(send()).isEqualTo(new Attempt.Delivered("HTTP 200"));

        assertThat(receiver.received()).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.target()).isEqualTo(PATH);
            assertThat(received.headers().getFirst("Content-Type")).startsWith("application/json");
            assertThat(received.headers().getFirst("Idempotency-Key")).isEqualTo(ID.value());
            assertThat(received.headers().getFirst("X-Release-Checklist-Delivery"))
                    .isEqualTo(ID.value());
            assertThat(received.headers().getFirst("X-Release-Checklist-Event")).isEqualTo("release.announced");
            assertThat(received.headers().getFirst("Authorization")).isEqualTo("Basic Ym90Omh1bnRlcjIy");
            assertThat(new String(received.body(), UTF_8))
                    .isEqualTo(WebhookPayload.render(Messages.announcement(), ID));
            assertThat(received.headers().getFirst("X-Release-Checklist-Signature"))
                    .isEqualTo(
                            signer.sign(received.headers().getFirst("X-Release-Checklist-Timestamp"), received.body()));
        });
    }

    @Test
    void takesAnAnswerWithoutContentAsDelivered() throws InterruptedException {
        receiver.answering(204);

        assertThat(send()).isEqualTo(new Attempt.Delivered("HTTP 204"));
    }

    @Test
    void isRefusedForGoodByABadRequestAndSaysWhatTheReceiverSays() throws InterruptedException {
        receiver.answering(400, Map.of(), "invalid\n payload");

        assertThat(send()).isEqualTo(new Attempt.Refused(place() + " answered 400: invalid payload"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 422})
    void isRefusedByOtherClientErrors(int status) throws InterruptedException {
        receiver.answering(status, Map.of(), "<html>no</html>");

        assertThat(send()).isEqualTo(new Attempt.Refused(place() + " answered " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void mayPassLater(int status) throws InterruptedException {
        receiver.answering(status);

        assertThat(send()).isEqualTo(Attempt.Failed.of(place() + " answered " + status));
        assertThat(receiver.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "Tue, 04 Mar 2025 12:00:30 GMT"})
    void handsOnWhenTheReceiverWantsToBeAskedAgain(String retryAfter) throws InterruptedException {
        receiver.answering(429, Map.of("Retry-After", retryAfter), "");

        assertThat(send())
                .isEqualTo(new Attempt.Failed(place() + " answered 429", Optional.of(Duration.ofSeconds(30))));
    }

    @Test
    void doesNotFollowARedirect() throws IOException, InterruptedException {
        try (LoopbackReceiver elsewhere = new LoopbackReceiver()) {
            receiver.answering(307, Map.of("Location", "http://" + elsewhere.authority() + "/"), "");

            assertThat(send())
                    .isEqualTo(new Attempt.Refused(place() + " answered 307 (a redirect, which is not followed: "
                            + "set the channel to the final address)"));
            assertThat(elsewhere.received()).isEmpty();
        }
    }

    @Test
    void neverTellsTheSecretOrTheAddressEvenIfTheReceiverDoes() throws InterruptedException {
        String leak = "got " + PATH + " T0KENT0KEN querys3cret bot:hunter22 hunter22 Basic Ym90Omh1bnRlcjIy " + SECRET;
        receiver.answering(500, Map.of(), leak).answering(403, Map.of(), leak + "x".repeat(10_000));

        for (Attempt attempt : new Attempt[] {send(), send()}) {
            assertThat(attempt.toString())
                    .contains("got ****")
                    .doesNotContain("T0KEN", "s3cret", "hunter22", "Ym90", "services")
                    .hasSizeLessThan(400);
        }
    }
}
