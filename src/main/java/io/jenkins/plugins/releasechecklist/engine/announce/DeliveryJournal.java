package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Instant;

/**
 * Writes down what happens to one delivery, before and after every send, so that a restart knows what is delivered and
 * what is in doubt.
 *
 * <p>A method returns when the entry is durable. If it cannot be made so, it throws: then nothing is sent (before), or
 * the attempt stays in doubt (after).
 */
public interface DeliveryJournal {

    /**
     * The message is about to be sent.
     *
     * @param attempt the number of the attempt, 1 for the first
     * @param at when
     * @param inDoubt whether an earlier attempt may have arrived without anybody knowing, so that the receiver may get
     *     it twice
     */
    void attempting(int attempt, Instant at, boolean inDoubt);

    /**
     * The attempt ended. After {@link Attempt.Delivered} and {@link Attempt.Refused} nothing more comes.
     *
     * @param attempt the number of the attempt
     * @param at when it ended
     * @param outcome how
     */
    void settled(int attempt, Instant at, Attempt outcome);

    /**
     * No further attempt is made, although the last one might have passed later. Nothing more comes.
     *
     * @param at when
     * @param reason why, in words
     */
    void gaveUp(Instant at, String reason);
}
