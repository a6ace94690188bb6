package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenWorkTest {
    private static List<String> followUps(Story story) {
        return ids(new OpenWork(story.release()).followUps(), item -> true);
    }

    private static List<String> ids(List<ItemState> items, Predicate<ItemState> which) {
        return items.stream().filter(which).map(state -> state.item().id()).toList();
    }

    private static List<String> notReached(Story story) {
        return ids(story.release().items(), new OpenWork(story.release())::isNotReached);
    }

    private static List<String> closed(Story story) {
        return ids(story.release().items(), new OpenWork(story.release())::isClosed);
    }

    private static Story out() {
        return Story.begin().worksOn("deploy-production", "deploy").passes("deploy");
    }

    private static Story rejected() {
        return Story.begin()
                .marks("ci-and-security", ItemStatus.PASSED)
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO);
    }

    @Test
    void followUpsAreAllThatIsOpenAlsoOnceSomebodySignedAPartOfIt() {
        Story story = out().buildEnds("SUCCESS");
        assertThat(followUps(story)).contains("support-handoff", "monitoring");
        story.signs("sue", ItemAction.COMPLETE, "support-handoff", "support");
        assertThat(followUps(story)).contains("support-handoff", "monitoring", "announcement");
    }

    @Test
    void thereAreNoFollowUpsBeforeTheEnd() {
        assertThat(followUps(out())).isEmpty();
        assertThat(followUps(rejected().buildEnds("ABORTED"))).isEmpty();
    }

    @Test
    void afterARollbackOnlyWhatTheIncidentAsksForFollows() {
        Story story = out().opensIncident()
                .passed("roll", "rollbackRelease", "production")
                .buildEnds("FAILURE");
        assertThat(followUps(story)).containsExactly("root-cause", "action-items");
        assertThat(notReached(story)).contains("support-handoff", "monitoring").doesNotContain("root-cause");
        assertThat(closed(story)).contains("deploy-production").doesNotContain("root-cause", "rollback");
    }

    @Test
    void aRejectedReleaseReachesNothingMoreOnceItsBuildEnded() {
        assertThat(notReached(rejected())).isEmpty();
        assertThat(notReached(rejected().buildEnds("ABORTED")))
                .contains("deploy-production", "announcement")
                .doesNotContain("ci-and-security", "go-no-go");
        assertThat(closed(rejected().buildEnds("ABORTED"))).contains("ci-and-security", "deploy-production");
    }

    @ParameterizedTest
    @CsvSource({"FAILURE, true", "ABORTED, true", "SUCCESS, false"})
    void aFailedReleaseCanGoOnByHandAfterAGoodBuild(String result, boolean over) {
        Story story = Story.begin().marks("ci-and-security", ItemStatus.FAILED).buildEnds(result);
        assertThat(closed(story).contains("monitoring")).isEqualTo(over);
    }

    @Test
    void whatFailedAfterTheReleaseWasOutCanBeMended() {
        Story story = out().marks("monitoring", ItemStatus.FAILED).buildEnds("FAILURE");
        assertThat(closed(story)).isEmpty();
    }
}
