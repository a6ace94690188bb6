package io.jenkins.plugins.releasechecklist.builds.delivery;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ReleaseLedger;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.Delivery;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryAttempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Outbox;
import io.jenkins.plugins.releasechecklist.engine.announce.RetryWait;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The outbox of a build: sends messages to channels, all at the same time. What is sent is in the record before the first
 * attempt, so that a restart sends the very same message with the same id, and never one that is known to be delivered.
 * Everything writes to disk: never on the thread of a Pipeline program. Safe for use by many threads.
 */
public final class Deliveries {
    private final Run<?, ?> build;
    private final ReleaseRecord record;
    private final Actor actor;
    private final DeliveryLog log;
    private final Clock clock = Clock.systemUTC();

    public Deliveries(Run<?, ?> build, ReleaseRecord record, Actor actor, DeliveryLog log) {
        this.build = build;
        this.record = record;
        this.actor = actor;
        this.log = log;
    }

    /** The outbox of a build for what no step sends. */
    public static Deliveries of(Run<?, ?> build, ReleaseRecord record) {
        return new Deliveries(build, record, Actor.step("outbox"), DeliveryLog.SILENT);
    }

    /**
     * Sends to every addressee who hears of such events, once for the run, and returns when each delivery is settled.
     *
     * @param run the run of the step that tells it
     * @param message what an addressee is told; asked only where nothing is planned yet
     * @return how it went for each delivery, in the order of the addressees
     * @throws InterruptedException when the thread was interrupted: what is being sent is stopped
     */
    public List<DeliveryState> deliver(
            MessageEvent event, String run, List<Addressee> to, Function<Addressee, Message> message)
            throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (Addressee addressee : to) {
            String channel = addressee.channel().getName();
            plan(event, run, run, addressee, message);
            if (record.state().delivery(id(event, channel, run)).isPresent()) {
                ids.add(id(event, channel, run));
            } else {
                log.line(Messages.Deliveries_notHeard(channel, event.wireName()));
            }
        }
        List<Future<DeliveryState>> ends = new ArrayList<>();
        try {
            for (String id : ids) {
                ends.add(start(id));
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
     * Sends to every addressee once for the occasion, in the background. Nobody waits for it, so it goes on after the end of the
     * build, and after a restart.
     *
     * @param run the run of the step that it belongs to; what no step sends belongs to its occasion
     * @param occasion what tells messages of one event to one channel apart
     * @param message what an addressee is told; asked only where nothing is planned yet
     */
    public void post(
            MessageEvent event, String run, String occasion, List<Addressee> to, Function<Addressee, Message> message)
            throws IOException {
        for (Addressee addressee : to) {
            if (plan(event, run, occasion, addressee, message)) {
                start(id(event, addressee.channel().getName(), occasion));
            }
        }
    }

    /** Sends, in the background, everything of the run that is planned and not settled. */
    public void resume(String run) throws IOException {
        startAll(record.state().deliveries().stream()
                .filter(delivery -> delivery.isOpen() && delivery.run().equals(run)));
    }

    /** Sends, in the background, everything that is planned and not settled, except for what a step still works on. */
    void resume() throws IOException {
        startAll(record.state().openDeliveries().stream());
    }

    private void startAll(Stream<DeliveryState> deliveries) {
        deliveries.map(DeliveryState::delivery).forEach(this::start);
    }

    /**
     * Has a delivery sent again that failed, in the background.
     *
     * @param approver who asks for it: anybody who holds a role
     * @return the delivery, planned anew
     * @throws Refusal when there is no such delivery, it did not fail, or the person holds no role
     */
    public DeliveryState resend(Approver approver, String delivery) throws Refusal, IOException {
        if (approver.roles().isEmpty() && !approver.unattributed()) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, Messages.Deliveries_roleMissing(approver.id()));
        }
        Release after = record.decide(state -> {
                    DeliveryState failed = state.delivery(delivery)
                            .orElseThrow(() ->
                                    new Refusal(Refusal.Kind.NOT_FOUND, Messages.Deliveries_noSuchDelivery(delivery)));
                    if (failed.status() != DeliveryStatus.FAILED) {
                        throw new Refusal(
                                Refusal.Kind.CONFLICT,
                                Messages.Deliveries_notFailed(failed.channel(), failed.status()));
                    }
                    return Change.by(approver.actor(), state, new ReleaseEvent.DeliveryRequested(delivery));
                })
                .state();
        start(delivery);
        return after.delivery(delivery).orElseThrow();
    }

    /**
     * The event that plans a message, for those who write it together with what the message tells. {@link #resume(String)} sends
     * it then.
     *
     * @param release the release before the change
     * @return nothing when it is planned already, or the channel does not hear of such events
     */
    public static Optional<ReleaseEvent.DeliveryPlanned> planned(
            Release release, String run, String occasion, Addressee to, Message message) {
        String id = id(release, message.event(), to.channel().getName(), occasion);
        return release.delivery(id).isPresent() || !to.channel().hears(message.event())
                ? Optional.empty()
                : Optional.of(new ReleaseEvent.DeliveryPlanned(
                        id, run, to.channel().getName(), ReleaseLedger.get().witnessed(message), to.audiences()));
    }

