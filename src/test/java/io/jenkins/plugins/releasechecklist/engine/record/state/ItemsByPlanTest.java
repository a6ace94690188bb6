package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that the release plan completes by having a part. */
class ItemsByPlanTest {
    private static final String CHECKS = "environments: {staging: {checks: [tcpCheck: \"db.example.com:5432\"]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "release-notes        | notes: {summary: Faster}",
                "release-notes        | notes: {knownIssues: [\"None that we know\"]}",
                "rollback-plan        | rollback: docs/rollback.md",
                "smoke-tests-prepared | " + CHECKS
            })
    void passWhenThePlanHasThePart(String item, String plan) {
        Story story = Story.withPlan(plan);
        assertThat(story.status(item)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(item).note().map(Phrase::text)).contains("In the release plan");
        assertThat(story.item(item).actor()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"release-notes", "rollback-plan", "smoke-tests-prepared"})
    void areOpenWithoutAPlanOrWithOneThatDoesNotHaveThePart(String item) {
        assertThat(Story.begin().status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(Story.withPlan("application: Shop").status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(Story.withPlan("environments: {staging: {checks: []}, production: {}}")
                        .status(item))
                .isEqualTo(ItemStatus.PENDING);
        assertThat(Story.withPlan("notes: {summary: \"\", changes: []}").status(item))
                .isEqualTo(ItemStatus.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"release-notes, product-manager", "rollback-plan, devops", "smoke-tests-prepared, qa"})
    void passWithASignatureInstead(String item, String role) {
        assertThat(Story.begin().signs("ann", ItemAction.COMPLETE, item, role).status(item))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void followWhatAPersonSaysAboutThem() {
        String plan = "rollback: docs/rollback.md";
        assertThat(Story.withPlan(plan)
                        .signs("ann", ItemAction.FAIL, "rollback-plan", "devops")
                        .status("rollback-plan"))
                .isEqualTo(ItemStatus.FAILED);
        assertThat(Story.withPlan(plan)
                        .signs("ann", ItemAction.REOPEN, "rollback-plan", "devops")
                        .status("rollback-plan"))
                .isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void passWithTheNotesOfAStepAsWell() {
        NotesDraft draft = new NotesDraft(Optional.of("Faster"), List.of(), Optional.empty(), List.of());
        assertThat(Story.begin()
                        .step("announceRelease", new ReleaseEvent.NotesDrafted(draft))
                        .status("release-notes"))
                .isEqualTo(ItemStatus.PASSED);
        assertThat(Story.begin()
                        .step("announceRelease", new ReleaseEvent.NotesDrafted(NotesDraft.EMPTY))
                        .status("release-notes"))
                .isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void passWhenThePlanComesLater() {
        Story story = Story.begin();
        story.step(
                "releaseChecklist",
                new ReleaseEvent.DetailsAdded(Story.details(Optional.of("rollback: undo it"), Optional.empty())));
        assertThat(story.status("rollback-plan")).isEqualTo(ItemStatus.PASSED);
    }
}
