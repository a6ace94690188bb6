package io.jenkins.plugins.releasechecklist.engine.announce;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.releasechecklist.engine.announce.Delivery.Status;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookSigner;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final DeliveryPolicy STEADY =
            new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0, Duration.ofMinutes(5));

    private final FakeTime time = new FakeTime(NOON);
    private final RecordingJournal journal = new RecordingJournal();
    private final WebhookSigner signer = new WebhookSigner(List.of("shared"));
    private LoopbackReceiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new LoopbackReceiver();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    private Transport webhook() {
        return new WebhookTransport(
                WebhookPayload::render,
                WebhookUrl.parse("http://" + receiver.authority() + "/release"),
                Optional.of(signer),
                ProbeProxy.NONE,
                time);
    }

    private Delivery deliver(Transport transport, List<DeliveryAttempt> earlier) throws InterruptedException {
        return new Outbox(transport, STEADY, time, time).deliver(Messages.announcement(), ID, earlier, journal);
    }

    private List<String> keys() {
        return receiver.received().stream()
                .map(received -> received.headers().getFirst("Idempotency-Key"))
                .toList();
    }

    @Test
    void recordsADeliveryBeforeAndAfterItIsSent() throws InterruptedException {
        Transport transport = (message, id) -> {
            journal.lines.add("send");
            return new Attempt.Delivered("HTTP 200");
        };

        assertThat(deliver(transport, List.of())).isEqualTo(new Delivery(ID, Status.DELIVERED, 1, false, "HTTP 200"));
        assertThat(journal.lines).containsExactly("attempting 1", "send", "settled 1 Delivered");
    }

    @Test
    void sendsAgainAfterAServerErrorWithTheSameKeyAndBodyAndAFreshSignature() throws InterruptedException {
        receiver.answering(500).answering(200);

        Delivery delivery = deliver(webhook(), List.of());

        assertThat(delivery).isEqualTo(new Delivery(ID, Status.DELIVERED, 2, false, "HTTP 200"));
        assertThat(journal.lines)
                .containsExactly("attempting 1", "settled 1 Failed", "attempting 2", "settled 2 Delivered");
        assertThat(time.waits()).containsExactly(NOON.plusSeconds(1));
        assertThat(keys()).containsExactly(ID.value(), ID.value());
        assertThat(receiver.received().get(0).body())
                .isEqualTo(receiver.received().get(1).body());
        assertThat(receiver.received())
                .allSatisfy(received -> assertThat(received.headers().getFirst("X-Release-Checklist-Signature"))
                        .isEqualTo(signer.sign(
                                received.headers().getFirst("X-Release-Checklist-Timestamp"), received.body())));
        assertThat(receiver.received().get(1).headers().getFirst("X-Release-Checklist-Timestamp"))
                .isEqualTo(Long.toString(NOON.getEpochSecond() + 1));
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() throws InterruptedException {
        receiver.answering(429, Map.of("Retry-After", "42"), "");

        deliver(webhook(), List.of());

        assertThat(time.waits()).containsExactly(NOON.plusSeconds(42));
    }

    @Test
    void givesUpAtTheDeadlineAndSaysWhy() throws InterruptedException {
        Transport transport = (message, id) -> Attempt.Failed.of("https://hooks.example.com answered 503");

        Delivery delivery = deliver(transport, List.of());

        assertThat(delivery.status()).isEqualTo(Status.GAVE_UP);
        assertThat(delivery.detail())
                .isEqualTo("Gave up after 10 attempts in 4m 3s (a delivery is tried for 5m). "
                        + "Last: https://hooks.example.com answered 503");
        assertThat(journal.lines).hasSize(21).endsWith("attempting 10", "settled 10 Failed", "gave up");
    }

    @Test
    void sendsARefusedMessageOnce() throws InterruptedException {
        receiver.answering(400);

        assertThat(deliver(webhook(), List.of()).status()).isEqualTo(Status.REFUSED);
        assertThat(journal.lines).containsExactly("attempting 1", "settled 1 Refused");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void sendsADeliveryInDoubtAgainWithTheSameKeyAndSaysSo() throws InterruptedException {
        Transport crashing = (message, id) -> {
            webhook().send(message, id);
            throw new IllegalStateException("killed before anything was written down");
        };
        assertThatThrownBy(() -> deliver(crashing, List.of())).hasMessageStartingWith("killed");
        time.pass(Duration.ofHours(2));

        Delivery delivery = deliver(webhook(), List.copyOf(journal.attempts));

        assertThat(delivery).isEqualTo(new Delivery(ID, Status.DELIVERED, 2, true, "HTTP 200"));
        assertThat(journal.lines).containsExactly("attempting 1", "attempting 2 in doubt", "settled 2 Delivered");
        assertThat(keys()).containsExactly(ID.value(), ID.value());
    }

    @Test
    void neverSendsAgainWhatIsKnownToBeDelivered() throws InterruptedException {
        deliver(webhook(), List.of());

        Delivery again = deliver(webhook(), List.copyOf(journal.attempts));

        assertThat(again).isEqualTo(new Delivery(ID, Status.DELIVERED, 1, false, "HTTP 200"));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void goesOnWithTheNextAttemptAfterARestart() throws InterruptedException {
        DeliveryAttempt failed = new DeliveryAttempt(
                3, NOON, Optional.of(new DeliveryAttempt.Outcome(NOON, Attempt.Failed.of("answered 503"))));
        time.pass(Duration.ofHours(2));

        assertThat(deliver(webhook(), List.of(failed)).status()).isEqualTo(Status.DELIVERED);
        assertThat(journal.lines).containsExactly("attempting 4", "settled 4 Delivered");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void sendsNothingThatCannotBeRecorded() {
        DeliveryJournal broken = new DeliveryJournal() {
            @Override
            public void attempting(int attempt, Instant at, boolean inDoubt) {
                throw new UncheckedIOException(new IOException("disk full"));
            }

            @Override
            public void settled(int attempt, Instant at, Attempt outcome) {}

            @Override
            public void gaveUp(Instant at, String reason) {}
        };

        assertThatThrownBy(() -> new Outbox(webhook(), STEADY, time, time)
                        .deliver(Messages.announcement(), ID, List.of(), broken))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void leavesAnInterruptedAttemptInDoubt() {
        Transport interrupted = (message, id) -> {
            throw new InterruptedException("build aborted");
        };

        assertThatThrownBy(() -> deliver(interrupted, List.of())).isInstanceOf(InterruptedException.class);
        assertThat(journal.attempts).singleElement().matches(DeliveryAttempt::inDoubt);
    }

    @Test
    void sleepsNoLongerThanUntilATimeThatIsPast() throws InterruptedException {
        RetryWait.sleeping(() -> NOON).until(NOON.minusSeconds(1));
    }

    @Test
    void waitsNoLongerWhenTheClockIsPutBack() {
        Iterator<Instant> clock = List.of(NOON, NOON.minus(Duration.ofDays(2))).iterator();
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> RetryWait.sleeping(clock::next).until(NOON.plusMillis(5)));
    }
}
