package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Policies, votes and rounds for tests, told in a few words. A round opens at {@link #OPENED}. */
final class Gates {
    static final Instant OPENED = Instant.parse("2026-05-04T10:00:00Z");

    /** A minor release with nothing left to do. */
    static final GateContext UNDISTURBED =
            new GateContext(List.of(), Set.of(ReleaseType.MINOR), List.of(), Participants.NOBODY, false);

    private Gates() {}

    /** {@code "qa"}, {@code "qa x2"} or {@code "product-manager/project-manager x2"}. */
    static Approval approval(String text) {
        String[] parts = text.split(" x");
        return new Approval(List.of(parts[0].split("/")), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
    }

    static List<Approval> approvals(String... texts) {
        return Arrays.stream(texts).map(Gates::approval).toList();
    }

    static GatePolicy policy(String... approvals) {
        return GatePolicy.NONE.withApprovals(approvals(approvals));
    }

    static GatePolicy withoutVeto(String... approvals) {
        return GatePolicyBuilder.of(policy(approvals)).veto(false).build();
    }

    static GatePolicy policy(Optional<Window> window, Optional<Duration> timeout, String... approvals) {
        return GatePolicyBuilder.of(policy(approvals))
                .schedule(Schedule.of(window))
                .timeout(timeout)
                .build();
    }

    static Vote go(String voter, String... roles) {
        return vote(voter, Choice.GO, Optional.empty(), OPENED, roles);
    }

    static Vote noGo(String voter, String... roles) {
        return vote(voter, Choice.NO_GO, Optional.empty(), OPENED, roles);
    }

    /** A vote that is meant for the first of the roles. */
    static Vote goAs(String voter, String... roles) {
        return vote(voter, Choice.GO, Optional.of(roles[0]), OPENED, roles);
    }

    static Vote at(Duration afterOpening, Vote vote) {
        return vote(
                vote.voter(),
                vote.choice(),
                vote.role(),
                OPENED.plus(afterOpening),
                vote.roles().toArray(String[]::new));
    }

    static Vote unattributed(Choice choice) {
        return new Vote(
                "anonymous", "anonymous", List.of(), Optional.empty(), choice, Optional.of("because"), OPENED, true);
    }

    private static Vote vote(String voter, Choice choice, Optional<String> role, Instant at, String... roles) {
        Optional<String> comment = choice == Choice.GO ? Optional.empty() : Optional.of("because " + voter);
        return new Vote(voter, "Name of " + voter, List.of(roles), role, choice, comment, at, false);
    }

    /** The standing right after the opening, where nobody knows how many people could vote. */
    static GateStanding standing(GatePolicy policy, Vote... votes) {
        return standing(policy, Duration.ZERO, votes);
    }

    static GateStanding standing(GatePolicy policy, Duration afterOpening, Vote... votes) {
        return new GateRound(policy, OPENED, List.of(votes))
                .judge(UNDISTURBED, approval -> OptionalInt.empty(), OPENED.plus(afterOpening));
    }

    static Optional<GateStatus> outcome(GatePolicy policy, Vote... votes) {
        return standing(policy, votes).outcome().map(GateStanding.Outcome::status);
    }

    /** What the standing lacks, in words. */
    static List<String> lacks(GateStanding standing) {
        return standing.waitingFor().stream().map(UnmetCondition::text).toList();
    }
}
