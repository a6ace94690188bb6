package io.jenkins.plugins.releasechecklist.steps;

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
            sendings.add(new Sending(plan(event, channel.getName(), message), transport));
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

    private DeliveryState plan(MessageEvent event, String channel, Function<String, Message> message)
            throws IOException {
        String record = run.state().opened().orElseThrow().build().url();
        String id = DeliveryId.of(record, event, channel, run.id()).value();
        Message content = message.apply(channel);
        run.record()
                .update(state -> isPlanned(state.deliveries(), id)
                        ? Change.none(state)
                        : Change.by(
                                run.actor(), state, new ReleaseEvent.DeliveryPlanned(id, run.id(), channel, content)));
        return state(id);
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
        String detail = masking.mask(delivery.detail());
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.DeliverySettled(
                                planned.delivery(),
                                delivered ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED,
                                Optional.of(detail)));
        run.log(
                delivered
                        ? Messages.Announcer_delivered(planned.channel(), detail)
                        : Messages.Announcer_failed(planned.channel(), detail));
        return state(planned.delivery());
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
