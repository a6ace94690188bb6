package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
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
 * @param audiences for whom the channel hears of it; empty where the channel itself was named
 * @param requestedBy who had it sent again last, after it had failed
 */
public record DeliveryState(
        String delivery,
        String run,
        String channel,
        Message message,
        DeliveryStatus status,
        List<Try> tries,
        Optional<String> reason,
        List<String> audiences,
        Optional<Actor> requestedBy) {
    public DeliveryState {
        tries = List.copyOf(tries);
        audiences = List.copyOf(audiences);
    }

    static DeliveryState planned(ReleaseEvent.DeliveryPlanned event) {
        return new DeliveryState(
                event.delivery(),
                event.run(),
                event.channel(),
                event.message(),
                DeliveryStatus.PLANNED,
                List.of(),
                Optional.empty(),
                event.audiences(),
                Optional.empty());
    }

    /** Whether it still has to be sent. */
    public boolean isOpen() {
        return status == DeliveryStatus.PLANNED || status == DeliveryStatus.ATTEMPTED;
    }

    /** Whether people want to know of it: of an event for programs only as long as it did not arrive. */
    public boolean isNews() {
        return message.event() != MessageEvent.CD_EVENT || status != DeliveryStatus.DELIVERED;
    }

    /** How often it was sent. */
    public int attempts() {
        return tries.size();
    }

    /** Whether it was sent again although an earlier attempt may have arrived. */
    public boolean inDoubt() {
        return tries.stream().anyMatch(one -> one.begun().inDoubt());
    }

    /** The delivery after an event about it. */
    DeliveryState after(Event event) {
        if (event.data() instanceof ReleaseEvent.DeliveryAttempted it) {
            List<Try> more = new ArrayList<>(tries);
            more.add(new Try(it, event.at(), Optional.empty(), Optional.empty()));
            return with(DeliveryStatus.ATTEMPTED, more, Optional.empty(), requestedBy);
        }
        if (event.data() instanceof ReleaseEvent.DeliveryAnswered it) {
            List<Try> known = new ArrayList<>(tries);
            known.replaceAll(one -> one.begun().attempt() == it.attempt()
                    ? new Try(one.begun(), one.at(), Optional.of(it), Optional.of(event.at()))
                    : one);
            return with(status, known, Optional.of(it.text()), requestedBy);
        }
        if (event.data() instanceof ReleaseEvent.DeliverySettled it) {
            return with(it.status(), tries, it.reason(), requestedBy);
        }
        // Only what failed is sent again.
        return event.data() instanceof ReleaseEvent.DeliveryRequested && status == DeliveryStatus.FAILED
                ? with(DeliveryStatus.PLANNED, tries, Optional.empty(), Optional.of(event.actor()))
                : this;
    }

    /** Nobody sends any more what a run that was aborted had planned; somebody may have it sent again by hand. */
    DeliveryState abandoned(String why) {
        return with(DeliveryStatus.FAILED, tries, Optional.of(why), requestedBy);
    }

    private DeliveryState with(
            DeliveryStatus now, List<Try> attempts, Optional<String> why, Optional<Actor> requested) {
        return new DeliveryState(delivery, run, channel, message, now, attempts, why, audiences, requested);
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
