package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Instant;

/** What has to be done about a delivery. */
public sealed interface NextStep {

    /**
     * Send the message now.
     *
     * @param attempt the number of the attempt
     * @param inDoubt whether an earlier attempt may have arrived without anybody knowing
     */
    record SendNow(int attempt, boolean inDoubt) implements NextStep {}

    /** Ask again at that time. */
    record WaitUntil(Instant at) implements NextStep {}

    /**
     * Leave it: the time is up, or the receiver will not have it.
     *
     * @param reason why, in words
     */
    record GiveUp(String reason) implements NextStep {}

    /**
     * Nothing: the message is delivered.
     *
     * @param status what the receiver answered
     */
    record Done(String status) implements NextStep {}
}
