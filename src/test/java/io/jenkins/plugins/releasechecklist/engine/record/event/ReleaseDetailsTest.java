package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.ChecklistReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known about a release as such. Every part is said once. */
class ReleaseDetailsTest {
    private static final String TEAM = """
        title: Team
        environments: {live: eu-prod}
        releasedBy: deploy
        sections:
        - id: work
          title: Work
          items:
          - {id: decide, title: Decide, owners: [qa], completedBy: [{step: releaseGate, environment: live}]}
          - {id: window, title: Window, owners: [qa], completedBy: [{window: live}]}
          - {id: deploy, title: Deploy, owners: [devops], impliedBy: [{step: postDeployVerify, environment: live}]}
        """;

    private static final Checklist TEAM_CHECKLIST = ChecklistReader.read(TEAM, "team.yaml");

    private static ReleaseDetails version(String version) {
        return new ReleaseDetails(
                Optional.empty(), Optional.of(version), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Story adds(Story story, ReleaseDetails details) {
        return story.step("releaseChecklist", new ReleaseEvent.DetailsAdded(details));
    }

    @Test
    void fillWhatIsStillOpenAndOverwriteNothing() {
        Story story = adds(Story.begin(), version("9.9.9"));
        assertThat(story.release().version()).contains("2.4.0");
        assertThat(adds(new Story(), version("9.9.9")).release().version()).contains("9.9.9");
    }

    @Test
    void promoteWhatWasReleasedByThePlanThatTheBuildBrings() {
        ReleaseDetails before = version("1.0")
                .orElse(planned("application: Old"))
                .with(List.of(new Artifact("shop.jar", "sha256:" + "a".repeat(64))))
                .with(VersionChange.between(List.of(), "1.0"));
        ReleaseDetails asBefore = before.promotedWith(ReleaseDetails.UNKNOWN);
        assertThat(asBefore.plan()).isEqualTo(before.plan());
        assertThat(asBefore.version()).contains("1.0");
        assertThat(asBefore.type()).isEqualTo(before.type());
        assertThat(asBefore.artifacts()).isEqualTo(before.artifacts());
        assertThat(asBefore.change()).isEmpty();
        ReleaseDetails own = before.promotedWith(planned("application: New").orElse(version("9.9")));
        assertThat(own.plan()).isEqualTo(planned("application: New").plan());
        assertThat(own.version()).contains("1.0");
    }

    private static ReleaseDetails planned(String text) {
        return new ReleaseDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PlanSource("plan.yaml", text)),
                Optional.empty());
    }

    @Test
    void sayWhatOthersLeaveOpenAndWhatIsNew() {
        ReleaseDetails type = new ReleaseDetails(
                Optional.empty(), Optional.empty(), Optional.of(ReleaseType.PATCH), Optional.empty(), Optional.empty());
        ReleaseDetails both = version("1.0").orElse(type);
        assertThat(both.version()).contains("1.0");
        assertThat(both.type()).contains(ReleaseType.PATCH);
        assertThat(both.orElse(version("2.0"))).isEqualTo(both);
        assertThat(both.without(type)).isEqualTo(version("1.0"));
        assertThat(both.without(both)).isEqualTo(ReleaseDetails.UNKNOWN);
        assertThat(ReleaseDetails.UNKNOWN.orElse(both)).isEqualTo(both);
    }

    @Test
    void takeTheNameOfTheApplicationFromThePlanWhenNobodySaysAnother() {
        assertThat(Story.withPlan("application: From the plan").release().application())
                .contains("From the plan");
        assertThat(adds(Story.begin(), Story.details(Optional.of("application: From the plan"), Optional.empty()))
                        .release()
                        .application())
                .contains("Shop");
    }

