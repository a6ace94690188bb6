package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.OPENED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.UNDISTURBED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.go;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.lacks;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.noGo;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.policy;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.standing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class DeferredGoTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static Vote at(Vote vote, Choice choice, Instant at, Optional<Instant> from) {
        return new Vote(
                vote.voter(),
                vote.name(),
                vote.roles(),
                vote.role(),
                choice,
                vote.comment(),
                at,
                vote.unattributed(),
                vote.identity(),
                from,
                vote.item());
    }

    /** Said at the opening, and counting so long after it. */
    private static Vote later(Vote vote, Duration afterOpening) {
        return at(vote, vote.choice(), OPENED, Optional.of(OPENED.plus(afterOpening)));
    }

    private static GatePolicy expiring(Duration lifetime) {
        return GatePolicyBuilder.of(policy("qa"))
                .approvalLifetime(Optional.of(lifetime))
                .build();
    }

    @Test
    void countsFromItsTimeOnAndNotBefore() {
        Vote vote = later(go("ann", "qa"), HOUR);
        GateStanding before = standing(policy("qa"), HOUR.minusMillis(1), vote);
        assertThat(before.outcome()).isEmpty();
        assertThat(before.nextChange()).contains(OPENED.plus(HOUR));
        assertThat(lacks(before)).containsExactly("the Go of Name of ann, which counts from 2026-05-04T11:00:00Z on");
        assertThat(standing(policy("qa"), HOUR, vote).isGo()).isTrue();
    }

    @Test
    void countsForItsLifetimeFromThenOn() {
        Vote vote = later(go("ann", "qa"), HOUR.multipliedBy(3));
        GatePolicy policy = expiring(HOUR);
        assertThat(standing(policy, HOUR.multipliedBy(2), vote).isExpired(vote)).isFalse();
        assertThat(standing(policy, Duration.ofMinutes(239), vote).isGo()).isTrue();
        assertThat(standing(policy, HOUR.multipliedBy(4), vote).isExpired(vote)).isTrue();
    }

    @Test
    void anotherWordOfTheSamePersonReplacesIt() {
        Vote vote = later(go("ann", "qa"), HOUR);
        assertThat(standing(policy("qa"), vote, go("ann", "qa")).isGo()).isTrue();
        assertThat(standing(policy("qa"), HOUR, vote, at(vote, Choice.WITHDRAW, OPENED, Optional.empty()))
                        .isGo())
                .isFalse();
        assertThat(standing(policy("qa"), vote, noGo("ann", "qa")).outcome()).isPresent();
    }

    @Test
    void nobodyElseIsAskedInItsPlace() {
        GateStanding standing = standing(policy("qa x2", "devops"), later(go("ann", "qa"), HOUR));
        assertThat(lacks(standing))
                .startsWith("Go by qa", "Go by devops")
                .anyMatch(text -> text.contains("Name of ann"));
        GateRound round = new GateRound(policy("qa"), OPENED, List.of(later(go("ann", "qa"), HOUR)));
        assertThat(new ApproverNotifications(round, standing(policy("qa"), later(go("ann", "qa"), HOUR))).due(OPENED))
                .isEmpty();
    }

    @Test
    void whoeverCountsAtOnceComesFirst() {
        Vote later = later(go("ann", "qa"), HOUR);
        GateStanding standing = standing(policy("qa"), later, go("ben", "qa"));
        assertThat(standing.isGo()).isTrue();
        assertThat(standing.approvals().get(0).deferred()).isEmpty();
    }

    @Test
    void onlyAGoIsDeferredAndToATimeAhead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later(noGo("ann", "qa"), HOUR))
                .withMessageContaining("found NO_GO");
        assertThatIllegalArgumentException().isThrownBy(() -> later(go("ann", "qa"), Duration.ZERO));
    }

    @Property(tries = 2000)
    void neverOpensAGateBeforeItsTime(
            @ForAll("policies") GatePolicy policy,
            @ForAll("others") @Size(max = 5) List<Vote> others,
            @ForAll @IntRange(min = 1, max = 600) int from,
            @ForAll @IntRange(min = 0, max = 599) int minute) {
        int now = minute % from;
        Vote vote = later(go("ann", "qa", "devops"), Duration.ofMinutes(from));
        GateStanding without = judged(policy, at(vote, Choice.WITHDRAW, OPENED, Optional.empty()), others, now);
        GateStanding with = judged(policy, vote, others, now);
        assertThat(with.outcome()).isEqualTo(without.outcome());
    }

    @Property(tries = 2000)
    void isThenTheSameAsAGoThatIsSaidThen(
            @ForAll("policies") GatePolicy policy,
            @ForAll("others") @Size(max = 5) List<Vote> others,
            @ForAll @IntRange(min = 1, max = 300) int from,
            @ForAll @IntRange(min = 0, max = 300) int after) {
        Vote vote = later(go("ann", "qa", "devops"), Duration.ofMinutes(from));
        GateStanding one = judged(policy, vote, others, from + after);
        GateStanding other = judged(policy, at(vote, Choice.GO, vote.since(), Optional.empty()), others, from + after);
        Statistics.label("go").collect(one.isGo());
        Statistics.label("go").coverage(checker -> checker.check(true).percentage(share -> share > 5));
        assertThat(one.outcome()).isEqualTo(other.outcome());
        assertThat(lacks(one)).isEqualTo(lacks(other));
        assertThat(one.nextChange()).isEqualTo(other.nextChange());
    }

    @Property(tries = 1000)
    void nextChangeMissesNothing(
            @ForAll("policies") GatePolicy policy,
            @ForAll("others") @Size(max = 5) List<Vote> others,
            @ForAll @IntRange(min = 1, max = 600) int from,
            @ForAll @IntRange(min = 0, max = 600) int now,
            @ForAll @IntRange(min = 1, max = 300) int more) {
        Vote vote = later(go("ann", "qa"), Duration.ofMinutes(from));
        GateStanding standing = judged(policy, vote, others, now);
        Instant then = OPENED.plus(Duration.ofMinutes(now + more));
        if (standing.nextChange().filter(change -> !change.isAfter(then)).isEmpty()) {
            assertThat(judged(policy, vote, others, now + more).outcome()).isEqualTo(standing.outcome());
        }
    }

    private static GateStanding judged(GatePolicy policy, Vote vote, List<Vote> others, int minute) {
        List<Vote> votes = new ArrayList<>(others);
        votes.add(vote);
        return new GateRound(policy, OPENED, votes)
                .judge(UNDISTURBED, approval -> OptionalInt.empty(), OPENED.plus(Duration.ofMinutes(minute)));
    }

    @Provide
    Arbitrary<GatePolicy> policies() {
        Window noon = new Window(Set.of(DayOfWeek.MONDAY), LocalTime.of(12, 0), LocalTime.of(14, 0), ZoneOffset.UTC);
        return Combinators.combine(
                        Arbitraries.of("qa", "qa x2", "devops", "qa/devops"),
                        Arbitraries.of(Optional.<Window>empty(), Optional.of(noon)),
                        Arbitraries.of(Optional.<Duration>empty(), Optional.of(HOUR)),
                        Arbitraries.of(Optional.<Duration>empty(), Optional.of(Duration.ofMinutes(601))))
                .as((approval, window, lifetime, timeout) -> GatePolicyBuilder.of(policy(approval))
                        .schedule(Schedule.of(window))
                        .approvalLifetime(lifetime)
                        .timeout(timeout)
                        .build());
    }

    /** What others say, some of them for later. */
    @Provide
    Arbitrary<List<Vote>> others() {
        Arbitrary<Vote> votes = Combinators.combine(
                        Arbitraries.of("ben", "cid", "dan"),
                        Arbitraries.subsetOf("qa", "devops"),
                        Arbitraries.of(Choice.GO, Choice.GO, Choice.NO_GO, Choice.WITHDRAW),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.of(0, 0, 60))
                .as((who, roles, choice, minute, deferral) -> {
                    Instant said = OPENED.plus(Duration.ofMinutes(minute));
                    return at(
                            noGo(who, roles.toArray(String[]::new)),
                            choice,
                            said,
                            Stream.of(deferral)
                                    .filter(minutes -> minutes > 0 && choice == Choice.GO)
                                    .map(Duration::ofMinutes)
                                    .map(said::plus)
                                    .findFirst());
                });
        return votes.list().ofMaxSize(5).filter(list -> new HashSet<>(list).size() == list.size());
    }
}
