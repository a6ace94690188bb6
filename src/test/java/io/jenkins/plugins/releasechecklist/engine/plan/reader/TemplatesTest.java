package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the built-in template against the table of the release guide. */
class TemplatesTest {
    private static final String MANAGERS = "product-manager project-manager";
    private static final Set<ReleaseType> ALL = EnumSet.allOf(ReleaseType.class);

    private final Checklist octoacme = Templates.octoacme();

    private Item item(String id) {
        return octoacme.item(id).orElseThrow();
    }

    @Test
    void knowsTheTemplateByItsName() {
        assertThat(Templates.BUILT_IN.names()).containsExactly("octoacme");
        assertThat(Templates.read(Templates.BUILT_IN.named("octoacme").orElseThrow()))
                .isSameAs(octoacme);
        assertThat(Templates.BUILT_IN.named("other")).isEmpty();
        assertThat(octoacme.id()).isEqualTo("octoacme");
    }

    @Test
    void hasTheSectionsOfTheGuide() {
        assertThat(octoacme.sections())
                .extracting(Section::id, Section::title, Section::incident)
                .containsExactly(
                        tuple("pre-release", "Pre-release", false),
                        tuple("deployment", "Deployment", false),
                        tuple("incident", "Rollback & incident", true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pre-release | acceptance-criteria      | All acceptance criteria met and PRs merged     | managers
                    pre-release | ci-and-security          | Passing CI and security scans                  | devops
                    pre-release | release-notes            | Release notes drafted                          | managers
                    pre-release | rollback-plan            | Rollback / mitigation plan documented          | devops
                    pre-release | smoke-tests-prepared     | Smoke tests prepared                           | qa
                    deployment  | deployment-window        | Deployment window scheduled (if needed)        | managers
                    deployment  | backup                   | Backup or snapshot (if applicable)             | devops
                    deployment  | staging-smoke-tests      | Deploy to staging and run smoke tests          | qa
                    deployment  | go-no-go                 | Go / no-go decision                            | managers
                    deployment  | deploy-production        | Deploy to production                           | devops
                    deployment  | post-deploy-verification | Run post-deploy verifications                  | qa
                    deployment  | announcement             | Announce release to stakeholders and support   | managers
                    deployment  | support-handoff          | Complete handoff to Support Engineers          | devops support
                    deployment  | monitoring               | DevOps monitoring and alerts are configured    | devops
                    incident    | incident-response        | Incident response triggered, on-call notified  | devops
                    incident    | rollback                 | Rolled back to the last known-good release     | devops
                    incident    | root-cause               | Root cause triaged                             | devops
                    incident    | action-items             | Action items captured                          | managers
                    """)
    void hasTheItemsOfTheGuide(String section, String id, String title, String owners) {
        assertThat(octoacme.section(section).orElseThrow().items()).contains(item(id));
        assertThat(item(id).title()).isEqualTo(title);
        assertThat(item(id).owners())
                .isEqualTo(Arrays.asList(owners.replace("managers", MANAGERS).split(" ")));
    }

    @Test
    void hasNoOtherItemsAndTheirOrderIsTheGuides() {
        assertThat(octoacme.items())
                .extracting(Item::id)
                .containsExactly(
                        "acceptance-criteria",
                        "ci-and-security",
                        "release-notes",
                        "rollback-plan",
                        "smoke-tests-prepared",
                        "deployment-window",
                        "backup",
                        "staging-smoke-tests",
                        "go-no-go",
                        "deploy-production",
                        "post-deploy-verification",
                        "announcement",
                        "support-handoff",
                        "monitoring",
                        "incident-response",
                        "rollback",
                        "root-cause",
                        "action-items");
    }

    @Test
    void requiresWhatTheGuideRequiresOfEachType() {
        assertThat(item("acceptance-criteria").requiredFor()).isEqualTo(Set.of(ReleaseType.MINOR, ReleaseType.MAJOR));
        assertThat(item("backup").requiredFor()).isEqualTo(Set.of(ReleaseType.MAJOR));
        assertThat(octoacme.items())
                .filteredOn(item -> !Set.of("acceptance-criteria", "backup").contains(item.id()))
                .allSatisfy(item -> assertThat(item.requiredFor()).isEqualTo(ALL));
    }

    @Test
    void onlyWindowAndBackupAreIfApplicable() {
        assertThat(octoacme.items())
                .filteredOn(Item::ifApplicable)
                .extracting(Item::id)
                .containsExactly("deployment-window", "backup");
    }

    @Test
    void signsOffWhatTheGuideLeavesToPeople() {
        SignOff manager = new SignOff(List.of("product-manager", "project-manager"), Quorum.ANY);
        SignOff devops = new SignOff(List.of("devops"), Quorum.ANY);
        Map<String, SignOff> expected = Map.of(
                "acceptance-criteria", manager,
                "ci-and-security", devops,
                "release-notes", manager,
                "rollback-plan", devops,
                "smoke-tests-prepared", new SignOff(List.of("qa"), Quorum.ANY),
                "support-handoff", new SignOff(List.of("devops", "support"), Quorum.ALL),
                "monitoring", devops,
                "root-cause", devops,
                "action-items", manager);
        assertThat(octoacme.items())
                .allSatisfy(item -> assertThat(item.signOff()).isEqualTo(Optional.ofNullable(expected.get(item.id()))));
    }

    @Test
    void completesItemsByThePartsOfThePlan() {
        assertThat(item("release-notes").completedBy()).containsExactly(new Completion.ByPlan(PlanPart.NOTES));
        assertThat(item("rollback-plan").completedBy()).containsExactly(new Completion.ByPlan(PlanPart.ROLLBACK));
        assertThat(item("smoke-tests-prepared").completedBy()).containsExactly(new Completion.ByPlan(PlanPart.CHECKS));
        assertThat(item("deployment-window").completedBy()).containsExactly(new Completion.ByWindow("production"));
    }

    @Test
    void completesItemsBySteps() {
        assertThat(steps("ci-and-security")).containsExactly("checklistItem");
        assertThat(steps("backup")).containsExactly("checklistItem");
        assertThat(steps("staging-smoke-tests")).containsExactly("smokeTest in staging", "withSmokeTest in staging");
        assertThat(steps("go-no-go")).containsExactly("releaseGate in production");
        assertThat(steps("deploy-production")).containsExactly("withChecklistItem");
        assertThat(steps("post-deploy-verification"))
                .containsExactly(
                        "postDeployVerify in production",
                        "smokeTest in production",
                        "withSmokeTest in" + " production");
        assertThat(steps("announcement")).containsExactly("announceRelease");
        assertThat(steps("monitoring")).containsExactly("checklistItem");
        assertThat(steps("incident-response")).containsExactly("rollbackRelease");
        assertThat(steps("rollback")).containsExactly("rollbackRelease");
    }

    @Test
    void aPassedVerificationImpliesTheDeployment() {
        assertThat(item("deploy-production").impliedBy())
                .containsExactly(new Completion.ByStep("postDeployVerify", Optional.of("production")));
        assertThat(octoacme.releasedBy()).isEqualTo("deploy-production");
        assertThat(octoacme.environments()).isEqualTo(Map.of("staging", "staging", "production", "production"));
    }

    @Test
    void holdsTheResponsibilitiesAndResources() {
        assertThat(octoacme.responsibilities())
                .containsExactly(
                        new Responsibility(
                                List.of("devops"),
                                List.of(
                                        "Execute the deployment pipeline",
                                        "Monitor system health during deployment",
                                        "Maintain rollback capability",
                                        "Configure post-deployment monitoring")),
                        new Responsibility(
                                List.of("qa"),
                                List.of(
                                        "Execute smoke tests in staging and production",
                                        "Verify critical user flows",
                                        "Document issues found")),
                        new Responsibility(
                                List.of("support"),
                                List.of(
                                        "Review release notes and feature documentation",
                                        "Prepare knowledge-base articles",
                                        "Monitor support channels",
                                        "Escalate issues")),
                        new Responsibility(
                                List.of("product-manager", "project-manager"),
                                List.of(
                                        "Approve go / no-go",
                                        "Coordinate stakeholder communication",
                                        "Track success metrics")));
        assertThat(octoacme.resources())
                .containsExactly(
                        new ResourceLink("Role handoff checklist", Optional.empty()),
                        new ResourceLink("Cross-role scenarios", Optional.empty()));
    }

    private List<String> steps(String id) {
        return item(id).completedBy().stream()
                .map(Completion.ByStep.class::cast)
                .map(by -> by.step()
                        + by.environment().map(where -> " in " + where).orElse(""))
                .toList();
    }
}
