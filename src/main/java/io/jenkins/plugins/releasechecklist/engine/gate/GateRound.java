package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One round of a gate: from its opening to its decision. Votes of earlier rounds are not part of it.
 *
 * @param policy what is demanded
 * @param opened when the round began
 * @param votes all votes of the round in order; the last one of a person is what counts
 */
public record GateRound(GatePolicy policy, Instant opened, List<Vote> votes) {
    public GateRound {
        votes = List.copyOf(votes);
    }

    /**
     * Judges the round.
     *
     * @param circumstances what else there is to look at
     * @param electorate how many people could vote for an approval at all; empty where nobody can tell (groups)
     * @param now the moment that counts for windows, freezes, ages and timeout
     */
    public GateStanding judge(GateContext circumstances, Function<Approval, OptionalInt> electorate, Instant now) {
        ExcludedVoters excluded = new ExcludedVoters(policy.voters(), circumstances.participants());
        List<Vote> counting = Tally.latestOfEach(inTime()).stream()
                .filter(vote -> !circumstances.attributed() || !vote.unattributed())
                .filter(vote -> vote.choice() != Choice.GO
                        || excluded.involvement(vote.key()).isEmpty())
                .toList();
        List<Vote> expired =
                counting.stream().filter(vote -> isExpired(vote, now)).toList();
        List<Vote> valid =
                counting.stream().filter(vote -> !isExpired(vote, now)).toList();
        List<Approval> approvals = approvals(circumstances.types(), now);
        List<ApprovalStanding> standings = new Tally(approvals, valid, now).standings(expired);
        List<UnmetCondition> waiting = new ArrayList<>();
        standings.stream()
                .filter(standing -> standing.unanswered() > 0)
                .forEach(standing ->
                        waiting.add(new UnmetCondition.ForApproval(standing.approval(), standing.unanswered())));
        standings.stream()
                .filter(standing -> standing.missing() > 0)
                .flatMap(standing -> standing.deferred().stream())
                .distinct()
                .forEach(vote -> waiting.add(new UnmetCondition.ForDeferredGo(vote)));
        waiting.addAll(circumstances.unmet());
        waiting.addAll(unknown(circumstances));
        waiting.addAll(untimely(circumstances.types(), now));
        for (String condition : policy.conditions()) {
            Optional<ConditionAnswer> answer = circumstances.answer(condition);
            if (answer.filter(one -> one.countsAt(now)).isEmpty()) {
                waiting.add(new UnmetCondition.ForCondition(condition, answer.map(ConditionAnswer::why)));
            }
        }
        return new GateStanding(
                standings,
                waiting,
                outcome(valid, waiting, electorate, now),
                nextChange(circumstances, now),
                policy.schedule()
                        .opening(now, circumstances.types(), !policy.approvals().isEmpty()),
                Optional.empty());
    }

    /** What is asked for at that moment: in a freeze that the release may pass, more than otherwise. */
    public List<Approval> approvals(Set<ReleaseType> types, Instant now) {
        List<Approval> asked = policy.approvals();
        Stream<Approval> price = policy.schedule()
                .exemptions(now, types)
                .flatMap(exemptions -> exemptions.stream()
                        .flatMap(exemption -> Approval.passing(exemption, asked).stream())
                        .distinct());
        return Stream.concat(asked.stream(), price).toList();
    }

    /** The latest word of everybody whose word is that an item has to be done again. */
    public List<Vote> requests() {
        return Tally.latestOfEach(inTime()).stream()
                .filter(vote -> vote.choice() == Choice.REQUEST_CHANGES)
                .toList();
    }

    /** When the round runs out of time, if ever. */
    public Optional<Instant> deadline() {
        return policy.timeout().map(opened::plus);
    }

    /** A freeze that the release may pass asks for more while it is on, so its bounds matter as those of any other. */
    private Optional<Instant> nextChange(GateContext circumstances, Instant now) {
        return Stream.of(
                        policy.schedule().changes(now),
                        votes.stream().flatMap(vote -> Stream.concat(vote.from().stream(), expiry(vote).stream())),
                        circumstances.answers().stream().flatMap(ConditionAnswer::changes),
                        deadline().stream())
                .flatMap(Function.identity())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** What has to be known of those behind the build, and is not. */
    private List<UnmetCondition> unknown(GateContext circumstances) {
        List<UnmetCondition> waiting = new ArrayList<>();
        Participants participants = circumstances.participants();
        if (policy.voters().forbidUnknownStarter() && participants.starterUnknown() && circumstances.attributed()) {
            waiting.add(new UnmetCondition.ForStarter());
        }
        if (policy.voters().forbidAuthors()) {
            participants.problem().ifPresent(problem -> waiting.add(new UnmetCondition.ForAuthors(problem)));
        }
        return waiting;
    }

    private List<UnmetCondition> untimely(Set<ReleaseType> types, Instant now) {
        Schedule schedule = policy.schedule();
        boolean asked = !policy.approvals().isEmpty();
        List<UnmetCondition> waiting = new ArrayList<>();
        schedule.freezes(now, types, asked)
                .forEach(freeze -> freeze.next(now)
                        .ifPresent(time -> waiting.add(new UnmetCondition.ForFreeze(freeze, time.ends()))));
        if (schedule.nextOpen(now, types, asked).isEmpty()) {
            waiting.add(new UnmetCondition.ForSchedule(schedule.windows()));
            return waiting;
        }
        schedule.windows().stream()
                .filter(window -> !window.isOpen(now))
                .forEach(window -> window.nextOpen(now)
                        .ifPresent(opens -> waiting.add(new UnmetCondition.ForWindow(window, opens))));
        return waiting;
    }

    /** Whoever votes after the deadline is too late, even when nobody has noticed yet that the time is up. */
    private List<Vote> inTime() {
        return deadline()
                .map(end ->
                        votes.stream().filter(vote -> vote.at().isBefore(end)).toList())
                .orElse(votes);
    }

    private boolean isExpired(Vote vote, Instant now) {
        return expiry(vote).filter(end -> !now.isBefore(end)).isPresent();
    }

    /** When a Go stops to count; nothing else does. */
    Optional<Instant> expiry(Vote vote) {
        return vote.choice() == Choice.GO ? policy.approvalLifetime().map(vote.since()::plus) : Optional.empty();
    }

    private Optional<GateStanding.Outcome> outcome(
            List<Vote> counting,
            List<UnmetCondition> waiting,
            Function<Approval, OptionalInt> electorate,
            Instant now) {
        List<Vote> refusals =
                counting.stream().filter(vote -> vote.choice() == Choice.NO_GO).toList();
        if (!refusals.isEmpty() && (policy.voters().veto() || isOutOfReach(refusals, electorate))) {
            return Optional.of(new GateStanding.Outcome(GateStatus.NO_GO, why(refusals)));
        }
        if (deadline().filter(moment -> !now.isBefore(moment)).isPresent()) {
            return Optional.of(new GateStanding.Outcome(GateStatus.TIMED_OUT, Phrase.of("gate.noDecision")));
        }
        return waiting.isEmpty()
                ? Optional.of(new GateStanding.Outcome(GateStatus.GO, Phrase.of("gate.allMet")))
                : Optional.empty();
    }

    private static Phrase why(List<Vote> refusals) {
        return Phrase.joined(
                "text.then",
                refusals.stream()
                        .map(vote -> Phrase.of(
                                "gate.refused", vote.name(), vote.comment().orElseThrow()))
                        .toList());
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
