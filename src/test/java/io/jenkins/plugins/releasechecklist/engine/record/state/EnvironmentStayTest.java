package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentVisit;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a release comes to an environment, and when it leaves. */
class EnvironmentStayTest {
    private static final String PRODUCTION = "production";

    private static Story go() {
        return Story.begin().opensGate(PRODUCTION, 1, PRODUCTION).settles(PRODUCTION, 1, GateStatus.GO);
    }

    private static EnvironmentVisit visit(boolean inside, int minute) {
        Instant since = Story.START.plusSeconds(minute * 60L);
        return new EnvironmentVisit(PRODUCTION, Optional.of(PRODUCTION), inside, since);
    }

    private static List<EnvironmentVisit> visits(Story story) {
        return story.release().visits();
    }

    private static Optional<String> departure(Story story) {
        return story.release().gate(PRODUCTION).orElseThrow().departure().map(GateState.Departure::reason);
    }

    @Test
    void aReleaseIsThereFromItsGoToTheEndOfItsBuild() {
        assertThat(visits(Story.begin().opensGate(PRODUCTION, 1, PRODUCTION))).isEmpty();
        assertThat(visits(go())).containsExactly(visit(true, 3));
        assertThat(visits(go().opensGate("staging", 1, "staging").settles("staging", 1, GateStatus.NO_GO)))
                .containsExactly(visit(true, 3));
        assertThat(visits(go().buildEnds("FAILURE"))).isEmpty();
    }

    @Test
    void aGateQueuesFromTheFirstMomentAtWhichItLackedNothingElse() {
        Story waiting = Story.begin()
                .opensGate(PRODUCTION, 1, PRODUCTION)
                .awaitsEnvironment(PRODUCTION, 1)
                .votes(PRODUCTION, 1, "ann", Choice.GO, "qa")
                .awaitsEnvironment(PRODUCTION, 1);
        assertThat(visits(waiting)).containsExactly(visit(false, 3));
        assertThat(visits(waiting.settles(PRODUCTION, 1, GateStatus.GO))).containsExactly(visit(true, 6));
        assertThat(visits(Story.begin()
                        .opensGate(PRODUCTION, 1, PRODUCTION)
                        .awaitsEnvironment(PRODUCTION, 1)
                        .settles(PRODUCTION, 1, GateStatus.ABORTED)))
                .isEmpty();
    }

    @Test
    void aVerificationThatPassedIsTheEndOfTheStay() {
        assertThat(departure(go().passed("verify", "postDeployVerify", PRODUCTION)))
                .contains("it was verified");
        assertThat(visits(go().passed("verify", "postDeployVerify", PRODUCTION)))
                .isEmpty();
        assertThat(visits(go().passed("verify", "postDeployVerify", "staging"))).hasSize(1);
        assertThat(visits(go().passed("smoke", "smokeTest", PRODUCTION))).hasSize(1);
        assertThat(visits(go().failed("verify", "postDeployVerify", PRODUCTION)))
                .hasSize(1);
    }

    /** What was looked at before the Go says nothing of this release. */
    @Test
    void aVerificationThatBeganBeforeTheGoIsNotItsEnd() {
        Story story = Story.begin()
                .opensGate(PRODUCTION, 1, PRODUCTION)
                .starts("verify", "postDeployVerify", PRODUCTION)
                .settles(PRODUCTION, 1, GateStatus.GO);
        assertThat(visits(story.passes("verify"))).hasSize(1);
    }

    @Test
    void theLastOfSeveralVerificationsIsTheEnd() {
        Story two = go().starts("one", "postDeployVerify", PRODUCTION).starts("two", "postDeployVerify", PRODUCTION);
        assertThat(visits(two.passes("one"))).hasSize(1);
        assertThat(visits(two.passes("two"))).isEmpty();
        Story repeated = go().failed("one", "postDeployVerify", PRODUCTION);
        assertThat(visits(repeated.passed("other", "postDeployVerify", PRODUCTION)))
                .hasSize(1);
        assertThat(visits(repeated.passed("one#2", "postDeployVerify", PRODUCTION)))
                .isEmpty();
    }

    @Test
    void whatFailsAfterTheEndOfTheStayDoesNotBringTheReleaseBack() {
        Story story = go().passed("one", "postDeployVerify", PRODUCTION).failed("two", "postDeployVerify", PRODUCTION);
        assertThat(visits(story)).isEmpty();
        assertThat(departure(story)).contains("it was verified");
    }

    @Test
    void aRollbackThatPassedIsTheEndOfTheStay() {
        assertThat(departure(go().passed("back", "rollbackRelease", PRODUCTION)))
                .contains("it was rolled back");
        assertThat(visits(go().failed("back", "rollbackRelease", PRODUCTION))).hasSize(1);
    }

    @Test
    void aPersonSaysThatTheReleaseHasLeft() {
        Story story = go().leavesEnvironment(" PRODUCTION ");
        assertThat(departure(story)).contains("Name of boss said so: it is only a test");
        assertThat(visits(story)).isEmpty();
        assertThat(visits(go().leavesEnvironment("staging"))).hasSize(1);
    }

    @Test
    void aNewRoundComesBack() {
        Story story = go().leavesEnvironment(PRODUCTION)
                .opensGate(PRODUCTION, 2, PRODUCTION)
                .settles(PRODUCTION, 2, GateStatus.GO);
        assertThat(visits(story)).containsExactly(visit(true, 6));
    }

    @Test
    void aGateWithoutAnEnvironmentIsCalledByItsId() {
        EnvironmentVisit visit = new EnvironmentVisit("release", Optional.empty(), true, Story.START);
        assertThat(visit.place()).isEqualTo("release");
    }
}
