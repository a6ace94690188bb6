package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which events show that a release came to an environment, and whether people said Go to that. */
class ObservedDeploymentTest {
    private static final String DEPLOY = "deploy-production";
    private static final String PRODUCTION = "production";

    /** What the events show that are told last. */
    private static List<ObservedDeployment> shown(Story before, UnaryOperator<Story> last) {
        long known = before.events().size();
        Story after = last.apply(before);
        return ObservedDeployment.by(
                after.events().subList((int) known, after.events().size()), after.release());
    }

    private static void assertShown(List<ObservedDeployment> shown, Optional<String> item, Optional<String> run) {
        assertThat(shown).singleElement().satisfies(one -> {
            assertThat(one.environment()).isEqualTo(PRODUCTION);
            assertThat(one.item()).isEqualTo(item);
            assertThat(one.run().map(RunState::run)).isEqualTo(run);
            assertThat(one.certain()).isTrue();
        });
    }

    private static Story gate(GateStatus end) {
        return Story.begin().opensGate(PRODUCTION, 1, PRODUCTION).settles(PRODUCTION, 1, end);
    }

    private static Optional<String> withoutGo(Story story) {
        return Clearance.withoutGo(story.release(), PRODUCTION).map(Phrase::text);
    }

    @Test
    void theItemThatStandsForTheDeploymentShowsItWhenItPasses() {
        Story story = Story.begin();
        assertThat(shown(story, it -> it.worksOn(DEPLOY, "deploy"))).isEmpty();
        assertShown(shown(story, it -> it.passes("deploy")), Optional.of(DEPLOY), Optional.of("deploy"));
        assertThat(shown(Story.begin().worksOn(DEPLOY, "deploy"), it -> it.fails("deploy")))
                .isEmpty();
        assertThat(shown(Story.begin().worksOn("backup", "dump"), it -> it.passes("dump")))
                .isEmpty();
    }

    @Test
    void soDoesWhatAJenkinsfileOrAPersonSaysOfTheItem() {
        assertThat(shown(
                        Story.begin(),
                        it -> it.starts("mark", "checklistItem", Optional.empty(), Optional.of(DEPLOY))
                                .marks(DEPLOY, ItemStatus.PASSED)
                                .passes("mark")))
                .extracting(ObservedDeployment::environment)
                .containsExactly(PRODUCTION);
        assertThat(shown(Story.begin(), it -> it.marks(DEPLOY, ItemStatus.SKIPPED)))
                .isEmpty();
        assertShown(
                shown(Story.begin(), it -> it.signs("ann", ItemAction.COMPLETE, DEPLOY, "devops")),
                Optional.of(DEPLOY),
                Optional.empty());
    }

    @Test
    void aVerificationShowsItWhenItBegins() {
        assertShown(
                shown(gate(GateStatus.GO), it -> it.starts("verify", "postDeployVerify", PRODUCTION)),
                Optional.empty(),
                Optional.of("verify"));
        assertShown(
                shown(
                        Story.begin().worksOn(DEPLOY, "deploy").fails("deploy"),
                        it -> it.starts("verify", "postDeployVerify", PRODUCTION)),
                Optional.empty(),
                Optional.of("verify"));
        assertThat(shown(gate(GateStatus.GO), it -> it.passed("smoke", "smokeTest", PRODUCTION)))
                .isEmpty();
        assertThat(shown(gate(GateStatus.GO), it -> it.passed("before", "baseline", PRODUCTION)))
                .isEmpty();
    }

    @Test
    void whatWasShownIsNotShownAgain() {
        Story deployed = gate(GateStatus.GO).worksOn(DEPLOY, "deploy").passes("deploy");
        assertThat(shown(
                        deployed.opensGate("all", 1, PRODUCTION),
                        it -> it.passed("verify", "postDeployVerify", PRODUCTION)))
                .isEmpty();
        Story verified = gate(GateStatus.GO).passed("verify", "postDeployVerify", PRODUCTION);
        assertThat(shown(verified, it -> it.passed("again", "postDeployVerify", PRODUCTION)))
                .isEmpty();
    }

    @Test
    void anAttemptAfterThatIsShown() {
        Story deployed = gate(GateStatus.GO)
                .worksOn(DEPLOY, "deploy")
                .passes("deploy")
                .opensGate("again", 1, PRODUCTION)
                .settles("again", 1, GateStatus.NO_GO)
                .worksOn(DEPLOY, "deploy#2");
        assertShown(shown(deployed, it -> it.passes("deploy#2")), Optional.of(DEPLOY), Optional.of("deploy#2"));
        assertThat(withoutGo(deployed)).contains("the gate again (round 1) ended without a Go (NO_GO): NO_GO of again");
    }

