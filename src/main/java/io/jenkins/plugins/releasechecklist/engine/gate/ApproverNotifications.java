package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotification.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who is called when, as long as approvals are missing. Which calls were made already is for the caller to know; after a time
 * in which nobody looked, only the latest reminder is due.
 *
 * @param round the round that waits
 * @param standing how it stands
 */
public record ApproverNotifications(GateRound round, GateStanding standing) {
    /** The calls that are due, the oldest first. */
    public List<ApproverNotification> due(Instant now) {
        List<String> missing = roles(standing.approvals().stream());
        List<ApproverNotification> calls = new ArrayList<>();
        missing.forEach(role -> calls.add(new ApproverNotification(Kind.OPENED, role, 0, round.opened())));
        IntStream.range(0, reminders().after().size())
                .filter(i -> !now.isBefore(reminder(i)))
                .max()
                .ifPresent(i -> missing.forEach(
                        role -> calls.add(new ApproverNotification(Kind.REMINDER, role, i + 1, reminder(i)))));
        calls.addAll(again());
        calls.addAll(changes());
        escalation()
                .filter(call -> !missing.isEmpty() && !now.isBefore(call.due()))
                .ifPresent(calls::add);
        return calls;
    }

    /** How long it is until the next reminder or escalation; empty when there is none. */
    public Optional<Duration> next(Instant now) {
        if (roles(standing.approvals().stream()).isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        IntStream.range(0, reminders().after().size()).mapToObj(this::reminder),
                        escalation().map(ApproverNotification::due).stream())
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .map(moment -> Duration.between(now, moment));
    }

    /** The people of a role whose Go became too old are asked again, whoever of them gave it. */
    private List<ApproverNotification> again() {
        List<ApproverNotification> calls = new ArrayList<>();
        for (ApprovalStanding approval : standing.approvals()) {
            approval.expired().stream()
                    .reduce((earlier, later) -> later)
                    .ifPresent(vote -> roles(Stream.of(approval))
                            .forEach(role -> calls.add(new ApproverNotification(
                                    Kind.EXPIRED,
                                    role,
                                    round.votes().indexOf(vote),
                                    round.expiry(vote).orElseThrow()))));
        }
        return calls.stream().distinct().toList();
    }

    /** Those who can do an item again are told when somebody asks for it. */
    private List<ApproverNotification> changes() {
        return standing.waitingFor().stream()
                .filter(UnmetCondition.ForChanges.class::isInstance)
                .map(UnmetCondition.ForChanges.class::cast)
                .flatMap(one -> one.item().speakers().stream()
                        .map(role -> new ApproverNotification(
                                Kind.CHANGES,
                                role,
                                round.votes().indexOf(one.vote()),
                                one.vote().at())))
                .toList();
    }

    private static List<String> roles(Stream<ApprovalStanding> approvals) {
        return approvals
                .filter(standing -> standing.unanswered() > 0)
                .flatMap(standing -> standing.approval().anyOf().stream())
                .distinct()
                .toList();
    }

    private Optional<ApproverNotification> escalation() {
        return reminders()
                .escalation()
                .map(later -> new ApproverNotification(
                        Kind.ESCALATION, later.role(), 0, round.opened().plus(later.after())));
    }

    private Instant reminder(int i) {
        return round.opened().plus(reminders().after().get(i));
    }

    private Reminders reminders() {
        return round.policy().reminders();
    }
}
