package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSignOffTest {
    private static List<String> open(Story story) {
        return OpenSignOff.of(story.release()).stream().map(OpenSignOff::item).toList();
    }

    private static OpenSignOff open(Story story, String item) {
        return OpenSignOff.of(story.release()).stream()
                .filter(one -> one.item().equals(item))
                .findFirst()
                .orElseThrow();
    }

    /** A minor release that is out, with everything done but the items that are named. */
    private static Story outWithout(String... missing) {
        Story story = Story.begin();
        for (Item item : Templates.octoacme().items()) {
            if (!List.of(missing).contains(item.id())) {
                story.marks(item.id(), ItemStatus.PASSED);
            }
        }
        return story;
    }

    @Test
    void areAllThatARunningReleaseNeedsAndAPersonMaySign() {
        assertThat(open(Story.begin()))
                .containsExactly(
                        "acceptance-criteria",
                        "ci-and-security",
                        "release-notes",
                        "rollback-plan",
                        "smoke-tests-prepared",
                        "support-handoff",
                        "monitoring");
    }

    @Test
    void areNoneBeforeTheRecordIsOpen() {
        assertThat(open(new Story())).isEmpty();
    }

    @Test
    void leaveOutWhatTheReleaseTypeDoesNotNeed() {
        assertThat(open(Story.of(ReleaseType.PATCH))).doesNotContain("acceptance-criteria");
    }

    @Test
    void leaveOutWhatIsDoneOrBeingDoneAndKeepWhatFailed() {
        Story story = Story.begin()
                .marks("monitoring", ItemStatus.PASSED)
                .worksOn("ci-and-security", "scan")
                .signs("pm", ItemAction.FAIL, "release-notes", "product-manager");
        assertThat(open(story)).doesNotContain("monitoring", "ci-and-security").contains("release-notes");
        assertThat(open(story, "release-notes").since()).contains(story.now());
    }

    @Test
    void nameTheRolesThatHaveNotSigned() {
        OpenSignOff before = open(Story.begin(), "support-handoff");
        assertThat(before.roles()).containsExactly("devops", "support");
        assertThat(before.all()).isTrue();
        assertThat(before.signers()).isEmpty();
        assertThat(before.since()).isEmpty();

        OpenSignOff after =
                open(Story.begin().signs("ann", ItemAction.COMPLETE, "support-handoff", "devops"), "support-handoff");
        assertThat(after.roles()).containsExactly("support");
        assertThat(after.signers()).containsExactly("ann");
    }

    @Test
    void sayWhenOneOfSeveralRolesIsEnough() {
        OpenSignOff notes = open(Story.begin(), "release-notes");
        assertThat(notes.roles()).containsExactly("product-manager", "project-manager");
        assertThat(notes.all()).isFalse();
    }

    @Test
    void includeThoseOfAnIncidentOnceItIsOpen() {
        assertThat(open(Story.begin())).doesNotContain("root-cause");
        assertThat(open(Story.begin().opensIncident())).contains("root-cause", "action-items");
    }

    @Test
    void stayOpenAfterTheEndOfABuildThatReleased() {
        Story story = outWithout("support-handoff").buildEnds("SUCCESS");
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(open(story)).containsExactly("support-handoff");
    }

    @Test
    void areOnlyThoseOfTheIncidentAfterARollback() {
        Story story = Story.begin()
                .opensIncident()
                .passed("back", "rollbackRelease", "production")
                .buildEnds("FAILURE");
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(open(story)).containsExactly("root-cause", "action-items");
    }

    @Test
    void areNoneWhenTheBuildEndedOtherwise() {
        Story rejected =
                Story.begin().opensGate("production", 1, "production").settles("production", 1, GateStatus.NO_GO);
        assertThat(open(rejected.buildEnds("ABORTED"))).isEmpty();
        assertThat(open(Story.begin().failed("api", "smokeTest", "staging").buildEnds("FAILURE")))
                .isEmpty();
        assertThat(open(Story.begin().buildEnds("SUCCESS"))).isEmpty();
        assertThat(open(outWithout().buildEnds("SUCCESS"))).isEmpty();
    }

    @Test
    void areNoneOnADamagedRecord() {
        ReleaseProjection fold = new ReleaseProjection();
        fold.apply(new Event(
                1,
                Story.START,
                Actor.SYSTEM,
                new ReleaseEvent.Opened(
                        Story.details(Optional.empty(), Optional.empty()),
                        new BuildRef("shop", 1, "job/shop/1/"),
                        List.of(),
                        Optional.empty()),
                HashChain.GENESIS));
        assertThat(OpenSignOff.of(fold.snapshot(Optional.empty(), false))).isNotEmpty();
        Release damaged = fold.snapshot(Optional.of(new Damage(2, "cut")), false);
        assertThat(OpenSignOff.of(damaged)).isEmpty();
    }
}