    @Test
    void followTheFirstPlanForEver() {
        Story story = adds(
                Story.withPlan("{application: First, notes: {summary: One}}"),
                Story.details(Optional.of("{application: Second, notes: {migration: Two}}"), Optional.empty()));
        assertThat(story.release().application()).contains("First");
        assertThat(story.release().plan().flatMap(plan -> plan.application())).contains("First");
        assertThat(story.release().details().plan().map(PlanSource::text))
                .contains("{application: First, notes: {summary: One}}");
        assertThat(story.release().draft().migration()).isEmpty();
    }

    @Test
    void areStillThereWhenALaterVersionCannotReadThePlanAnyMore() {
        Story story = Story.withPlan("environments: [what is this]");
        assertThat(story.release().plan()).isEmpty();
        assertThat(story.release().details().plan()).isPresent();
        assertThat(story.release().checklist().id()).isEqualTo("octoacme");
    }

    @Test
    void areReadableWithoutThePluginsWhoseKindsOfChecksThePlanUses() {
        Story story = Story.withPlan("environments: {staging: {checks: [{queueCheck: {name: orders, atMost: 10}}]}}");
        assertThat(story.release()
                        .plan()
                        .orElseThrow()
                        .environments()
                        .get("staging")
                        .checks())
                .singleElement()
                .satisfies(check -> assertThat(check.name()).isEqualTo("orders"));
    }

    @Test
    void haveTheNotesOfAStepGoBeforeThoseOfThePlanWhateverComesFirst() {
        NotesDraft step = new NotesDraft(Optional.of("Step"), List.of("b"), Optional.empty(), List.of());
        Story planFirst = Story.withPlan("notes: {summary: Plan, changes: [a], migration: Migrate}")
                .step("announceRelease", new ReleaseEvent.NotesDrafted(step));
        Story stepFirst = adds(
                Story.begin().step("announceRelease", new ReleaseEvent.NotesDrafted(step)),
                Story.details(
                        Optional.of("notes: {summary: Plan, changes: [a], migration: Migrate}"), Optional.empty()));
        for (Story story : List.of(planFirst, stepFirst)) {
            assertThat(story.release().draft().summary()).contains("Step");
            assertThat(story.release().draft().migration()).contains("Migrate");
            assertThat(story.release().draft().changes()).containsExactly("b", "a");
        }
    }

    @Test
    void haveTheBuiltInChecklistWhereNothingElseIsSaid() {
        assertThat(Story.begin().release().checklist()).isEqualTo(Templates.octoacme());
        assertThat(new Story().release().checklist()).isEqualTo(Templates.octoacme());
    }

    @Test
    void haveTheChecklistOfThePlanUnlessAStepNamesAnother() {
        String plan = "checklist:\n" + TEAM.indent(2);
        assertThat(Story.withPlan(plan).release().checklist().id()).isEqualTo("team");
        assertThat(adds(Story.withChecklist(Templates.octoacme()), Story.details(Optional.of(plan), Optional.empty()))
                        .release()
                        .checklist()
                        .id())
                .isEqualTo("octoacme");
    }

    @Test
    void followTheChecklistOfATeamInTheTeamsNamesOfItsEnvironments() {
        Story story = Story.withChecklist(TEAM_CHECKLIST).opensGate("eu", 1, "eu-prod");
        assertThat(story.status("decide")).isEqualTo(ItemStatus.WAITING);
        assertThat(story.status("window")).isEqualTo(ItemStatus.NOT_APPLICABLE);
        assertThat(story.release().openItems(story.release().gate("eu").orElseThrow()))
                .isEmpty();
        story.settles("eu", 1, GateStatus.GO).passed("verify", "postDeployVerify", "eu-prod");
        assertThat(story.status("decide")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status("deploy")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.RELEASED);
    }

    @Test
    void doNotTakeTheGuidesWordForAnEnvironmentOfTheTeam() {
        Story story = Story.withChecklist(TEAM_CHECKLIST).opensGate("eu", 1, "live");
        assertThat(story.status("decide")).isEqualTo(ItemStatus.PENDING);
    }
}