    private boolean plan(
            MessageEvent event, String run, String occasion, Addressee to, Function<Addressee, Message> message)
            throws IOException {
        if (!to.channel().hears(event)
                || record.state()
                        .delivery(id(event, to.channel().getName(), occasion))
                        .isPresent()) {
            return false;
        }
        Message told = message.apply(to);
        return record.update(state -> planned(state, run, occasion, to, told)
                        .map(planned -> Change.by(actor, true, planned))
                        .orElseGet(() -> Change.none(false)))
                .answer();
    }

    private String id(MessageEvent event, String channel, String occasion) throws IOException {
        return id(record.state(), event, channel, occasion);
    }

    private static String id(Release release, MessageEvent event, String channel, String occasion) {
        String build = release.opened().orElseThrow().build().url();
        return DeliveryId.of(build, event, channel, occasion).value();
    }

    private Future<DeliveryState> start(String id) {
        return InFlightDeliveries.get().start(id, () -> send(state(id)));
    }

    private DeliveryState state(String id) throws IOException {
        return record.state().delivery(id).orElseThrow();
    }

    /** A channel that cannot be used settles the delivery as well. */
    private DeliveryState send(DeliveryState planned) throws IOException, InterruptedException {
        if (!planned.isOpen()) {
            return planned;
        }
        Optional<Channel> channel = ReleaseChecklistConfiguration.get().channel(planned.channel());
        if (channel.isEmpty()) {
            return settle(planned, DeliveryStatus.FAILED, Messages.Deliveries_noChannel(planned.channel()));
        }
        try {
            Outbox outbox = new Outbox(
                    channel.get().transport(build), channel.get().retries(), clock, RetryWait.sleeping(clock));
            Delivery delivery = outbox.deliver(
                    planned.message(),
                    new DeliveryId(planned.delivery()),
                    earlier(planned),
                    new DeliveryLog.RecordJournal(record, actor, log, planned.delivery()));
            boolean delivered = delivery.status() == Delivery.Status.DELIVERED;
            return settle(planned, delivered ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED, delivery.detail());
        } catch (AbortException e) {
            return settle(planned, DeliveryStatus.FAILED, e.getMessage());
        }
    }

    private DeliveryState settle(DeliveryState planned, DeliveryStatus status, String words) throws IOException {
        String detail = log.mask(words);
        record.append(actor, new ReleaseEvent.DeliverySettled(planned.delivery(), status, Optional.of(detail)));
        log.line(
                status == DeliveryStatus.DELIVERED
                        ? Messages.Deliveries_delivered(planned.channel(), detail)
                        : Messages.Deliveries_failed(planned.channel(), detail));
        return state(planned.delivery());
    }

    private static List<DeliveryAttempt> earlier(DeliveryState state) {
        return state.tries().stream()
                .map(one -> new DeliveryAttempt(
                        one.begun().attempt(),
                        one.at(),
                        one.answer()
                                .map(answer -> new DeliveryAttempt.Outcome(
                                        one.answeredAt().orElseThrow(), attempt(state, answer)))))
                .toList();
    }

    /** Once somebody asked to send it again, an earlier refusal is a failure like others. */
    private static Attempt attempt(DeliveryState state, ReleaseEvent.DeliveryAnswered answer) {
        return switch (answer.answer()) {
            case DELIVERED -> new Attempt.Delivered(answer.text());
            case REFUSED ->
                state.requestedBy().isPresent() ? Attempt.Failed.of(answer.text()) : new Attempt.Refused(answer.text());
            case FAILED -> new Attempt.Failed(answer.text(), answer.retryAfter());
        };
    }

    /** The deliveries that are being sent by this Jenkins, so that nothing is sent by two threads at the same time. Thread-safe. */
    @Extension
    public static final class InFlightDeliveries {
        private final ConcurrentMap<String, FutureTask<DeliveryState>> underWay = new ConcurrentHashMap<>();

        static InFlightDeliveries get() {
            return ExtensionList.lookupSingleton(InFlightDeliveries.class);
        }

        /** Begins to send in the background; where that goes on already, the future is of what goes on. */
        Future<DeliveryState> start(String delivery, Callable<DeliveryState> send) {
            FutureTask<DeliveryState> mine = new FutureTask<>(send) {
                @Override
                protected void done() {
                    underWay.remove(delivery, this);
                }
            };
            FutureTask<DeliveryState> first = underWay.putIfAbsent(delivery, mine);
            if (first != null) {
                return first;
            }
            BackgroundWork.submit(mine);
            return mine;
        }
    }
}
