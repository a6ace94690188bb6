package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.OPENED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.UNDISTURBED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.at;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.go;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.lacks;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.noGo;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.outcome;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.policy;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.standing;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.unattributed;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.withoutVeto;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GateRoundTest {
    /** Mondays from 12:00 to 14:00 UTC; the round opens on a Monday at 10:00. */
    private static final Window NOON =
            new Window(Set.of(DayOfWeek.MONDAY), LocalTime.of(12, 0), LocalTime.of(14, 0), ZoneOffset.UTC);

    private static final Function<Approval, OptionalInt> NOBODY_KNOWS = approval -> OptionalInt.empty();

    private static GateRound round(GatePolicy policy, Vote... votes) {
        return new GateRound(policy, OPENED, List.of(votes));
    }

    private static GateContext lacking(UnmetCondition.ForItem... items) {
        return new GateContext(List.of(items), Set.of(ReleaseType.MINOR), List.of(), Participants.NOBODY, false);
    }

    private static Instant after(Duration time) {
        return OPENED.plus(time);
    }

    @Test
    void withAVetoOneNoGoEndsTheGateAtOnceWithWhoAndWhy() {
        GateStanding standing = standing(policy("qa x2"), go("ann", "qa"), noGo("ben", "qa"));
        assertThat(standing.outcome())
                .contains(
                        new GateStanding.Outcome(GateStatus.NO_GO, Phrase.plain("No-go by Name of ben: because ben")));
    }

    @Test
    void withAVetoANoGoBeatsThatEverythingElseIsThere() {
        assertThat(outcome(policy("qa"), go("ann", "qa"), noGo("ben", "qa"))).contains(GateStatus.NO_GO);
    }

    @Test
    void withoutAVetoANoGoEndsNothingWhileTheApprovalsCanBeReached() {
        GateRound round = round(withoutVeto("qa x2"), noGo("ann", "qa"));
        assertThat(round.judge(UNDISTURBED, approval -> OptionalInt.of(3), OPENED)
                        .outcome())
                .isEmpty();
    }

    @Test
    void withoutAVetoTheGateEndsWhenTheApprovalsAreOutOfReach() {
        GateRound round = round(withoutVeto("qa x2"), noGo("ann", "qa"), noGo("ben", "qa"));
        assertThat(round.judge(UNDISTURBED, approval -> OptionalInt.of(3), OPENED)
                        .outcome())
                .contains(new GateStanding.Outcome(
                        GateStatus.NO_GO,
                        Phrase.plain("No-go by Name of ann: because ann; No-go by Name of ben: because ben")));
    }

    @Test
    void withoutAVetoOneApprovalOutOfReachIsEnough() {
        GateRound round = round(withoutVeto("qa", "devops"), noGo("ann", "qa"));
        Function<Approval, OptionalInt> oneQa =
                approval -> OptionalInt.of(approval.anyOf().contains("qa") ? 1 : 10);
        assertThat(round.judge(UNDISTURBED, oneQa, OPENED).outcome().map(GateStanding.Outcome::status))
                .contains(GateStatus.NO_GO);
    }

    @Test
    void withoutAVetoANoGoCountsOnlyAgainstTheApprovalsOfItsRoles() {
        GateRound round = round(withoutVeto("qa", "devops"), noGo("ann", "support"));
        assertThat(round.judge(UNDISTURBED, approval -> OptionalInt.of(1), OPENED)
                        .outcome())
                .isEmpty();
    }

    @Test
    void withoutAVetoAWithdrawnNoGoDoesNotCount() {
        GateRound round = round(withoutVeto("qa"), noGo("ann", "qa"), go("ann", "qa"));
        assertThat(round.judge(UNDISTURBED, approval -> OptionalInt.of(1), OPENED)
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.GO);
    }

    @Test
    void withoutAVetoNobodyCanTellWhatIsOutOfReachWhereGroupsVote() {
        GateRound round = round(withoutVeto("qa"), noGo("ann", "qa"), noGo("ben", "qa"));
        assertThat(round.judge(UNDISTURBED, NOBODY_KNOWS, OPENED).outcome()).isEmpty();
    }

    @Test
    void withoutAVetoTheApprovalsCanStillBeReachedBesideANoGo() {
        assertThat(outcome(withoutVeto("qa"), noGo("ann", "qa"), go("ben", "qa")))
                .contains(GateStatus.GO);
    }

    @Test
    void namesTheRefusalsInTheOrderInWhichTheyWereSaid() {
        GateRound round = round(withoutVeto("qa"), go("ann", "qa"), noGo("ben", "qa"), noGo("ann", "qa"));
        assertThat(round.judge(UNDISTURBED, approval -> OptionalInt.of(2), OPENED)
                        .outcome())
                .contains(new GateStanding.Outcome(
                        GateStatus.NO_GO,
                        Phrase.plain("No-go by Name of ben: because ben; No-go by Name of ann: because ann")));
    }

    @Test
    void anUnattributedNoGoIsAVetoAsWell() {
        assertThat(outcome(policy("qa"), unattributed(Choice.GO))).contains(GateStatus.GO);
        assertThat(outcome(policy("qa"), unattributed(Choice.GO), unattributed(Choice.NO_GO)))
                .contains(GateStatus.NO_GO);
    }

    @Test
    void anUnattributedVoteCountsNoMoreOnceEverybodyHasToSayWhoItIs() {
        GateContext attributed =
                new GateContext(List.of(), Set.of(ReleaseType.MINOR), List.of(), Participants.NOBODY, true);
        assertThat(round(policy("qa"), unattributed(Choice.GO))
                        .judge(attributed, NOBODY_KNOWS, OPENED)
                        .outcome())
                .isEmpty();
        assertThat(round(policy("qa"), unattributed(Choice.GO), go("ann", "qa"))
                        .judge(attributed, NOBODY_KNOWS, OPENED)
                        .outcome())
                .isPresent();
    }

    @Test
    void aReleaseOfNoTypeIsNotExemptFromEverything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateContext(List.of(), Set.of(), List.of(), Participants.NOBODY, false))
                .withMessageContaining("found none");
    }

    @Test
    void twoSpellingsOfOnePersonAreOneVote() {
        assertThat(outcome(policy("qa x2"), go("JDoe", "qa"), go("jdoe", "qa"))).isEmpty();
        assertThat(outcome(policy("qa x2"), as("JDoe", go("JDoe", "qa")), as("jdoe", go("jdoe", "qa"))))
                .contains(GateStatus.GO);
        assertThat(outcome(withoutVeto("qa"), go("JDoe", "qa"), noGo("jdoe", "qa")))
                .isEmpty();
    }

    private static Vote as(String key, Vote vote) {
        return vote.with(new Identity(new UserKey(key), AuthenticationMethod.SESSION));
    }

    @Test
    void aGoOfWhoeverMayNotVoteDoesNotCountAndANoGoDoes() {
        Participant ann = new Participant("Ann", UserKey.ofId("Ann"), "started this build");
        GateContext startedByAnn = new GateContext(
                List.of(),
                Set.of(ReleaseType.MINOR),
                List.of(),
                new Participants(List.of(ann), false, List.of(), Optional.empty(), Optional.empty()),
                true);
        GatePolicy policy =
                GatePolicyBuilder.of(policy("qa")).forbidSelfApproval(true).build();

        assertThat(lacks(round(policy, go("ann", "qa")).judge(startedByAnn, NOBODY_KNOWS, OPENED)))
                .containsExactly("Go by qa");
        assertThat(round(policy, noGo("ann", "qa"))
                        .judge(startedByAnn, NOBODY_KNOWS, OPENED)
                        .outcome())
                .map(GateStanding.Outcome::status)
                .contains(GateStatus.NO_GO);
    }

    @Test
    void waitsForWhatHasToBeKnownOfThoseBehindTheBuild() {
        GateContext unknown = new GateContext(
                List.of(),
                Set.of(ReleaseType.MINOR),
                List.of(),
                new Participants(List.of(), true, List.of(), Optional.of("#6: gone"), Optional.empty()),
                true);
        GatePolicy policy = policy("qa").withVoters(new VoterRules(true, false, true, true, false));

        assertThat(lacks(round(policy, go("ann", "qa")).judge(unknown, NOBODY_KNOWS, OPENED)))
                .containsExactly(
                        "a build that somebody is known to have started; nobody is known to have started this one",
                        "the authors of the changes, who may not vote and could not be found out (#6: gone)");
        assertThat(round(policy("qa"), go("ann", "qa"))
                        .judge(unknown, NOBODY_KNOWS, OPENED)
                        .outcome())
                .isPresent();
    }

    @Test
    void waitsForRequiredItems() {
        UnmetCondition.ForItem missing = new UnmetCondition.ForItem("backup", "Backup or snapshot");
        GateStanding standing = round(policy("qa"), go("ann", "qa")).judge(lacking(missing), NOBODY_KNOWS, OPENED);
        assertThat(standing.outcome()).isEmpty();
        assertThat(lacks(standing)).containsExactly("item backup (Backup or snapshot)");
    }

    @Test
    void waitsForTheWindowAndTellsWhenItOpens() {
        GatePolicy policy = policy(Optional.of(NOON), Optional.empty(), "qa");
        GateStanding standing = standing(policy, go("ann", "qa"));
        assertThat(standing.outcome()).isEmpty();
        assertThat(lacks(standing))
                .containsExactly("the deployment window (MON 12:00-14:00 Z), which opens at 2026-05-04T12:00:00Z");
        assertThat(standing(policy, Duration.ofHours(2), go("ann", "qa"))
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.GO);
        assertThat(standing(policy, Duration.ofHours(4), go("ann", "qa")).outcome())
                .isEmpty();
    }

    @Test
    void tellsWhenAWindowOpensInTheZoneOfTheWindow() {
        Window berlin = Window.parse("MON 09:00-16:00 Europe/Berlin");
        assertThat(new UnmetCondition.ForWindow(berlin, Instant.parse("2026-11-30T08:00:00Z")).text())
                .endsWith("which opens at 2026-11-30T09:00:00+01:00");
    }

    @Test
    void showsEverythingThatItLacksAtOnce() {
        GatePolicy policy = policy(Optional.of(NOON), Optional.of(Duration.ofHours(8)), "qa x2", "devops");
        GateStanding standing = round(policy, go("ann", "qa"))
                .judge(
                        lacking(new UnmetCondition.ForItem("a", "A"), new UnmetCondition.ForItem("b", "B")),
                        NOBODY_KNOWS,
                        OPENED);
        assertThat(lacks(standing))
                .containsExactly(
                        "Go by qa",
                        "Go by devops",
                        "item a (A)",
                        "item b (B)",
                        "the deployment window (MON 12:00-14:00 Z), which opens at 2026-05-04T12:00:00Z");
    }

    @Test
    void aPolicyThatDemandsNothingSaysGoAtOnce() {
        assertThat(outcome(GatePolicy.NONE)).contains(GateStatus.GO);
    }

    @Test
    void runsOutOfTimeAtTheVeryEndOfItsTimeout() {
        GatePolicy policy = policy(Optional.empty(), Optional.of(Duration.ofHours(1)), "qa");
        assertThat(standing(policy, Duration.ofHours(1).minusMillis(1)).outcome())
                .isEmpty();
        assertThat(standing(policy, Duration.ofHours(1)).outcome())
                .contains(new GateStanding.Outcome(GateStatus.TIMED_OUT, Phrase.plain("No decision in time")));
        assertThat(standing(policy, Duration.ofDays(9)).outcome().map(GateStanding.Outcome::status))
                .contains(GateStatus.TIMED_OUT);
    }

    @Test
    void aNoGoInTimeIsANoGoAlsoWhenItIsNoticedLater() {
        GatePolicy policy = policy(Optional.empty(), Optional.of(Duration.ofHours(1)), "qa");
        assertThat(standing(policy, Duration.ofHours(2), at(Duration.ofMinutes(59), noGo("ann", "qa")))
                        .outcome())
                .contains(
                        new GateStanding.Outcome(GateStatus.NO_GO, Phrase.plain("No-go by Name of ann: because ann")));
    }

    @Test
    void aVoteAfterTheTimeIsOverIsTooLateWhateverItSays() {
        GatePolicy policy = policy(Optional.empty(), Optional.of(Duration.ofHours(1)), "qa");
        for (Vote late : List.of(go("ann", "qa"), noGo("ann", "qa"))) {
            GateStanding standing = standing(policy, Duration.ofHours(1), at(Duration.ofHours(1), late));
            assertThat(standing.outcome().map(GateStanding.Outcome::status)).contains(GateStatus.TIMED_OUT);
            assertThat(standing.approvals().get(0).given()).isEmpty();
        }
    }

    @Test
    void approvalsInTimeAreNoGoWhileSomethingElseIsMissingWhenTheTimeIsOver() {
        GatePolicy policy = policy(Optional.of(NOON), Optional.of(Duration.ofHours(1)), "qa");
        assertThat(standing(policy, Duration.ofHours(2), go("ann", "qa"))
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.TIMED_OUT);
    }

    @Test
    void nothingChangesByTimeAloneWithoutWindowAndTimeout() {
        assertThat(standing(policy("qa")).nextChange()).isEmpty();
        assertThat(round(policy("qa")).deadline()).isEmpty();
    }

    @Test
    void changesWhenTheWindowOpensOrClosesOrTheTimeIsUpWhateverComesFirst() {
        GatePolicy timeFirst = policy(Optional.of(NOON), Optional.of(Duration.ofHours(1)), "qa");
        assertThat(standing(timeFirst).nextChange()).contains(after(Duration.ofHours(1)));
        GatePolicy windowFirst = policy(Optional.of(NOON), Optional.of(Duration.ofHours(5)), "qa");
        assertThat(standing(windowFirst).nextChange()).contains(after(Duration.ofHours(2)));
        assertThat(standing(windowFirst, Duration.ofHours(3)).nextChange()).contains(after(Duration.ofHours(4)));
        assertThat(standing(windowFirst, Duration.ofHours(4)).nextChange()).contains(after(Duration.ofHours(5)));
        GatePolicy windowOnly = policy(Optional.of(NOON), Optional.empty(), "qa");
        assertThat(standing(windowOnly, Duration.ofHours(4)).nextChange())
                .contains(after(Duration.ofDays(7).plusHours(2)));
    }

    @Test
    void whatIsPastDoesNotChangeAgain() {
        GatePolicy policy = policy(Optional.empty(), Optional.of(Duration.ofHours(1)), "qa");
        assertThat(standing(policy, Duration.ofHours(9)).nextChange()).isEmpty();
    }

    @Test
    void asksForMoreWhileAFreezeIsOnThatTheReleaseMayPass() {
        Freeze freeze = new Freeze(
                LocalDateTime.of(2026, 5, 4, 11, 0),
                LocalDateTime.of(2026, 5, 4, 15, 0),
                ZoneOffset.UTC,
                "a fair",
                List.of(new Freeze.Exemption(ReleaseType.MINOR, 1, Optional.of("devops"))));
        GatePolicy policy = policy("qa x2").withSchedule(new Schedule(List.of(), List.of(freeze)));
        GateStanding before = standing(policy, go("ann", "qa"));
        assertThat(lacks(before)).containsExactly("Go by qa");
        assertThat(before.nextChange())
                .contains(freeze.next(OPENED).map(Freeze.Occurrence::begins).orElseThrow());
        GateStanding during = standing(policy, Duration.ofHours(1), go("ann", "qa"), go("ben", "qa"));
        assertThat(lacks(during)).containsExactly("Go by devops");
        assertThat(during.nextChange())
                .contains(freeze.next(OPENED).map(Freeze.Occurrence::ends).orElseThrow());
        assertThat(standing(policy, Duration.ofHours(5), go("ann", "qa"), go("ben", "qa"))
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.GO);
    }

    @Test
    void anOutcomeEndsTheGate() {
        assertThatThrownBy(() -> new GateStanding.Outcome(GateStatus.WAITING, Phrase.plain("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected an outcome that ends a gate, found WAITING");
    }

    @Test
    void aGoThatIsTooOldDoesNotCountAndIsAskedForAgain() {
        GatePolicy policy = GatePolicyBuilder.of(policy("qa"))
                .schedule(Schedule.of(Optional.of(NOON)))
                .approvalLifetime(Optional.of(Duration.ofHours(1)))
                .build();
        Vote old = go("ann", "qa");
        GateStanding before = standing(policy, Duration.ofMinutes(59), old);
        assertThat(before.approvals().get(0).given()).containsExactly(old);
        assertThat(before.isExpired(old)).isFalse();
        GateStanding after = standing(policy, Duration.ofHours(2), old);
        assertThat(after.outcome()).isEmpty();
        assertThat(lacks(after)).containsExactly("Go by qa");
        assertThat(after.isExpired(old)).isTrue();
        assertThat(standing(policy, Duration.ofHours(2), old, at(Duration.ofMinutes(90), go("ann", "qa")))
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.GO);
    }

    @Test
    void aNoGoNeverBecomesTooOld() {
        GatePolicy policy = GatePolicyBuilder.of(policy("qa"))
                .approvalLifetime(Optional.of(Duration.ofHours(1)))
                .build();
        assertThat(standing(policy, Duration.ofDays(1), noGo("ann", "qa"))
                        .outcome()
                        .map(GateStanding.Outcome::status))
                .contains(GateStatus.NO_GO);
    }

    @Test
    void looksAgainWhenAGoBecomesTooOld() {
        GatePolicy policy = GatePolicyBuilder.of(policy("qa x2"))
                .approvalLifetime(Optional.of(Duration.ofHours(1)))
                .build();
        assertThat(standing(policy, Duration.ofMinutes(10), go("ann", "qa")).nextChange())
                .contains(after(Duration.ofHours(1)));
    }

    @Test
    void waitsForItsConditionsAndSaysWhatTheySaidLast() {
        GatePolicy policy = GatePolicyBuilder.of(policy("qa"))
                .conditions(List.of("ticket", "budget"))
                .build();
        ConditionAnswer no = new ConditionAnswer("ticket", false, "CHG-7 is not approved", OPENED);
        ConditionAnswer yes = new ConditionAnswer("ticket", true, "CHG-7 is approved", OPENED);
        ConditionAnswer budget = new ConditionAnswer("budget", true, "enough", OPENED);
        assertThat(lacks(judge(policy, OPENED, no)))
                .containsExactly("the condition ticket (CHG-7 is not approved)", "the condition budget");
        assertThat(judge(policy, OPENED, yes, budget).outcome().map(GateStanding.Outcome::status))
                .contains(GateStatus.GO);
    }

    @Test
    void aYesOfAConditionCountsForAMinuteOnly() {
        GatePolicy policy =
                GatePolicyBuilder.of(policy("qa")).conditions(List.of("ticket")).build();
        ConditionAnswer yes = new ConditionAnswer("ticket", true, "CHG-7 is approved", OPENED);
        assertThat(judge(policy, after(Duration.ofSeconds(59)), yes).outcome()).isPresent();
        assertThat(judge(policy, after(Duration.ofSeconds(60)), yes).outcome()).isEmpty();
        assertThat(judge(policy, after(Duration.ofSeconds(30)), yes).nextChange())
                .contains(after(Duration.ofSeconds(60)));
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeAYesCountLonger() {
        GatePolicy policy =
                GatePolicyBuilder.of(policy("qa")).conditions(List.of("ticket")).build();
        ConditionAnswer yes = new ConditionAnswer("ticket", true, "CHG-7 is approved", after(Duration.ofHours(1)));
        assertThat(judge(policy, OPENED, yes).outcome()).isEmpty();
    }

    private static GateStanding judge(GatePolicy policy, Instant now, ConditionAnswer... answers) {
        return round(policy, go("ann", "qa"))
                .judge(
                        new GateContext(
                                List.of(), Set.of(ReleaseType.MINOR), List.of(answers), Participants.NOBODY, false),
                        NOBODY_KNOWS,
                        now);
    }
}