    @Test
    void aTestBeforeTheDeploymentIsNone() {
        Story waiting = Story.begin().opensGate(PRODUCTION, 1, PRODUCTION);
        assertThat(shown(waiting, it -> it.passed("before", "postDeployVerify", PRODUCTION)))
                .isEmpty();
        Story first = Story.begin().passed("before", "postDeployVerify", PRODUCTION);
        assertThat(shown(first, it -> it.opensGate(PRODUCTION, 1, PRODUCTION).buildEnds("ABORTED")))
                .isEmpty();
        Story worked = Story.begin()
                .passed("before", "postDeployVerify", PRODUCTION)
                .worksOn(DEPLOY, "deploy")
                .fails("deploy");
        assertThat(shown(worked, it -> it.buildEnds("FAILURE"))).isEmpty();
    }

    @Test
    void withoutAnyGateTheEndOfTheBuildTells() {
        Story story = Story.begin();
        assertThat(shown(story, it -> it.starts("verify", "postDeployVerify", PRODUCTION)))
                .singleElement()
                .satisfies(one -> assertThat(one.certain()).isFalse());
        assertThat(shown(story, it -> it.passes("verify"))).isEmpty();
        assertShown(shown(story, it -> it.buildEnds("SUCCESS")), Optional.empty(), Optional.of("verify"));
        assertThat(withoutGo(story)).contains("this build has opened no gate for the environment production");
    }

    @Test
    void aVerificationAfterANoGoIsNoTestBeforeTheDeployment() {
        Story story = Story.begin()
                .passed("before", "postDeployVerify", PRODUCTION)
                .opensGate(PRODUCTION, 1, PRODUCTION)
                .settles(PRODUCTION, 1, GateStatus.TIMED_OUT);
        assertShown(
                shown(story, it -> it.starts("verify", "postDeployVerify", PRODUCTION)),
                Optional.empty(),
                Optional.of("verify"));
        assertThat(shown(story, it -> it.buildEnds("SUCCESS"))).isEmpty();
    }

    @Test
    void whatAnEarlierBuildDeployedIsItsDeployment() {
        Inherited done = new Inherited(
                DEPLOY,
                ItemStatus.PASSED,
                false,
                Optional.of(Actor.step("withChecklistItem")),
                Optional.of(Story.START.minusSeconds(60)),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        Story restarted = Story.begin()
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(done), Optional.empty()));
        assertThat(shown(restarted, it -> it.passed("verify", "postDeployVerify", PRODUCTION)))
                .isEmpty();
        assertThat(shown(restarted, it -> it.buildEnds("SUCCESS"))).isEmpty();
    }

    @Test
    void aTemplateMayHaveATestShowTheDeployment() {
        Story story = Story.withPlan("""
                checklist:
                  id: careful
                  title: Careful
                  environments: [live]
                  releasedBy: deploy
                  sections:
                    - id: all
                      title: All
                      items:
                        - id: deploy
                          title: Deploy
                          owners: [devops]
                          completedBy: [{step: withChecklistItem}]
                          impliedBy: [{step: smokeTest, environment: live}]
                """);
        assertThat(shown(story, it -> it.passed("smoke", "smokeTest", "live")))
                .singleElement()
                .satisfies(one -> assertThat(one.certain()).isFalse());
        assertThat(shown(story, it -> it.buildEnds("SUCCESS")))
                .extracting(ObservedDeployment::environment, ObservedDeployment::certain)
                .containsExactly(tuple("live", true));
    }

    @Test
    void onlyTheLatestRoundForTheEnvironmentCounts() {
        assertThat(withoutGo(gate(GateStatus.GO))).isEmpty();
        assertThat(withoutGo(Story.begin().opensGate(PRODUCTION, 1, "staging").settles(PRODUCTION, 1, GateStatus.GO)))
                .contains("this build has opened no gate for the environment production");
        assertThat(withoutGo(gate(GateStatus.GO).opensGate(PRODUCTION, 2, PRODUCTION)))
                .contains("the gate production (round 2) still waits for a decision");
        assertThat(withoutGo(gate(GateStatus.ABORTED)))
                .contains("the gate production (round 1) ended without a Go (ABORTED): ABORTED of production");
        assertThat(withoutGo(Story.begin().opensGate(PRODUCTION, 1, PRODUCTION).forcesGo(PRODUCTION, 1)))
                .isEmpty();
    }

    @Test
    void isRememberedOnceForAnEnvironment() {
        ReleaseEvent.DeployedWithoutGo first = new ReleaseEvent.DeployedWithoutGo(
                "Production", Optional.of(DEPLOY), Optional.of("deploy"), Phrase.plain("no gate was opened"));
        Story story = Story.begin()
                .event(Actor.SYSTEM, first)
                .event(
                        Actor.SYSTEM,
                        new ReleaseEvent.DeployedWithoutGo(
                                PRODUCTION, Optional.empty(), Optional.empty(), Phrase.plain("again")));
        assertThat(story.release().ungated())
                .containsExactly(new UngatedDeployment(first, Story.START.plusSeconds(120)));
        assertThat(first.environment()).isEqualTo(PRODUCTION);
    }
}
