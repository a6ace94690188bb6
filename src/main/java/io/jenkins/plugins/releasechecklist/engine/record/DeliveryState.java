package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One announcement to one channel.
 *
 * @param delivery its stable id
 * @param run the run of the step that announces
 * @param channel the name of the channel
 * @param message what is sent
 * @param status where it stands
 * @param tries every attempt so far, in order
 * @param reason why it failed, or what the receiver said
 */
public record DeliveryState(
        String delivery,
        String run,
        String channel,
        Message message,
        DeliveryStatus status,
        List<Try> tries,
        Optional<String> reason) {
    public DeliveryState {
        tries = List.copyOf(tries);
    }

    /** How often it was sent. */
    public int attempts() {
        return tries.size();
    }

    /** Whether it was sent again although an earlier attempt may have arrived. */
    public boolean inDoubt() {
        return tries.stream().anyMatch(one -> one.begun().inDoubt());
    }

    DeliveryState attempted(Instant at, ReleaseEvent.DeliveryAttempted event) {
        List<Try> more = new ArrayList<>(tries);
        more.add(new Try(event, at, Optional.empty(), Optional.empty()));
        return new DeliveryState(delivery, run, channel, message, DeliveryStatus.ATTEMPTED, more, Optional.empty());
    }

    DeliveryState answered(Instant at, ReleaseEvent.DeliveryAnswered event) {
        List<Try> known = new ArrayList<>(tries);
        known.replaceAll(one -> one.begun().attempt() == event.attempt()
                ? new Try(one.begun(), one.at(), Optional.of(event), Optional.of(at))
                : one);
        return new DeliveryState(delivery, run, channel, message, status, known, Optional.of(event.text()));
    }

    DeliveryState settled(ReleaseEvent.DeliverySettled event) {
        return new DeliveryState(delivery, run, channel, message, event.status(), tries, event.reason());
    }

    /**
     * One attempt.
     *
     * @param begun what was recorded before it
     * @param at when that was
     * @param answer what was recorded after it; empty after a crash in between
     * @param answeredAt when that was
     */
    public record Try(
            ReleaseEvent.DeliveryAttempted begun,
            Instant at,
            Optional<ReleaseEvent.DeliveryAnswered> answer,
            Optional<Instant> answeredAt) {}
}
