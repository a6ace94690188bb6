package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.announce.Delivery.Status;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryAttempt.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Drives deliveries to one channel, each to its end: sends, waits, sends again, and has every send written down before
 * and after it.
 *
 * <p>Safe for use by many threads if the transport, the clock and the delayer are; a delivery must not be driven twice
 * at a time.
 */
public final class Outbox {

    private final Transport transport;
    private final DeliveryPolicy policy;
    private final InstantSource clock;
    private final RetryWait delayer;

    /** Drives the messages over a transport, by a policy that says when to try again and when to give up. */
    public Outbox(Transport transport, DeliveryPolicy policy, InstantSource clock, RetryWait delayer) {
        this.transport = transport;
        this.policy = policy;
        this.clock = clock;
        this.delayer = delayer;
    }

    /**
     * Delivers a message, and returns when it is delivered, refused or given up.
     *
     * @param message the message; the same one at every resumption
     * @param id the id of the delivery
     * @param earlier what the journal says about attempts before a restart, empty for a new delivery; a delivery that
     *     was given up is not to be driven again
     * @param journal where every attempt is written down
     * @return how it ended; without any send when the earlier attempts had settled it
     * @throws InterruptedException if the thread was interrupted: an attempt that was under way stays in doubt
     * @throws RuntimeException what the journal throws when it cannot write; nothing is sent after that
     */
    public Delivery deliver(Message message, DeliveryId id, List<DeliveryAttempt> earlier, DeliveryJournal journal)
            throws InterruptedException {
        DeliveryAttempts attempts = new DeliveryAttempts(policy, id, clock.instant(), earlier);
        while (true) {
            NextStep next = attempts.next(clock.instant());
            if (next instanceof NextStep.SendNow send) {
                attempts = attempts.with(attempt(message, id, send, journal));
            } else if (next instanceof NextStep.WaitUntil wait) {
                delayer.until(wait.at());
            } else if (next instanceof NextStep.GiveUp giveUp) {
                return undelivered(attempts, giveUp.reason(), journal);
            } else if (next instanceof NextStep.Done done) {
                return ended(attempts, Status.DELIVERED, done.status());
            }
        }
    }

    private DeliveryAttempt attempt(Message message, DeliveryId id, NextStep.SendNow send, DeliveryJournal journal)
            throws InterruptedException {
        Instant startedAt = clock.instant();
        journal.attempting(send.attempt(), startedAt, send.inDoubt());
        Attempt outcome = transport.send(message, id);
        Instant endedAt = clock.instant();
        journal.settled(send.attempt(), endedAt, outcome);
        return new DeliveryAttempt(send.attempt(), startedAt, Optional.of(new Outcome(endedAt, outcome)));
    }

    private Delivery undelivered(DeliveryAttempts attempts, String reason, DeliveryJournal journal) {
        if (attempts.refused()) {
            return ended(attempts, Status.REFUSED, reason);
        }
        journal.gaveUp(clock.instant(), reason);
        return ended(attempts, Status.GAVE_UP, reason);
    }

    private static Delivery ended(DeliveryAttempts attempts, Status status, String detail) {
        return new Delivery(attempts.id(), status, attempts.attempts().size(), attempts.inDoubt(), detail);
    }
}
