package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import org.junit.jupiter.api.Test;

/** When a build ends, nothing of it runs or waits any more. */
class BuildEndedTest {
    private static final String STAGING = "staging-smoke-tests";

    @Test
    void whatStillRunsFails() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .worksOn("deploy-production", "deploy")
                .marks("monitoring", ItemStatus.RUNNING)
                .buildEnds("ABORTED");
        for (String item : new String[] {STAGING, "deploy-production", "monitoring"}) {
            assertThat(story.status(item)).isEqualTo(ItemStatus.FAILED);
            assertThat(story.item(item).note().map(Phrase::text)).contains("The build ended (ABORTED)");
            assertThat(story.item(item).at()).contains(story.now());
        }
        assertThat(story.release().run("api").orElseThrow().outcome()).contains(Outcome.ABORTED);
        assertThat(story.release().run("api").orElseThrow().ended()).contains(story.now());
    }

    @Test
    void openGatesAreAborted() {
        Story story = Story.begin()
                .opensGate("staging", 1, "staging")
                .settles("staging", 1, GateStatus.GO)
                .opensGate("production", 1, "production")
                .buildEnds("FAILURE");
        assertThat(story.release().gates())
                .extracting(GateState::status)
                .containsExactly(GateStatus.GO, GateStatus.ABORTED);
        GateState.Settlement end =
                story.release().gate("production").orElseThrow().settlement().orElseThrow();
        assertThat(end.reason()).isEqualTo("The build ended (FAILURE)");
        assertThat(end.actor()).isEqualTo(Actor.SYSTEM);
        assertThat(end.overridden()).isFalse();
        assertThat(story.release().waitingGates()).isEmpty();
    }

    @Test
    void whatHadEndedStaysAsItWas() {
        Story story = Story.begin()
                .passed("api", "smokeTest", "staging")
                .failed("verify", "postDeployVerify", "production")
                .marks("monitoring", ItemStatus.PASSED)
                .marks("backup", ItemStatus.WAITING);
        Release before = story.release();
        Release after = story.buildEnds("SUCCESS").release();
        assertThat(after.items()).isEqualTo(before.items());
        assertThat(after.runs()).isEqualTo(before.runs());
        assertThat(before.ended()).isEmpty();
        assertThat(after.ended()).contains("SUCCESS");
    }

    @Test
    void theFirstEndCounts() {
        Story story = Story.begin().starts("api", "smokeTest", "staging").buildEnds("FAILURE");
        Release once = story.release();
        Release twice = story.buildEnds("SUCCESS").release();
        assertThat(twice.ended()).contains("FAILURE");
        assertThat(twice.items()).isEqualTo(once.items());
        assertThat(twice.runs()).isEqualTo(once.runs());
        assertThat(twice.status()).isEqualTo(once.status());
    }

    @Test
    void whatAStepStillBeginsBecauseItDidNotKnowIsOverAtOnce() {
        Story story = Story.begin()
                .buildEnds("ABORTED")
                .starts("api", "smokeTest", "staging")
                .opensGate("production", 1, "production")
                .votes("production", 1, "ann", Choice.GO, "qa")
                .marks("monitoring", ItemStatus.RUNNING);
        assertThat(story.release().runs()).noneMatch(RunState::isRunning);
        assertThat(story.release().waitingGates()).isEmpty();
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.status("go-no-go")).isEqualTo(ItemStatus.FAILED);
        assertThat(story.status("monitoring")).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(STAGING).note().map(Phrase::text)).contains("The build ended (ABORTED)");
    }

    @Test
    void anEndOfARunThatComesTooLateDoesNotCount() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .buildEnds("ABORTED")
                .passes("api");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
    }
}
