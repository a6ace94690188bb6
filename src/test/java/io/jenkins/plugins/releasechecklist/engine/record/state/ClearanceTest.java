package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whether a release may touch an environment now. */
class ClearanceTest {
    private static final String PRODUCTION = "production";
    private static final GatePolicy QA = GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), 1)));
    private static final Clearance GO = new Clearance.Cleared(PRODUCTION, 1, Optional.empty());

    /** A gate with the Go of qa, settled by it. */
    private static Story go(GatePolicy policy) {
        return Story.begin()
                .opensGate(PRODUCTION, 1, PRODUCTION, policy)
                .votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .settles(PRODUCTION, 1, GateStatus.GO);
    }

    private static Clearance clearance(Story story, Duration later, UnaryOperator<GatePolicy> rules) {
        Release release = story.release();
        Instant now = story.now().plus(later);
        return clearance(release, round -> {
            GatePolicy policy = rules.apply(round.policy());
            GateState ruled = round.with(new ReleaseEvent.GateRulesChanged(
                    round.id(), round.opening().round(), policy, List.of(), List.of(), List.of()));
            return new Clearance.Review(
                    ruled, release.standing(ruled, approval -> OptionalInt.empty(), true, now), Optional.empty(), now);
        });
    }

    private static Clearance clearance(Release release, Clearance.Reviewer reviewer) {
        try {
            return Clearance.of(release, PRODUCTION, reviewer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Clearance now(Story story) {
        return clearance(story, Duration.ofSeconds(1), policy -> policy);
    }

    private static List<String> reasons(Clearance clearance) {
        return clearance instanceof Clearance.Refused refused
                ? refused.reasons().stream().map(Phrase::text).toList()
                : List.of();
    }

    @Test
    void aGoClearsTheEnvironmentOfItsGateAndNoOther() {
        assertThat(now(go(QA))).isEqualTo(GO);
        assertThat(reasons(now(
                        Story.begin().opensGate(PRODUCTION, 1, "staging", QA).settles(PRODUCTION, 1, GateStatus.GO))))
                .containsExactly("this build has opened no gate for the environment production");
    }

    @Test
    void theLatestRoundCountsWhateverTheIdOfItsGate() {
        assertThat(reasons(now(go(QA).opensGate(PRODUCTION, 2, PRODUCTION, QA))))
                .containsExactly("the gate production (round 2) still waits for a decision");
        Story second = go(QA).opensGate("second", 1, PRODUCTION, QA);
        assertThat(reasons(now(second))).containsExactly("the gate second (round 1) still waits for a decision");
        assertThat(reasons(now(second.settles("second", 1, GateStatus.NO_GO))))
                .containsExactly("the gate second (round 1) ended without a Go (NO_GO): NO_GO of second");
    }

    @Test
    void aBuildThatEndedIsNotCleared() {
        assertThat(reasons(now(go(QA).buildEnds("SUCCESS")))).containsExactly("the build has ended");
    }

    @Test
    void whatHasLeftAnEnvironmentThatTakesOneAtATimeIsNotClearedAnyMore() {
        GatePolicy alone = QA.withExclusive(true);
        Story verified = go(alone).passed("verify", "postDeployVerify", PRODUCTION);
        assertThat(reasons(now(verified)))
                .containsExactly("this release left production at 2026-05-04T10:06:00Z (it was verified), which takes"
                        + " one release at a time: a new round of the gate has to say Go");
        assertThat(clearance(verified, Duration.ZERO, policy -> policy.withExclusive(false)))
                .isEqualTo(GO);
        assertThat(now(verified.opensGate(PRODUCTION, 2, PRODUCTION, alone)
                        .votes(PRODUCTION, 2, "ann", Choice.GO, "qa")
                        .settles(PRODUCTION, 2, GateStatus.GO)))
                .isEqualTo(new Clearance.Cleared(PRODUCTION, 2, Optional.empty()));
    }

    @Test
    void aGoThatIsTooOldByNowDoesNotCount() {
        UnaryOperator<GatePolicy> hour = policy -> GatePolicyBuilder.of(policy)
                .approvalLifetime(Optional.of(Duration.ofHours(1)))
                .build();
        assertThat(clearance(go(QA), Duration.ofMinutes(30), hour)).isEqualTo(GO);
        assertThat(reasons(clearance(go(QA), Duration.ofHours(1), hour)))
                .containsExactly(
                        "the gate lacks by now: Go by qa (that of Name of ann counted for 1h and has expired)");
    }

    @Test
    void theTimeoutOfTheGateIsOverWithItsDecision() {
        GatePolicy hour = GatePolicyBuilder.of(QA)
                .timeout(Optional.of(Duration.ofHours(1)))
                .build();
        assertThat(clearance(go(hour), Duration.ofDays(2), policy -> policy)).isEqualTo(GO);
    }

    @Test
    void rulesThatAreTightenedHoldAtOnce() {
        LocalDateTime noon = LocalDateTime.parse("2026-05-04T12:00:00");
        Freeze freeze = new Freeze(noon, noon.plusHours(1), ZoneOffset.UTC, "a move", List.of());
        Window morning =
                new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.of(8, 0), LocalTime.of(11, 0), ZoneOffset.UTC);
        UnaryOperator<GatePolicy> frozen = policy -> policy.withSchedule(new Schedule(List.of(), List.of(freeze)));
        UnaryOperator<GatePolicy> closed = policy -> policy.withSchedule(new Schedule(List.of(morning), List.of()));
        assertThat(clearance(go(QA), Duration.ofMinutes(30), frozen)).isEqualTo(GO);
        assertThat(reasons(clearance(go(QA), Duration.ofHours(2), frozen)))
                .singleElement()
                .asString()
                .startsWith("the gate lacks by now: the end of the freeze");
        assertThat(reasons(clearance(go(QA), Duration.ofHours(2), closed)))
                .singleElement()
                .asString()
                .startsWith("the gate lacks by now: the deployment window");
        assertThat(reasons(clearance(
                        go(QA),
                        Duration.ZERO,
                        policy -> policy.withApprovals(List.of(new Approval(List.of("devops"), 1))))))
                .containsExactly("the gate lacks by now: Go by devops");
    }

    @Test
    void aVetoThatIsDemandedLaterEndsWhatPassedAgainstSomebody() {
        GatePolicy tolerant = GatePolicyBuilder.of(QA).veto(false).build();
        Story story = Story.begin()
                .opensGate(PRODUCTION, 1, PRODUCTION, tolerant)
                .votes(PRODUCTION, 1, "bob", Choice.NO_GO, "devops")
                .votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .settles(PRODUCTION, 1, GateStatus.GO);
        assertThat(now(story)).isEqualTo(GO);
        assertThat(reasons(clearance(
                        story,
                        Duration.ZERO,
                        policy -> GatePolicyBuilder.of(policy).veto(true).build())))
                .containsExactly("No-go by Name of bob: because");
    }

    @Test
    void anItemThatTheGateNeedsHasToStayDone() {
        GatePolicy needing =
                GatePolicyBuilder.of(QA).requires(List.of("rollback-plan")).build();
        Story story = Story.begin()
                .signs("dev", ItemAction.COMPLETE, "rollback-plan", "devops")
                .opensGate(PRODUCTION, 1, PRODUCTION, needing)
                .votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .settles(PRODUCTION, 1, GateStatus.GO);
        Clearance.Reviewer asRecorded = round -> new Clearance.Review(
                round,
                story.release().standing(round, approval -> OptionalInt.empty(), true, story.now()),
                Optional.empty(),
                story.now());
        assertThat(clearance(story.release(), asRecorded)).isEqualTo(GO);
        story.signs("dev", ItemAction.REOPEN, "rollback-plan", "devops");
        assertThat(reasons(clearance(story.release(), asRecorded)))
                .singleElement()
                .asString()
                .startsWith("the gate lacks by now: item rollback-plan");
    }

    @Test
    void whatAConditionSaidWhenTheGateWasSettledCountsOn() {
        GatePolicy asking =
                GatePolicyBuilder.of(QA).conditions(List.of("ticket")).build();
        Story story = Story.begin().opensGate(PRODUCTION, 1, PRODUCTION, asking);
        ConditionAnswer yes =
                new ConditionAnswer("ticket", true, "approved", story.now().plusSeconds(150));
        story.votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .step("releaseGate", new ReleaseEvent.ConditionAnswered(PRODUCTION, 1, yes))
                .settles(PRODUCTION, 1, GateStatus.GO);
        assertThat(clearance(story, Duration.ofDays(1), policy -> policy)).isEqualTo(GO);
        assertThat(reasons(clearance(
                        story,
                        Duration.ofDays(1),
                        policy -> GatePolicyBuilder.of(policy)
                                .conditions(List.of("ticket", "other"))
                                .build())))
                .containsExactly("the gate lacks by now: the condition other");
    }

    @Test
    void whatIsReleasedIsWhatPeopleSaidGoTo() {
        Artifact image = new Artifact("shop.tar", "sha256:" + "ab".repeat(32));
        ReleaseEvent more = new ReleaseEvent.DetailsAdded(ReleaseDetails.UNKNOWN.with(List.of(image)));
        Story before = Story.begin()
                .step("releaseChecklist", more)
                .opensGate(PRODUCTION, 1, PRODUCTION, QA)
                .votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .settles(PRODUCTION, 1, GateStatus.GO);
        assertThat(now(before)).isEqualTo(GO);
        assertThat(reasons(now(go(QA).step("releaseChecklist", more))))
                .containsExactly("people did not say Go to this: artifact shop.tar came after the Go");
    }

    @Test
    void aNewerBuildMakesItVoid() {
        Release release = go(QA).release();
        assertThat(reasons(clearance(
                        release,
                        round -> new Clearance.Review(
                                round,
                                release.standing(round, approval -> OptionalInt.empty(), true, Story.START),
                                Optional.of(Phrase.plain("#43 has got its Go")),
                                Story.START))))
                .containsExactly("#43 has got its Go");
    }

    @Test
    void whoeverForcesAGateForcesItOverWhatItLackedThenAndNothingElse() {
        GatePolicy two = GatePolicy.NONE.withApprovals(
                List.of(new Approval(List.of("qa"), 1), new Approval(List.of("devops"), 2)));
        Story forced = Story.begin().opensGate(PRODUCTION, 1, PRODUCTION, two).forcesGo(PRODUCTION, 1);
        assertThat(now(forced)).isEqualTo(new Clearance.Cleared(PRODUCTION, 1, Optional.of("Name of boss")));
        Freeze freeze = new Freeze(
                LocalDateTime.parse("2026-05-04T11:00:00"),
                LocalDateTime.parse("2026-05-05T11:00:00"),
                ZoneOffset.UTC,
                "a move",
                List.of());
        assertThat(reasons(clearance(
                        forced,
                        Duration.ofHours(2),
                        policy -> policy.withSchedule(new Schedule(List.of(), List.of(freeze))))))
                .singleElement()
                .asString()
                .contains("the end of the freeze");
        assertThat(reasons(clearance(
                        forced,
                        Duration.ofHours(2),
                        policy -> policy.withApprovals(List.of(new Approval(List.of("devops"), 3))))))
                .containsExactly("the gate lacks by now: Go by 3 of devops");
        assertThat(reasons(clearance(
                        forced,
                        Duration.ofHours(2),
                        policy -> GatePolicyBuilder.of(policy)
                                .approvalLifetime(Optional.of(Duration.ofHours(1)))
                                .build())))
                .singleElement()
                .asString()
                .startsWith("the Go that Name of boss forced counted until");
    }

    @Test
    void aRefusalHasAReason() {
        assertThatThrownBy(() -> new Clearance.Refused(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever gates a build went through, in whatever order: cleared means that the last word on the environment was Go. */
    @Property(tries = 500)
    void nothingButTheLastWordClears(@ForAll @Size(max = 6) List<@IntRange(min = 0, max = 11) Integer> rounds) {
        Story story = Story.begin();
        Optional<GateStatus> last = Optional.empty();
        int number = 0;
        for (int round : rounds) {
            number++;
            String environment = round % 3 == 0 ? "staging" : PRODUCTION;
            String gate = round % 2 == 0 ? "one" : "two";
            GateStatus status = GateStatus.values()[round % GateStatus.values().length];
            story.opensGate(gate, number, environment, GatePolicy.NONE);
            if (status != GateStatus.WAITING) {
                story.settles(gate, number, status);
            }
            if (environment.equals(PRODUCTION)) {
                last = Optional.of(status);
            }
        }
        assertThat(now(story) instanceof Clearance.Cleared).isEqualTo(last.equals(Optional.of(GateStatus.GO)));
    }
}
