package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attempts of one delivery, and what follows from them. Without side effects: time comes in, a decision comes out.
 *
 * @param policy when to try again, and when to give up
 * @param id the delivery
 * @param since when the delivery was started, or resumed after a restart: the deadline counts from here, so that the
 *     time during which nobody could send does not count
 * @param attempts all attempts so far, in ascending order
 */
public record DeliveryAttempts(DeliveryPolicy policy, DeliveryId id, Instant since, List<DeliveryAttempt> attempts) {

    /** Copies the attempts, whose numbers have to ascend. */
    public DeliveryAttempts {
        attempts = List.copyOf(attempts);
        for (int i = 1; i < attempts.size(); i++) {
            int before = attempts.get(i - 1).number();
            int found = attempts.get(i).number();
            if (found <= before) {
                throw new IllegalArgumentException("attempts: expected a number greater than " + before
                        + " after attempt " + before + ", found " + found);
            }
        }
    }

    /** The same delivery after a further attempt. */
    public DeliveryAttempts with(DeliveryAttempt attempt) {
        List<DeliveryAttempt> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new DeliveryAttempts(policy, id, since, more);
    }

    /** Returns whether an attempt may have arrived without anybody knowing. */
    public boolean inDoubt() {
        return attempts.stream().anyMatch(DeliveryAttempt::inDoubt);
    }

    /** Returns whether the receiver will not take the message. */
    public boolean refused() {
        return first(Attempt.Refused.class).isPresent();
    }

    /**
     * Decides what to do at the time. A delivered message is never sent again, a refused one neither. An attempt in doubt is
     * made again at once. After a failure, the wait is the policy's or the receiver's, whichever is longer; a wait that would
     * go past the deadline ends the delivery.
     */
    public NextStep next(Instant now) {
        Optional<Attempt.Delivered> delivered = first(Attempt.Delivered.class);
        if (delivered.isPresent()) {
            return new NextStep.Done(delivered.get().status());
        }
        Optional<Attempt.Refused> refused = first(Attempt.Refused.class);
        if (refused.isPresent()) {
            return new NextStep.GiveUp(refused.get().reason());
        }
        if (attempts.isEmpty() || last().inDoubt()) {
            return sendNow();
        }
        return afterFailure(last().outcome().orElseThrow(), now);
    }

    private NextStep afterFailure(DeliveryAttempt.Outcome outcome, Instant now) {
        if (now.isBefore(outcome.at())) {
            // The clock was put back, perhaps by days.
            return sendNow();
        }
        Attempt.Failed failed = (Attempt.Failed) outcome.attempt();
        Duration backoff = policy.backoff(failures(), id.seed());
        Optional<Duration> asked = failed.retryAfter().filter(wait -> wait.compareTo(backoff) > 0);
        Instant due = outcome.at().plus(asked.orElse(backoff));
        Instant deadline = since.plus(policy.deadline());
        if (due.isAfter(deadline) || now.isAfter(deadline)) {
            return new NextStep.GiveUp(gaveUp(failed, asked.filter(wait -> due.isAfter(deadline)), now));
        }
        return now.isBefore(due) ? new NextStep.WaitUntil(due) : sendNow();
    }

    private String gaveUp(Attempt.Failed failed, Optional<Duration> asked, Instant now) {
        Duration tried = Duration.between(since, now).truncatedTo(ChronoUnit.SECONDS);
        String why = asked.map(wait -> Durations.format(wait.truncatedTo(ChronoUnit.SECONDS)))
                .map(wait -> "the receiver asks to wait " + wait + ", and ")
                .orElse("");
        return "Gave up after " + counted() + " in " + Durations.format(tried) + " (" + why + "a delivery is tried for "
                + Durations.format(policy.deadline()) + "). Last: " + failed.reason();
    }

    private <T extends Attempt> Optional<T> first(Class<T> kind) {
        return attempts.stream()
                .flatMap(attempt -> attempt.outcome().stream())
                .map(DeliveryAttempt.Outcome::attempt)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    private String counted() {
        return attempts.size() == 1 ? "1 attempt" : attempts.size() + " attempts";
    }

    private NextStep sendNow() {
        return new NextStep.SendNow(attempts.isEmpty() ? 1 : last().number() + 1, inDoubt());
    }

    private int failures() {
        return (int) attempts.stream().filter(attempt -> !attempt.inDoubt()).count();
    }

    private DeliveryAttempt last() {
        return attempts.get(attempts.size() - 1);
    }
}
