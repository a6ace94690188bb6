package io.jenkins.plugins.releasechecklist.engine.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One round of a gate: from its opening to its decision. Votes of earlier rounds are not part of it.
 *
 * @param policy what is demanded
 * @param opened when the round began
 * @param votes all votes of the round in order; the last one of a person is what counts
 */
public record Round(GatePolicy policy, Instant opened, List<Vote> votes) {
    public Round {
        votes = List.copyOf(votes);
    }

    /**
     * Judges the round.
     *
     * @param openItems the required items that are not done
     * @param electorate how many people could vote for an approval at all; empty where nobody can tell (groups)
     * @param now the moment that counts for window and timeout
     */
    public GateStanding judge(
            List<Waiting.ForItem> openItems, Function<Approval, OptionalInt> electorate, Instant now) {
        List<Vote> counting = inTime();
        List<ApprovalStanding> standings = new Tally(policy.approvals(), counting).standings();
        List<Waiting> waiting = new ArrayList<>();
        standings.stream()
                .filter(standing -> standing.missing() > 0)
                .forEach(standing -> waiting.add(new Waiting.ForApproval(standing.approval(), standing.missing())));
        waiting.addAll(openItems);
        policy.window()
                .filter(window -> !window.isOpen(now))
                .ifPresent(window -> waiting.add(new Waiting.ForWindow(window, window.nextOpen(now))));
        return new GateStanding(standings, waiting, outcome(counting, waiting, electorate, now));
    }

    /** When the round runs out of time, if ever. */
    public Optional<Instant> deadline() {
        return policy.timeout().map(opened::plus);
    }

    /** The next moment at which time alone can change the standing: the window opens, or the time is up. */
    public Optional<Duration> nextChange(Instant now) {
        Optional<Instant> opening =
                policy.window().filter(window -> !window.isOpen(now)).map(window -> window.nextOpen(now));
        return Stream.of(opening, deadline())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(moment -> moment.isBefore(now) ? Duration.ZERO : Duration.between(now, moment));
    }

    /** Whoever votes after the deadline is too late, even when nobody has noticed yet that the time is up. */
    private List<Vote> inTime() {
        return deadline()
                .map(end ->
                        votes.stream().filter(vote -> vote.at().isBefore(end)).toList())
                .orElse(votes);
    }

    private Optional<GateStanding.Outcome> outcome(
            List<Vote> counting, List<Waiting> waiting, Function<Approval, OptionalInt> electorate, Instant now) {
        List<Vote> refusals = Tally.latestOfEach(counting).stream()
                .filter(vote -> vote.choice() == Choice.NO_GO)
                .toList();
        if (!refusals.isEmpty() && (policy.veto() || isOutOfReach(refusals, electorate))) {
            return Optional.of(new GateStanding.Outcome(GateStatus.NO_GO, text(refusals)));
        }
        if (deadline().filter(moment -> !now.isBefore(moment)).isPresent()) {
            return Optional.of(new GateStanding.Outcome(GateStatus.TIMED_OUT, "No decision in time"));
        }
        return waiting.isEmpty()
                ? Optional.of(new GateStanding.Outcome(GateStatus.GO, "Everything that the gate demands is there"))
                : Optional.empty();
    }

    private static String text(List<Vote> refusals) {
        return refusals.stream()
                .map(vote -> "No-go by " + vote.name() + ": " + vote.comment().orElseThrow())
                .collect(Collectors.joining("; "));
    }

    private boolean isOutOfReach(List<Vote> refusals, Function<Approval, OptionalInt> electorate) {
        return policy.approvals().stream().anyMatch(approval -> {
            OptionalInt people = electorate.apply(approval);
            long against =
                    refusals.stream().filter(vote -> vote.countsFor(approval)).count();
            return people.isPresent() && people.getAsInt() - against < approval.count();
        });
    }
}
