package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseChanges;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateProjectionTest {
    private static final GatePolicy TWO_OF_QA = GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("qa"), 2)));

    private static GateState gate(Story story) {
        return story.release().gate("production").orElseThrow();
    }

    @Test
    void aGateWaitsForVotesAndKeepsThemInOrder() {
        Story story = Story.begin()
                .opensGate("production", 1, "production", TWO_OF_QA)
                .votes("production", 1, "ann", Choice.GO, "qa")
                .votes("production", 1, "ben", Choice.NO_GO, "qa")
                .votes("production", 1, "ann", Choice.NO_GO, "qa");
        GateState gate = gate(story);
        assertThat(gate.isWaiting()).isTrue();
        assertThat(gate.status()).isEqualTo(GateStatus.WAITING);
        assertThat(gate.opening().policy()).isEqualTo(TWO_OF_QA);
        assertThat(gate.seq()).isEqualTo(2);
        assertThat(gate.opened()).isEqualTo(Story.START.plusSeconds(120));
        assertThat(gate.votes()).extracting(Vote::voter).containsExactly("ann", "ben", "ann");
        assertThat(story.release().waitingGates()).containsExactly(gate);
    }

    @Test
    void votesOfEarlierRoundsStayThereAndDoNotCount() {
        Story story = Story.begin()
                .opensGate("production", 1, "production", TWO_OF_QA)
                .votes("production", 1, "ann", Choice.GO, "qa")
                .settles("production", 1, GateStatus.ABORTED)
                .opensGate("production", 2, "production", TWO_OF_QA)
                .votes("production", 2, "ben", Choice.GO, "qa");
        assertThat(story.release().gates())
                .extracting(gate ->
                        gate.opening().round() + ":" + gate.votes().get(0).voter())
                .containsExactly("1:ann", "2:ben");
        assertThat(gate(story).opening().round()).isEqualTo(2);
        assertThat(gate(story).votes()).extracting(Vote::voter).containsExactly("ben");
    }

    @Test
    void knowsWhatWasFoundLastOfTheChanges() {
        Story story = Story.begin().opensGate("production", 1, "production");
        assertThat(gate(story).changes()).isEmpty();
        ReleaseEvent.ChangesCompared first = compared("2.3.0");
        ReleaseEvent.ChangesCompared second = compared("2.4.0");
        assertThat(gate(story.step("releaseGate", first)).changes()).contains(first);
        assertThat(gate(story.step("releaseGate", second)).changes()).contains(second);
        assertThat(gate(story.settles("production", 1, GateStatus.GO)).changes())
                .contains(second);
    }

    private static ReleaseEvent.ChangesCompared compared(String running) {
        ReleaseChanges.Deployed there =
                new ReleaseChanges.Deployed(Optional.of(running), new BuildRef("shop", 1, "job/shop/1/"));
        return new ReleaseEvent.ChangesCompared(
                "production",
                1,
                "production",
                ReleaseChanges.of(Optional.of(there), false, List.of(), List.of(), List.of(), Optional.empty()));
    }

    @Test
    void aVoteForARoundThatIsOverIsNone() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.GO)
                .votes("production", 1, "late", Choice.NO_GO, "qa");
        assertThat(gate(story).votes()).isEmpty();
        assertThat(gate(story).status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void theFirstEndOfARoundCounts() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO)
                .forcesGo("production", 1);
        GateState.Settlement end = gate(story).settlement().orElseThrow();
        assertThat(end.status()).isEqualTo(GateStatus.NO_GO);
        assertThat(end.reason()).isEqualTo("NO_GO of production");
        assertThat(end.overridden()).isFalse();
        assertThat(end.actor()).isEqualTo(Actor.user("pm", "Name of pm"));
    }

    @Test
    void aForcedGoIsVisibleForEver() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .forcesGo("production", 1)
                .buildEnds("SUCCESS");
        assertThat(gate(story).settlement().map(GateState.Settlement::overridden))
                .contains(true);
        assertThat(gate(story).status()).isEqualTo(GateStatus.GO);
    }

    @Test
    void aRoundThatStillWaitsEndsWhenTheGateOpensAgainBecauseNobodyCouldVoteOnItAnyMore() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .opensGate("technical", 1, "production")
                .opensGate("production", 2, "production");
        assertThat(story.release().gates())
                .extracting(GateState::status)
                .containsExactly(GateStatus.ABORTED, GateStatus.WAITING, GateStatus.WAITING);
        assertThat(story.release().gates().get(0).settlement().orElseThrow().reason())
                .isEqualTo("The gate was opened again (round 2)");
    }

    @Test
    void whatIsSaidAboutAGateThatIsNotThereHasNoEffect() {
        Story story = Story.begin()
                .votes("production", 1, "ann", Choice.GO, "qa")
                .settles("production", 1, GateStatus.GO)
                .opensGate("production", 1, "production")
                .votes("production", 2, "ann", Choice.GO, "qa")
                .settles("staging", 1, GateStatus.GO);
        assertThat(story.release().gates()).hasSize(1);
        assertThat(gate(story).isWaiting()).isTrue();
        assertThat(gate(story).votes()).isEmpty();
    }

    @Test
    void isFoundByTheRunThatWaits() {
        Release release = Story.begin()
                .opensGate("production", 1, "production")
                .opensGate("production", 2, "production")
                .release();
        assertThat(release.gateOfRun("production-1").map(gate -> gate.opening().round()))
                .contains(1);
        assertThat(release.gateOfRun("production-2").map(gate -> gate.opening().round()))
                .contains(2);
        assertThat(release.gateOfRun("production-3")).isEmpty();
    }

    @Test
    void branchesWaitTogetherForOneDecision() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .votes("production", 1, "ann", Choice.GO, "qa")
                .joinsGate("production", 1, "production-9");
        assertThat(gate(story).runs()).containsExactly("production-1", "production-9");
        assertThat(gate(story).votes()).hasSize(1);
        assertThat(story.release().gateOfRun("production-9")).contains(gate(story));
        assertThat(gate(story).leftBy("production-9", Phrase.plain("why")))
                .isEqualTo(new ReleaseEvent.GateLeft("production", 1, "production-9", Phrase.plain("why")));

        story.leavesGate("production", 1, "production-1");
        assertThat(gate(story).isWaiting()).isTrue();
        assertThat(gate(story).runs()).containsExactly("production-9");
        assertThat(story.release().gateOfRun("production-1")).isEmpty();
        assertThat(gate(story).leftBy("production-9", Phrase.plain("why")))
                .isEqualTo(new ReleaseEvent.GateSettled("production", 1, GateStatus.ABORTED, "why", false));

        story.settles("production", 1, GateStatus.GO).joinsGate("production", 1, "production-10");
        assertThat(gate(story).runs()).containsExactly("production-9");
    }

    @Test
    void oneDecisionAnswersOnlyTheSameQuestion() {
        ReleaseEvent.GateOpened gate = opened("production", Optional.of("Go?"), TWO_OF_QA);
        assertThat(gate.asksTheSameAs(opened("production", Optional.empty(), TWO_OF_QA)))
                .isTrue();
        assertThat(gate.asksTheSameAs(opened("production", Optional.of("Go?"), GatePolicy.NONE)))
                .isFalse();
        assertThat(gate.asksTheSameAs(opened("staging", Optional.of("Go?"), TWO_OF_QA)))
                .isFalse();
    }

    private static ReleaseEvent.GateOpened opened(String environment, Optional<String> message, GatePolicy policy) {
        return new ReleaseEvent.GateOpened("g", 1, "r", Optional.of(environment), message, policy);
    }

    @Test
    void anEndIsNoWaitingAndARoundBeginsWithOne() {
        assertThatThrownBy(() -> new ReleaseEvent.GateSettled("g", 1, GateStatus.WAITING, "", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected how a round of a gate ended, found WAITING");
        assertThatThrownBy(() -> new GateState.Settlement(
                        1,
                        GateStatus.WAITING,
                        Phrase.NONE,
                        false,
                        Optional.empty(),
                        Actor.SYSTEM,
                        Story.START,
                        ReleaseDetails.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new ReleaseEvent.GateOpened("g", 0, "r", Optional.empty(), Optional.empty(), GatePolicy.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a round of 1 or more, found 0");
    }
}
