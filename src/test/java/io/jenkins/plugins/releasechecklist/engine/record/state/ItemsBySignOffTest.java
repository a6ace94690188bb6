package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that people sign, and what else people may say about an item. */
class ItemsBySignOffTest {
    private static final String HANDOFF = "support-handoff";

    @ParameterizedTest
    @CsvSource({
        "acceptance-criteria, product-manager",
        "acceptance-criteria, project-manager",
        "ci-and-security, devops",
        "release-notes, project-manager",
        "rollback-plan, devops",
        "smoke-tests-prepared, qa",
        "monitoring, devops"
    })
    void passWithTheSignatureOfAnyRole(String item, String role) {
        assertThat(Story.begin().status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(Story.begin().signs("ann", ItemAction.COMPLETE, item, role).status(item))
                .isEqualTo(ItemStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"root-cause, devops", "action-items, product-manager", "action-items, project-manager"})
    void passInAnIncidentToo(String item, String role) {
        Story story = Story.begin().opensIncident();
        assertThat(story.status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.signs("ann", ItemAction.COMPLETE, item, role).status(item))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void theHandoffWaitsUntilBothRolesHaveSigned() {
        Story story = Story.begin();
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PENDING);
        story.signs("ann", ItemAction.COMPLETE, HANDOFF, "support");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.WAITING);
        story.signs("ben", ItemAction.COMPLETE, HANDOFF, "devops");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(HANDOFF).signatures())
                .containsExactly(
                        Map.entry("support", Actor.user("ann", "Name of ann")),
                        Map.entry("devops", Actor.user("ben", "Name of ben")));
    }

    @Test
    void theSameRoleTwiceDoesNotHandOff() {
        Story story = Story.begin()
                .signs("ann", ItemAction.COMPLETE, HANDOFF, "support")
                .signs("ben", ItemAction.COMPLETE, HANDOFF, "support");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.WAITING);
    }

    @Test
    void tellWhoSignedWhenAndWithWhatWordsAndEvidence() {
        Story story = Story.begin().signs("ann", ItemAction.COMPLETE, "monitoring", "devops");
        ItemState item = story.item("monitoring");
        assertThat(item.actor()).contains(Actor.user("ann", "Name of ann"));
        assertThat(item.at()).contains(story.now());
        assertThat(item.note().map(Phrase::text)).contains("ann says COMPLETE");
        assertThat(item.evidence()).containsExactly("https://example.com/ann");
        assertThat(item.waived()).isFalse();
        assertThat(item.inherited()).isFalse();
        assertThat(item.section()).isEqualTo("deployment");
    }

    @ParameterizedTest
    @CsvSource({"FAIL, FAILED", "NOT_APPLICABLE, NOT_APPLICABLE", "WAIVE, SKIPPED", "REOPEN, PENDING"})
    void areWhatAPersonSays(ItemAction action, ItemStatus expected) {
        assertThat(Story.begin().signs("ann", action, "backup", "devops").status("backup"))
                .isEqualTo(expected);
    }

    @Test
    void stayVisibleAsWaived() {
        ItemState item =
                Story.begin().signs("boss", ItemAction.WAIVE, "monitoring").item("monitoring");
        assertThat(item.waived()).isTrue();
        assertThat(item.required()).isTrue();
        assertThat(item.isDone()).isTrue();
        assertThat(item.note().map(Phrase::text)).contains("boss says WAIVE");
    }

    @Test
    void areOpenAgainWithoutTheOldSignaturesAfterAReopening() {
        Story story = Story.begin()
                .signs("ann", ItemAction.COMPLETE, HANDOFF, "support")
                .signs("ben", ItemAction.COMPLETE, HANDOFF, "devops")
                .signs("cid", ItemAction.REOPEN, HANDOFF, "devops");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.item(HANDOFF).signatures()).isEmpty();
        assertThat(story.item(HANDOFF).note().map(Phrase::text)).contains("cid says REOPEN");
        story.signs("ann", ItemAction.COMPLETE, HANDOFF, "support");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.WAITING);
    }

    @Test
    void canPassAfterTheyFailed() {
        Story story = Story.begin()
                .signs("ann", ItemAction.FAIL, "monitoring", "devops")
                .signs("ann", ItemAction.COMPLETE, "monitoring", "devops");
        assertThat(story.status("monitoring")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void areNoLongerWaivedOnceTheyAreReopened() {
        Story story = Story.begin()
                .signs("boss", ItemAction.WAIVE, "monitoring")
                .signs("ann", ItemAction.REOPEN, "monitoring", "devops");
        assertThat(story.item("monitoring").waived()).isFalse();
    }

    @Test
    void canBeSignedAfterTheEndOfTheBuild() {
        Story story = Story.begin()
                .buildEnds("SUCCESS")
                .signs("ann", ItemAction.COMPLETE, HANDOFF, "support")
                .signs("ben", ItemAction.COMPLETE, HANDOFF, "devops");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "acceptance-criteria, false, true, true",
        "ci-and-security, true, true, true",
        "release-notes, true, true, true",
        "rollback-plan, true, true, true",
        "smoke-tests-prepared, true, true, true",
        "deployment-window, true, true, true",
        "backup, false, false, true",
        "staging-smoke-tests, true, true, true",
        "go-no-go, true, true, true",
        "deploy-production, true, true, true",
        "post-deploy-verification, true, true, true",
        "announcement, true, true, true",
        "support-handoff, true, true, true",
        "monitoring, true, true, true"
    })
    void areRequiredAsTheTypeOfTheReleaseRequires(String item, boolean patch, boolean minor, boolean major) {
        assertThat(Story.of(ReleaseType.PATCH).item(item).required()).isEqualTo(patch);
        assertThat(Story.of(ReleaseType.MINOR).item(item).required()).isEqualTo(minor);
        assertThat(Story.of(ReleaseType.MAJOR).item(item).required()).isEqualTo(major);
    }

    @Test
    void areThoseOfAMinorReleaseWhileNobodySaysTheType() {
        Story story = Story.withPlan("application: Shop");
        assertThat(story.release().type()).isEqualTo(ReleaseType.MINOR);
        assertThat(story.item("acceptance-criteria").required()).isTrue();
        assertThat(story.item("backup").required()).isFalse();
    }

    @Test
    void thatTheChecklistDoesNotKnowChangeNothing() {
        Story story = Story.begin().signs("ann", ItemAction.COMPLETE, "water-plants", "devops");
        assertThat(story.release().items()).isEqualTo(Story.begin().release().items());
        assertThat(List.of(story.release().item("water-plants"))).containsExactly(Optional.empty());
    }
}
