package io.jenkins.plugins.releasechecklist.engine.announce;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryAttempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryAttemptsTest {

    private static final DeliveryPolicy STEADY =
            new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0, Duration.ofMinutes(5));

    private static DeliveryAttempt ended(int number, long second, Attempt outcome) {
        Instant at = NOON.plusSeconds(second);
        return new DeliveryAttempt(number, at, Optional.of(new Outcome(at, outcome)));
    }

    private static DeliveryAttempt failed(int number, long second) {
        return ended(number, second, Attempt.Failed.of("busy"));
    }

    private static DeliveryAttempt cut(int number) {
        return new DeliveryAttempt(number, NOON, Optional.empty());
    }

    private static Attempt busyFor(Duration wait) {
        return new Attempt.Failed("busy", Optional.of(wait));
    }

    private static DeliveryAttempts attempts(DeliveryAttempt... attempts) {
        return new DeliveryAttempts(STEADY, ID, NOON, List.of(attempts));
    }

    @Test
    void sendsANewMessageAtOnce() {
        assertThat(attempts().next(NOON)).isEqualTo(new NextStep.SendNow(1, false));
    }

    @Test
    void waitsAfterAFailureAndThenSendsAgain() {
        DeliveryAttempts attempts = attempts(failed(1, 0));

        assertThat(attempts.next(NOON)).isEqualTo(new NextStep.WaitUntil(NOON.plusSeconds(1)));
        assertThat(attempts.next(NOON.plusSeconds(1))).isEqualTo(new NextStep.SendNow(2, false));
    }

    @Test
    void sendsAgainAtOnceWhenTheClockWasPutBack() {
        assertThat(attempts(failed(1, 60)).next(NOON)).isEqualTo(new NextStep.SendNow(2, false));
    }

    @Test
    void waitsTwiceAsLongAfterEveryFurtherFailure() {
        assertThat(attempts(failed(1, 0), failed(2, 1), failed(3, 3)).next(NOON.plusSeconds(3)))
                .isEqualTo(new NextStep.WaitUntil(NOON.plusSeconds(7)));
    }

    @Test
    void neverSendsAgainWhatIsDelivered() {
        assertThat(attempts(cut(1), ended(2, 1, new Attempt.Delivered("HTTP 204")))
                        .next(NOON.plusSeconds(1000)))
                .isEqualTo(new NextStep.Done("HTTP 204"));
    }

    @Test
    void neverSendsAgainWhatWasRefused() {
        DeliveryAttempts attempts = attempts(ended(1, 0, new Attempt.Refused("answered 400")));

        assertThat(attempts.next(NOON)).isEqualTo(new NextStep.GiveUp("answered 400"));
        assertThat(attempts.refused()).isTrue();
    }

    @Test
    void sendsAgainAtOnceWhatIsInDoubtAndSaysSo() {
        assertThat(attempts(cut(1)).next(NOON)).isEqualTo(new NextStep.SendNow(2, true));
        assertThat(attempts(cut(1), failed(2, 0)).next(NOON.plusSeconds(1))).isEqualTo(new NextStep.SendNow(3, true));
    }

    @Test
    void countsTheDeadlineFromTheResumption() {
        Instant resumed = NOON.plus(Duration.ofHours(1));

        assertThat(new DeliveryAttempts(STEADY, ID, resumed, List.of(failed(1, 0))).next(resumed))
                .isEqualTo(new NextStep.SendNow(2, false));
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        assertThat(attempts(ended(1, 0, busyFor(Duration.ofSeconds(90)))).next(NOON))
                .isEqualTo(new NextStep.WaitUntil(NOON.plusSeconds(90)));
        assertThat(attempts(ended(1, 0, busyFor(Duration.ZERO))).next(NOON))
                .isEqualTo(new NextStep.WaitUntil(NOON.plusSeconds(1)));
    }

    @Test
    void givesUpWhenTheReceiverAsksForMoreThanTheDeadline() {
        assertThat(attempts(ended(1, 2, busyFor(Duration.ofMinutes(10)))).next(NOON.plusSeconds(2)))
                .isEqualTo(new NextStep.GiveUp(
                        "Gave up after 1 attempt in 2s (the receiver asks to wait 10m, and a delivery is "
                                + "tried for 5m). Last: busy"));
    }

    @Test
    void givesUpWhenTheNextAttemptWouldBePastTheDeadline() {
        assertThat(attempts(failed(1, 0), failed(2, 299)).next(NOON.plusSeconds(299)))
                .isEqualTo(new NextStep.GiveUp(
                        "Gave up after 2 attempts in 4m 59s (a delivery is tried for 5m). Last: busy"));
    }

    @Test
    void givesUpWhenItIsAskedAfterTheDeadlineOnly() {
        assertThat(attempts(failed(1, 0)).next(NOON.plusSeconds(301))).isInstanceOf(NextStep.GiveUp.class);
    }

    @Test
    void needsAscendingNumbers() {
        assertThatThrownBy(() -> attempts(failed(2, 0), failed(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempts: expected a number greater than 2 after attempt 2, found 2");
    }

    @Test
    void backsOffUpToTheCap() {
        assertThat(STEADY.backoff(7, 0)).isEqualTo(Duration.ofMinutes(1));
        assertThat(STEADY.backoff(5000, 0)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void spreadsDeliveriesButDecidesTheSameForOne() {
        Duration first = DeliveryPolicy.DEFAULT.backoff(3, ID.seed());

        assertThat(first).isBetween(Duration.ofMillis(3200), Duration.ofSeconds(4));
        assertThat(DeliveryPolicy.DEFAULT.backoff(3, ID.seed())).isEqualTo(first);
        assertThat(DeliveryPolicy.DEFAULT.backoff(3, ID.seed() + 1)).isNotEqualTo(first);
    }

    @Test
    void saysWhichSettingOfAPolicyIsWrong() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new DeliveryPolicy(Duration.ZERO, 2, second, 0, second))
                .hasMessage("firstBackoff: expected a duration of 1ms or longer, found 0s");
        assertThatThrownBy(() -> new DeliveryPolicy(second, 0.5, second, 0, second))
                .hasMessage("factor: expected a number from 1 to 100, found 0.5");
        assertThatThrownBy(() -> new DeliveryPolicy(second, 2, Duration.ofMillis(1), 0, second))
                .hasMessage("cap: expected a duration not shorter than firstBackoff (1s), found 1ms");
        assertThatThrownBy(() -> new DeliveryPolicy(second, 2, second, Double.NaN, second))
                .hasMessage("jitter: expected a number from 0 to 1, found NaN");
    }
}
