package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision and the deployment window, which follow the gates of production. */
class ItemsByGateTest {
    private static final String DECISION = "go-no-go";
    private static final String WINDOW = "deployment-window";
    /** Open on the day of the story. */
    private static final GatePolicy OPEN = within(DayOfWeek.MONDAY);
    /** Closed on the day of the story. */
    private static final GatePolicy CLOSED = within(DayOfWeek.SUNDAY);

    private static GatePolicy within(DayOfWeek day) {
        Window window = new Window(Set.of(day), LocalTime.of(8, 0), LocalTime.of(18, 0), ZoneOffset.UTC);
        return GatePolicyBuilder.of(GatePolicy.NONE)
                .schedule(Schedule.of(Optional.of(window)))
                .build();
    }

    @ParameterizedTest
    @CsvSource({"GO, PASSED", "NO_GO, FAILED", "TIMED_OUT, FAILED", "ABORTED, FAILED"})
    void theDecisionWaitsAndThenIsWhatTheGateSays(GateStatus end, ItemStatus expected) {
        Story story = Story.begin();
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.PENDING);
        story.opensGate("production", 1, "production");
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.WAITING);
        assertThat(story.item(DECISION).note().map(Phrase::text)).contains("Go?");
        story.settles("production", 1, end);
        assertThat(story.status(DECISION)).isEqualTo(expected);
        assertThat(story.item(DECISION).note().map(Phrase::text)).contains(end + " of production");
        assertThat(story.item(DECISION).actor()).contains(Actor.user("pm", "Name of pm"));
        assertThat(story.item(DECISION).at()).contains(story.now());
    }

    @Test
    void theDecisionIsNotThatOfAnotherEnvironment() {
        Story story = Story.begin().opensGate("staging", 1, "staging").settles("staging", 1, GateStatus.GO);
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void theDecisionIsThatOfTheLatestRound() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO)
                .opensGate("production", 2, "production");
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.WAITING);
        assertThat(story.settles("production", 2, GateStatus.GO).status(DECISION))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void theDecisionNeedsEveryGateOfProduction() {
        Story story = Story.begin()
                .opensGate("business", 1, "production")
                .settles("business", 1, GateStatus.GO)
                .opensGate("technical", 1, "production");
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.WAITING);
        assertThat(story.settles("technical", 1, GateStatus.NO_GO).status(DECISION))
                .isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aForcedGoIsAGo() {
        Story story = Story.begin().opensGate("production", 1, "production").forcesGo("production", 1);
        assertThat(story.status(DECISION)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(DECISION).note().map(Phrase::text)).contains("it is urgent");
    }

    @Test
    void theWindowDoesNotApplyWhereTheGateHasNone() {
        Story story = Story.begin();
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.PENDING);
        story.opensGate("production", 1, "production");
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.NOT_APPLICABLE);
        assertThat(story.item(WINDOW).note().map(Phrase::text)).contains("The environment has no deployment window");
        story.settles("production", 1, GateStatus.GO);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.NOT_APPLICABLE);
    }

    @ParameterizedTest
    @CsvSource({"GO, PASSED", "NO_GO, PENDING", "TIMED_OUT, PENDING", "ABORTED, PENDING"})
    void theWindowIsKeptWhenTheGateSaysGoInIt(GateStatus end, ItemStatus expected) {
        Story story = Story.begin().opensGate("production", 1, "production", OPEN);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.WAITING);
        assertThat(story.settles("production", 1, end).status(WINDOW)).isEqualTo(expected);
    }

    @Test
    void theWindowIsLeftOutWhenSomebodyForcesAGoOutsideIt() {
        Story story =
                Story.begin().opensGate("production", 1, "production", CLOSED).forcesGo("production", 1);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.SKIPPED);
        assertThat(story.item(WINDOW).note().map(Phrase::text)).contains("it is urgent");
        assertThat(story.item(WINDOW).actor()).contains(Actor.user("boss", "Name of boss"));
    }

    @Test
    void theWindowIsKeptWhenSomebodyForcesAGoInIt() {
        Story story =
                Story.begin().opensGate("production", 1, "production", OPEN).forcesGo("production", 1);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void theWindowIsThatOfTheGateThatOpenedLast() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO)
                .opensGate("production", 2, "production", OPEN);
        assertThat(story.status(WINDOW)).isEqualTo(ItemStatus.WAITING);
    }
}
