package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusRuleTest {
    private static ReleaseStatus status(Story story) {
        return story.release().status();
    }

    /** A minor release in which everything is done but the items that are named. */
    private static Story allDoneBut(String... open) {
        Story story = Story.begin();
        for (Item item : Templates.octoacme().items()) {
            if (!List.of(open).contains(item.id())) {
                story.marks(item.id(), ItemStatus.PASSED);
            }
        }
        return story;
    }

    @Test
    void isInProgressFromTheBeginning() {
        assertThat(status(new Story())).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(Story.begin())).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(Story.begin().starts("api", "smokeTest", "staging"))).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(Story.begin().passed("api", "smokeTest", "staging"))).isEqualTo(ReleaseStatus.IN_PROGRESS);
    }

    @Test
    void waitsForADecisionWhileAGateWaits() {
        Story story = Story.begin().opensGate("production", 1, "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        story.votes("production", 1, "ann", Choice.GO, "qa");
        assertThat(status(story)).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        story.settles("production", 1, GateStatus.GO);
        assertThat(status(story)).isEqualTo(ReleaseStatus.IN_PROGRESS);
    }

    @ParameterizedTest
    @CsvSource({"NO_GO, REJECTED", "TIMED_OUT, REJECTED", "ABORTED, FAILED"})
    void isRejectedByANoGoOrNoDecisionInTime(GateStatus end, ReleaseStatus expected) {
        Story story = Story.begin().opensGate("production", 1, "production").settles("production", 1, end);
        assertThat(status(story)).isEqualTo(expected);
        assertThat(status(story.buildEnds("ABORTED"))).isEqualTo(expected);
    }

    @Test
    void isNoLongerRejectedWhenALaterRoundSaysGo() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO)
                .opensGate("production", 2, "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        assertThat(status(story.settles("production", 2, GateStatus.GO))).isEqualTo(ReleaseStatus.IN_PROGRESS);
    }

    @Test
    void isRejectedByTheGateOfAnyEnvironment() {
        Story story = Story.begin().opensGate("staging", 1, "staging").settles("staging", 1, GateStatus.NO_GO);
        assertThat(status(story)).isEqualTo(ReleaseStatus.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = GateStatus.class,
            names = {"NO_GO", "TIMED_OUT"})
    void isNotRejectedByAnotherGateOnceItsOwnGateSaysGo(GateStatus end) {
        Story story = Story.begin()
                .opensGate("canary", 1, "canary")
                .settles("canary", 1, end)
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.GO)
                .worksOn("deploy-production", "deploy");
        assertThat(status(story)).isEqualTo(ReleaseStatus.IN_PROGRESS);
        story.passes("deploy").passed("verify", "postDeployVerify", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(status(story.buildEnds("SUCCESS"))).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isNotRejectedByAnotherGateAfterItWentOut() {
        Story story = Story.begin()
                .worksOn("deploy-production", "deploy")
                .passes("deploy")
                .passed("verify", "postDeployVerify", "production")
                .opensGate("apac", 1, "apac")
                .settles("apac", 1, GateStatus.NO_GO);
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isRejectedByAnotherGateThatComesAfterTheGoWhileItIsNotOut() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.GO)
                .opensGate("canary", 1, "canary")
                .settles("canary", 1, GateStatus.NO_GO);
        assertThat(status(story.buildEnds("ABORTED"))).isEqualTo(ReleaseStatus.REJECTED);
    }

    @Test
    void isRejectedByItsOwnGateWhateverAnotherOneSays() {
        Story story = Story.begin()
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO)
                .opensGate("staging", 1, "staging")
                .settles("staging", 1, GateStatus.GO);
        assertThat(status(story)).isEqualTo(ReleaseStatus.REJECTED);
    }

    @Test
    void goesByTheLatestDecisionWhereTheChecklistNamesNoEnvironment() {
        Story story = Story.withPlan("""
                        checklist:
                          id: short
                          title: Short
                          releasedBy: deploy
                          sections:
                            - id: all
                              title: All
                              items:
                                - {id: deploy, title: Deploy, owners: [devops], completedBy: [{step: withChecklistItem}]}
                        """).opensGate("canary", 1, "canary").settles("canary", 1, GateStatus.NO_GO);
        assertThat(status(story)).isEqualTo(ReleaseStatus.REJECTED);
        story.opensGate("live", 1, "live")
                .settles("live", 1, GateStatus.GO)
                .worksOn("deploy", "deploy")
                .passes("deploy");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
        story.passed("check-canary", "smokeTest", "canary")
                .passed("roll", "rollbackRelease", "canary")
                .passed("check", "smokeTest", "live");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
        assertThat(status(story.passed("roll#2", "rollbackRelease", "live"))).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void failsWithARequiredItemAndRecoversWithIt() {
        Story story = Story.begin().failed("api", "smokeTest", "staging");
        assertThat(status(story)).isEqualTo(ReleaseStatus.FAILED);
        assertThat(status(story.starts("api#2", "smokeTest", "staging"))).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(story.passes("api#2"))).isEqualTo(ReleaseStatus.IN_PROGRESS);
    }

    @Test
    void doesNotFailWithAnItemThatTheTypeDoesNotRequire() {
        assertThat(status(Story.of(ReleaseType.MINOR).marks("backup", ItemStatus.FAILED)))
                .isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(Story.of(ReleaseType.MAJOR).marks("backup", ItemStatus.FAILED)))
                .isEqualTo(ReleaseStatus.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, IN_PROGRESS",
        "UNSTABLE, IN_PROGRESS",
        "FAILURE, FAILED",
        "ABORTED, FAILED",
        "NOT_BUILT, FAILED"
    })
    void failsWhenTheBuildEndsBadlyBeforeTheReleaseIsOut(String result, ReleaseStatus expected) {
        assertThat(status(Story.begin().buildEnds(result))).isEqualTo(expected);
    }

    @Test
    void failsWhenTheBuildEndsUnderARequiredItem() {
        assertThat(status(Story.begin().starts("api", "smokeTest", "staging").buildEnds("SUCCESS")))
                .isEqualTo(ReleaseStatus.FAILED);
    }

    @Test
    void isReleasedWithOpenItemsOnceTheReleaseIsOut() {
        Story story = Story.begin().worksOn("deploy-production", "deploy");
        assertThat(status(story)).isEqualTo(ReleaseStatus.IN_PROGRESS);
        story.passes("deploy").passed("verify", "postDeployVerify", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(status(story.buildEnds("SUCCESS"))).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isOnlyDeployedUntilItIsVerified() {
        Story story = Story.begin().worksOn("deploy-production", "deploy").passes("deploy");
        assertThat(status(story)).isEqualTo(ReleaseStatus.DEPLOYED);
        story.starts("verify", "postDeployVerify", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.DEPLOYED);
        assertThat(story.release().status().isReleased()).isFalse();
        assertThat(status(story.passes("verify"))).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        story.starts("verify#2", "postDeployVerify", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.DEPLOYED);
    }

    @Test
    void isReleasedByTheEndOfABuildThatDidNotVerifyIt() {
        Story story = Story.begin().worksOn("deploy-production", "deploy").passes("deploy");
        assertThat(status(story.buildEnds("SUCCESS"))).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isNotVerifyingWhereItsVerificationWasWaived() {
        Story story = Story.begin().worksOn("deploy-production", "deploy").passes("deploy");
        story.signs("boss", ItemAction.WAIVE, "post-deploy-verification");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isNotVerifyingWhileAnotherEnvironmentIsVerified() {
        Story story = allDoneBut("monitoring").starts("verify", "postDeployVerify", "staging");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isReleasedWhenEveryRequiredItemIsDone() {
        Story story = allDoneBut("support-handoff", "backup");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        story.buildEnds("SUCCESS").signs("ann", ItemAction.COMPLETE, "support-handoff", "support");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        story.signs("ben", ItemAction.COMPLETE, "support-handoff", "devops");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
    }

    @ParameterizedTest
    @CsvSource({
        "SKIPPED, RELEASED",
        "NOT_APPLICABLE, RELEASED",
        "PASSED, RELEASED",
        "PENDING, RELEASED_WITH_OPEN_ITEMS",
        "RUNNING, RELEASED_WITH_OPEN_ITEMS",
        "WAITING, RELEASED_WITH_OPEN_ITEMS",
        "FAILED, FAILED"
    })
    void dependsOnEveryRequiredItem(ItemStatus last, ReleaseStatus expected) {
        assertThat(status(allDoneBut().marks("monitoring", last))).isEqualTo(expected);
    }

    @Test
    void isReleasedWithOpenItemsWhereOneWasWaived() {
        assertThat(status(allDoneBut("monitoring").signs("boss", ItemAction.WAIVE, "monitoring")))
                .isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
    }

    @Test
    void isNotReleasedWhenTheDeploymentWasOnlyLeftOut() {
        assertThat(status(allDoneBut().marks("deploy-production", ItemStatus.SKIPPED)))
                .isEqualTo(ReleaseStatus.IN_PROGRESS);
    }

    @Test
    void failsWhenTheReleaseIsOutAndItsVerificationFails() {
        Story story = allDoneBut().failed("verify", "postDeployVerify", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.FAILED);
    }

    @Test
    void isRolledBackWhenTheRollbackPassed() {
        Story story = Story.begin()
                .failed("verify", "postDeployVerify", "production")
                .opensIncident()
                .starts("roll", "rollbackRelease", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.FAILED);
        assertThat(status(story.passes("roll"))).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(status(story.buildEnds("FAILURE"))).isEqualTo(ReleaseStatus.ROLLED_BACK);
    }

    @Test
    void isNotRolledBackWhenTheLastRollbackFailed() {
        Story story = Story.begin()
                .opensIncident()
                .passed("roll", "rollbackRelease", "production")
                .failed("roll#2", "rollbackRelease", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(status(story.buildEnds("FAILURE"))).isEqualTo(ReleaseStatus.FAILED);
    }

    @Test
    void isNotRolledBackByTheRollbackOfAnotherEnvironment() {
        Story story =
                allDoneBut("root-cause", "action-items").opensIncident().passed("roll", "rollbackRelease", "staging");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
        assertThat(OpenSignOff.of(story.buildEnds("SUCCESS").release()))
                .extracting(OpenSignOff::item)
                .containsExactly("root-cause", "action-items");
    }

    @Test
    void isNotRolledBackAnyMoreWhenItPassesAVerificationAfterIt() {
        Story story = allDoneBut()
                .failed("verify", "postDeployVerify", "production")
                .passed("roll", "rollbackRelease", "production");
        assertThat(status(story)).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(status(story.passed("staging", "postDeployVerify", "staging")))
                .isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(status(story.starts("verify#2", "postDeployVerify", "production")))
                .isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(status(story.passes("verify#2"))).isEqualTo(ReleaseStatus.RELEASED);
    }

    @Test
    void theItemsOfAnIncidentAreNotWhatTheReleaseNeeds() {
        Story story = allDoneBut("root-cause", "action-items", "rollback", "incident-response")
                .opensIncident();
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
        assertThat(status(story.marks("root-cause", ItemStatus.FAILED))).isEqualTo(ReleaseStatus.RELEASED);
    }
}
