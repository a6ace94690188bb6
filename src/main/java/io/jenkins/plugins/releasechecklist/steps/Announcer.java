package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.builds.BackgroundWork;
import io.jenkins.plugins.releasechecklist.config.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.Delayer;
import io.jenkins.plugins.releasechecklist.engine.announce.Delivery;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryAttempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryPolicy;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Outbox;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Sends messages to channels, all at the same time. What is sent is recorded before the first attempt, so that a restart sends
 * the very same message with the same id, and never one that is known to be delivered.
 */
final class Announcer {
    private final StepRun run;
    private final Masking masking;
    private final Clock clock = Clock.systemUTC();

    Announcer(StepRun run) throws IOException, InterruptedException {
        this.run = run;
        this.masking = Masking.of(run.context());
    }

    /**
     * Sends to every channel and returns when each delivery is settled.
     *
     * @param message the message for a channel, by its name; asked only for channels that are not planned yet
     * @return how it went, in the order of the channels
     */
    List<DeliveryState> deliver(MessageEvent event, List<Channel> channels, Function<String, Message> message)
            throws IOException, InterruptedException {
        List<Sending> sendings = new ArrayList<>();
        for (Channel channel : channels) {
            Transport transport = channel.transport(run.build());
            String id = id(event, channel.getName(), run.id());
            plan(id, channel.getName(), message.apply(channel.getName()));
            sendings.add(new Sending(state(id), transport));
        }
        List<Future<DeliveryState>> ends = new ArrayList<>();
        try {
            for (Sending sending : sendings) {
                ends.add(BackgroundWork.submit(() -> sending.isOpen() ? send(sending) : sending.delivery()));
            }
            List<DeliveryState> settled = new ArrayList<>();
            for (Future<DeliveryState> end : ends) {
                settled.add(end.get());
            }
            return settled;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            ends.forEach(end -> end.cancel(true));
        }
    }

    /**
     * The id of a delivery.
     *
     * @param occasion what tells deliveries of one event to one channel apart
     */
    String id(MessageEvent event, String channel, String occasion) throws IOException {
        String record = run.state().opened().orElseThrow().build().url();
        return DeliveryId.of(record, event, channel, occasion).value();
    }

    /** Records what is to be sent, once; tells whether it was not recorded before. */
    boolean plan(String id, String channel, Message message) throws IOException {
        return run.record()
                .update(state -> isPlanned(state.deliveries(), id)
                        ? Change.none(false)
                        : Change.by(
                                run.actor(), true, new ReleaseEvent.DeliveryPlanned(id, run.id(), channel, message)))
                .answer();
    }

    /** Sends what is planned and returns when it is settled. A channel that cannot be used settles it as well. */
    void send(String id, Channel channel) throws IOException, InterruptedException {
        try {
            Transport transport = channel.transport(run.build());
            send(new Sending(state(id), transport));
        } catch (AbortException e) {
            settle(state(id), DeliveryStatus.FAILED, e.getMessage());
        }
    }

    private static boolean isPlanned(List<DeliveryState> deliveries, String id) {
        return deliveries.stream().anyMatch(delivery -> delivery.delivery().equals(id));
    }

    private DeliveryState state(String id) throws IOException {
        return run.state().deliveries().stream()
                .filter(delivery -> delivery.delivery().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private DeliveryState send(Sending sending) throws IOException, InterruptedException {
        DeliveryState planned = sending.delivery();
        Outbox outbox = new Outbox(sending.transport(), DeliveryPolicy.DEFAULT, clock, Delayer.sleeping(clock));
        Delivery delivery = outbox.deliver(
                planned.message(),
                new DeliveryId(planned.delivery()),
                earlier(planned),
                new RecordJournal(run, masking, planned.delivery()));
        boolean delivered = delivery.status() == Delivery.Status.DELIVERED;
        settle(planned, delivered ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED, delivery.detail());
        return state(planned.delivery());
    }

    private void settle(DeliveryState planned, DeliveryStatus status, String words)
            throws IOException, InterruptedException {
        String detail = masking.mask(words);
        run.record()
                .append(run.actor(), new ReleaseEvent.DeliverySettled(planned.delivery(), status, Optional.of(detail)));
        run.log(
                status == DeliveryStatus.DELIVERED
                        ? Messages.Announcer_delivered(planned.channel(), detail)
                        : Messages.Announcer_failed(planned.channel(), detail));
    }

    private static List<DeliveryAttempt> earlier(DeliveryState state) {
        return state.tries().stream()
                .map(one -> new DeliveryAttempt(
                        one.begun().attempt(),
                        one.at(),
                        one.answer()
                                .map(answer -> new DeliveryAttempt.Outcome(
                                        one.answeredAt().orElseThrow(), attempt(answer)))))
                .toList();
    }

    private static Attempt attempt(ReleaseEvent.DeliveryAnswered answer) {
        return switch (answer.answer()) {
            case DELIVERED -> new Attempt.Delivered(answer.text());
            case REFUSED -> new Attempt.Refused(answer.text());
            case FAILED -> new Attempt.Failed(answer.text(), answer.retryAfter());
        };
    }

    private record Sending(DeliveryState delivery, Transport transport) {
        boolean isOpen() {
            return delivery.status() == DeliveryStatus.PLANNED || delivery.status() == DeliveryStatus.ATTEMPTED;
        }
    }
}
