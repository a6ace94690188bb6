package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    private static GatePolicy requires(String... names) {
        return GatePolicyBuilder.of(GatePolicy.NONE)
                .approvals(List.of(new Approval(List.of("qa"), 1)))
                .requires(Arrays.asList(names))
                .build();
    }

    private static List<String> open(Story story, String... names) {
        Release release =
                story.opensGate("production", 1, "production", requires(names)).release();
        return release.openItems(release.gate("production").orElseThrow()).stream()
                .map(UnmetCondition.ForItem::item)
                .toList();
    }

    @Test
    void showsTheItemsOfTheIncidentOnlyWithAnIncident() {
        Story story = Story.begin();
        assertThat(story.release().items())
                .hasSize(14)
                .noneMatch(item -> item.section().equals("incident"));
        story.opensIncident();
        assertThat(story.release().items())
                .extracting(state -> state.item().id())
                .hasSize(18)
                .endsWith("incident-response", "rollback", "root-cause", "action-items");
        assertThat(story.release().incident().map(Incident::reason)).contains("it is down");
    }

    @Test
    void whatNobodyKnownSignedCountsOnlyWhileNobodyHasToSayWhoItIs() {
        Story story = Story.begin()
                .signs("anonymous", ItemAction.COMPLETE, "monitoring", "devops")
                .signs("anonymous", ItemAction.COMPLETE, "support-handoff", "devops", "support")
                .signs("ann", ItemAction.COMPLETE, "rollback-plan", "devops")
                .opensGate("production", 1, "production", requires("monitoring", "support-handoff", "rollback-plan"));
        assertThat(lacking(story, false)).isEmpty();
        assertThat(lacking(story, true)).containsExactly("monitoring", "support-handoff");
        story.signs("ben", ItemAction.REOPEN, "monitoring", "devops")
                .signs("ben", ItemAction.COMPLETE, "monitoring", "devops");
        assertThat(lacking(story, true)).containsExactly("support-handoff");
    }

    private static List<String> lacking(Story story, boolean attributed) {
        Release release = story.release();
        return release
                .standing(
                        release.gate("production").orElseThrow(),
                        approval -> OptionalInt.empty(),
                        attributed,
                        story.now())
                .waitingFor()
                .stream()
                .flatMap(one -> one instanceof UnmetCondition.ForItem item ? Stream.of(item.item()) : Stream.empty())
                .toList();
    }

    @Test
    void aGateWaitsForTheRequiredItemsOfASectionThatAreNotDone() {
        assertThat(open(Story.begin(), "pre-release"))
                .containsExactly(
                        "acceptance-criteria",
                        "ci-and-security",
                        "release-notes",
                        "rollback-plan",
                        "smoke-tests-prepared");
        assertThat(open(Story.of(ReleaseType.PATCH), "pre-release"))
                .containsExactly("ci-and-security", "release-notes", "rollback-plan", "smoke-tests-prepared");
        assertThat(open(
                        Story.begin()
                                .signs("ann", ItemAction.COMPLETE, "rollback-plan", "devops")
                                .signs("boss", ItemAction.WAIVE, "release-notes")
                                .marks("ci-and-security", ItemStatus.NOT_APPLICABLE)
                                .marks("smoke-tests-prepared", ItemStatus.FAILED),
                        "pre-release"))
                .containsExactly("acceptance-criteria", "smoke-tests-prepared");
    }

    @Test
    void aGateWaitsForAnItemThatItNamesAlsoWhenTheTypeDoesNotRequireIt() {
        assertThat(open(Story.of(ReleaseType.PATCH), "backup")).containsExactly("backup");
    }

    @Test
    void aGateWaitsForAnItemOnceHoweverOftenItIsNamed() {
        assertThat(open(Story.begin(), "release-notes", "pre-release", "release-notes"))
                .containsOnlyOnce("release-notes")
                .hasSize(5);
    }

    @Test
    void aGateNeverWaitsForWhatItDecidesItself() {
        assertThat(open(Story.begin(), "deployment"))
                .doesNotContain("go-no-go", "deployment-window")
                .contains("staging-smoke-tests", "deploy-production");
    }

    @Test
    void aGateWaitsForWhatTheGateOfAnotherEnvironmentDecides() {
        Release release = Story.begin()
                .opensGate("staging", 1, "staging", requires("go-no-go"))
                .release();
        assertThat(release.openItems(release.gate("staging").orElseThrow()))
                .containsExactly(new UnmetCondition.ForItem("go-no-go", "Go / no-go decision"));
    }

    @Test
    void aGateNeverWaitsForAnIncidentThatNobodyOpened() {
        assertThat(open(Story.begin(), "incident")).isEmpty();
        assertThat(open(Story.begin().opensIncident(), "incident")).hasSize(4);
    }

    @Test
    void aGateWaitsForNothingThatTheChecklistDoesNotKnow() {
        assertThat(open(Story.begin(), "water-plants")).isEmpty();
    }

    /** The items that are open at a gate of production when an administrator requires them. */
    private static List<String> openByRule(Story story, String... names) {
        Release release = story.release();
        Optional<String> production = Optional.of("production");
        List<AttributedPolicy> rules = List.of(new AttributedPolicy("the system configuration", requires(names)));
        List<AttributedPolicy> wishes = List.of(new AttributedPolicy("the release plan", requires()));
        story.step(
                "releaseGate",
                new ReleaseEvent.GateOpened(
                        "production",
                        1,
                        "r",
                        production,
                        Optional.empty(),
                        AttributedPolicy.strictest(rules, wishes),
                        wishes,
                        Optional.of(release.required(rules, wishes, production)),
                        Optional.empty()));
        return story.release().openItems(story.release().gate("production").orElseThrow()).stream()
                .map(UnmetCondition.ForItem::item)
                .toList();
    }

    // security.md: S18
    @Test
    void whatARuleRequiresIsDoneByTheRightHandAlone() {
        Story story = Story.begin()
                .marks("acceptance-criteria", ItemStatus.PASSED)
                .worksOn("release-notes", "notes")
                .passes("notes")
                .signs("ann", ItemAction.COMPLETE, "smoke-tests-prepared", "support")
                .signs("dan", ItemAction.NOT_APPLICABLE, "rollback-plan", "devops")
                .marks("ci-and-security", ItemStatus.PASSED);
        assertThat(openByRule(story, "pre-release"))
                .containsExactly("acceptance-criteria", "release-notes", "rollback-plan", "smoke-tests-prepared");
        story.signs("pm", ItemAction.COMPLETE, "acceptance-criteria", "product-manager")
                .signs("pm", ItemAction.COMPLETE, "release-notes", "product-manager")
                .signs("dan", ItemAction.COMPLETE, "rollback-plan", "devops")
                .signs("qa", ItemAction.COMPLETE, "smoke-tests-prepared", "qa");
        assertThat(openByRule(story, "pre-release")).isEmpty();
    }

    // security.md: S18
    @Test
    void whatAPersonCalledFailedStaysSoWhateverStepsShow() {
        Story story = Story.begin()
                .signs("qa", ItemAction.FAIL, "staging-smoke-tests", "qa")
                .passed("smoke", "smokeTest", "staging");
        assertThat(openByRule(story, "staging-smoke-tests")).containsExactly("staging-smoke-tests");
        story.signs("qa", ItemAction.REOPEN, "staging-smoke-tests", "qa").passed("smoke#2", "smokeTest", "staging");
        assertThat(openByRule(story, "staging-smoke-tests")).isEmpty();
    }

    // security.md: S19
    @Test
    void aPlanDoesNotSayWhenWhatARuleRequiresIsDone() {
        String redefining = """
            checklist:
              title: Ours
              releasedBy: ours
              sections:
                - id: pre-release
                  title: Pre-release
                  items:
                    - {id: acceptance-criteria, title: Easy, owners: [qa], completedBy: [{step: checklistItem}]}
                    - {id: ours, title: Of the plan, owners: [qa], completedBy: [{step: checklistItem}], signOff: {anyOf: [qa]}}
            """;
        Story story = Story.withPlan(redefining)
                .marks("acceptance-criteria", ItemStatus.PASSED)
                .marks("ours", ItemStatus.PASSED)
                .marks("nowhere", ItemStatus.PASSED);
        assertThat(openByRule(story, "acceptance-criteria", "ours", "nowhere"))
                .containsExactly("acceptance-criteria", "ours", "nowhere");
        story.signs("pm", ItemAction.COMPLETE, "acceptance-criteria", "product-manager")
                .signs("qa", ItemAction.COMPLETE, "ours", "qa");
        assertThat(openByRule(story, "acceptance-criteria", "ours")).isEmpty();
    }

    // security.md: S21
    @Test
    void theDeclaredTypeTakesNothingFromWhatTheVersionsSay() {
        ReleaseDetails claimed = new ReleaseDetails(
                        Optional.of("Shop"),
                        Optional.of("3.0.0"),
                        Optional.of(ReleaseType.PATCH),
                        Optional.empty(),
                        Optional.empty())
                .with(VersionChange.between(List.of("2.4.0"), "3.0.0"));
        BuildRef build = new BuildRef("shop", 42, "job/shop/42/");
        Story story = new Story()
                .step("releaseChecklist", new ReleaseEvent.Opened(claimed, build, List.of(), Optional.empty()));
        assertThat(story.release().types()).containsExactly(ReleaseType.PATCH, ReleaseType.MAJOR);
        assertThat(openByRule(story, "deployment")).contains("backup");
        assertThat(openByRule(Story.of(ReleaseType.PATCH), "deployment"))
                .isNotEmpty()
                .doesNotContain("backup");
    }

    // security.md: S17
    @Test
    void aGateNeverAsksForNobodyWhenAllRulesAreLifted() {
        List<AttributedPolicy> rules = List.of(new AttributedPolicy("the system configuration", requires()));
        List<AttributedPolicy> wishes = List.of(new AttributedPolicy("the Jenkinsfile", GatePolicy.NONE));
        ReleaseEvent.GateOpened opening = new ReleaseEvent.GateOpened(
                "production",
                1,
                "r",
                Optional.of("production"),
                Optional.empty(),
                AttributedPolicy.strictest(rules, wishes),
                wishes,
                Optional.of(List.of()),
                Optional.empty());
        assertThat(opening.under(List.of()).approvals()).containsExactly(new Approval(List.of("qa"), 1));
    }

    @Test
    void aGateSaysGoWhenItemsAndApprovalsHoldTogether() {
        Story story = Story.begin()
                .opensGate("production", 1, "production", requires("backup"))
                .votes("production", 1, "ann", Choice.GO, "qa");
        assertThat(standing(story).outcome()).isEmpty();
        assertThat(standing(story).waitingFor())
                .extracting(UnmetCondition::text)
                .containsExactly("item backup (Backup or snapshot (if applicable))");
        story.marks("backup", ItemStatus.NOT_APPLICABLE);
        assertThat(standing(story).outcome().map(GateStanding.Outcome::status)).contains(GateStatus.GO);
    }

    @Test
    void aSettledGateLacksNothingAndHasNoOtherOutcome() {
        Story story = Story.begin()
                .opensGate("production", 1, "production", requires("backup"))
                .settles("production", 1, GateStatus.ABORTED);
        assertThat(standing(story).waitingFor()).isEmpty();
        assertThat(standing(story).outcome()).isEmpty();
        assertThat(standing(story).approvals()).hasSize(1);
    }

    private static GateStanding standing(Story story) {
        Release release = story.release();
        return release.standing(
                release.gate("production").orElseThrow(), approval -> OptionalInt.empty(), true, story.now());
    }

    @Test
    void countsTheItemsThatItNeeds() {
        Story story = Story.begin().marks("monitoring", ItemStatus.PASSED).marks("backup", ItemStatus.PASSED);
        assertThat(story.release().neededItems())
                .hasSize(13)
                .extracting(ItemState::item)
                .extracting(Item::id)
                .doesNotContain("backup");
        assertThat(story.release().doneItems()).isEqualTo(1);
    }

    @Test
    void knowsWhetherAStepPassedInAnEnvironment() {
        Story story = Story.begin();
        assertThat(story.release().passed("postDeployVerify", "production")).isFalse();
        story.starts("verify", "postDeployVerify", "production");
        assertThat(story.release().passed("postDeployVerify", "production")).isFalse();
        story.passes("verify");
        assertThat(story.release().passed("postDeployVerify", "production")).isTrue();
        assertThat(story.release().passed("postDeployVerify", "staging")).isFalse();
        assertThat(story.release().passed("smokeTest", "production")).isFalse();
        story.failed("other", "postDeployVerify", "production");
        assertThat(story.release().passed("postDeployVerify", "production")).isFalse();
    }

    @Test
    void knowsWhoStartedTheBuild() {
        ReleaseEvent.Opened opened = new ReleaseEvent.Opened(
                ReleaseDetails.UNKNOWN,
                new BuildRef("shop", 42, "job/shop/42/"),
                List.of(new Person("ben", "Ben"), new Person("ann", "Ann"), new Person("ben", "B.")),
                Optional.empty());
        assertThat(new Story().step("s", opened).release().starters()).containsExactly("ben", "ann");
        assertThat(new Story().release().starters()).isEmpty();
    }

    @Test
    void aSecondBeginningChangesNothingSoThatNobodyCanTakeAwayWhoStartedTheBuild() {
        BuildRef build = new BuildRef("shop", 42, "job/shop/42/");
        Story story = new Story()
                .step(
                        "s",
                        new ReleaseEvent.Opened(
                                ReleaseDetails.UNKNOWN, build, List.of(new Person("ann", "Ann")), Optional.empty()))
                .step("s", new ReleaseEvent.Opened(ReleaseDetails.UNKNOWN, build, List.of(), Optional.empty()));
        assertThat(story.release().starters()).containsExactly("ann");
    }
}
