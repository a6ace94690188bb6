package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A test of an environment before the release is deployed there is no news of that release. */
class PreFlightTest {
    private static final String DEPLOYMENT = "deploy-production";
    private static final String VERIFICATION = "post-deploy-verification";

    private static ReleaseLine line(Story story) {
        return ReleaseLine.of(History.build(7), Story.START, Duration.ofHours(1), story.release());
    }

    private static Story lookedAtFirst() {
        return Story.begin()
                .passed("smoke", "smokeTest", "production")
                .passed("verify", "postDeployVerify", "production")
                .opensGate("production", 1, "production");
    }

    @Test
    void isNeitherDeploymentNorVerificationOfAReleaseThatIsRejected() {
        Story story = lookedAtFirst().settles("production", 1, GateStatus.NO_GO).buildEnds("ABORTED");

        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.status(DEPLOYMENT)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(story.release().mayBeIn("production")).isFalse();
        assertThat(line(story).environments()).isEmpty();
        List<ReleaseLine> lines = List.of(History.good(6), line(story));
        assertThat(Deployment.of(lines)).extracting(Deployment::build).containsExactly(6);
        assertThat(EnvironmentStatus.of(lines).get(0).running().orElseThrow().build())
                .isEqualTo(History.build(6));
    }

    @Test
    void doesNotHideThatTheDeploymentFailed() {
        Story story = lookedAtFirst()
                .settles("production", 1, GateStatus.GO)
                .worksOn(DEPLOYMENT, "deploy")
                .fails("deploy")
                .buildEnds("FAILURE");

        EnvironmentLine production = line(story).environment("production").orElseThrow();
        assertThat(production.deployed()).isEmpty();
        assertThat(production.good()).isFalse();
        assertThat(production.tests()).isEmpty();
        assertThat(production.failed()).isPresent();
        assertThat(story.release().mayBeIn("production")).isTrue();
        EnvironmentStatus where =
                EnvironmentStatus.of(List.of(History.good(6), line(story))).get(0);
        assertThat(where.running().orElseThrow().build()).isEqualTo(History.build(6));
        assertThat(where.failed().orElseThrow().build()).isEqualTo(History.build(7));
    }

    @Test
    void countsNotAlsoWhenNoGateWasAsked() {
        Story story =
                Story.begin().passed("verify", "postDeployVerify", "production").worksOn(DEPLOYMENT, "deploy");
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PENDING);
        assertThat(line(story).environments()).isEmpty();

        story.passes("deploy").passed("smoke", "smokeTest", "production");
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PASSED);
        assertThat(line(story).environment("production").orElseThrow().tests()).contains("PASSED");
        assertThat(line(story).environment("production").orElseThrow().verdict())
                .isEmpty();
    }

    @Test
    void isFollowedByTestsThatCountAfterTheGo() {
        Story story = lookedAtFirst().settles("production", 1, GateStatus.GO);
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.release().mayBeIn("production")).isTrue();

        story.passed("verify#2", "postDeployVerify", "production");
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status(DEPLOYMENT)).isEqualTo(ItemStatus.PASSED);
        assertThat(line(story).environment("production").orElseThrow().good()).isTrue();
    }

    @Test
    void isNoneWhereNobodyWorksOnADeploymentAndNoGateIsAboutTheEnvironment() {
        Story story = Story.begin()
                .passed("smoke", "smokeTest", "staging")
                .passed("verify", "postDeployVerify", "production")
                .opensGate("canary", 1, "canary");
        assertThat(story.status("staging-smoke-tests")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status(DEPLOYMENT)).isEqualTo(ItemStatus.PASSED);
        assertThat(line(story).environments())
                .extracting(EnvironmentLine::name)
                .containsExactly("staging", "production");
    }

    @Test
    void completesAnItemThatComesBeforeTheDeployment() {
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
                                - {id: before, title: Look, owners: [qa], completedBy: [{step: smokeTest, environment: live}]}
                                - id: deploy
                                  title: Deploy
                                  owners: [devops]
                                  completedBy: [{step: withChecklistItem}]
                                  impliedBy: [{step: postDeployVerify, environment: live}]
                                - {id: after, title: Look, owners: [qa], completedBy: [{step: smokeTest, environment: live}]}
                        """).passed("smoke", "smokeTest", "live").opensGate("live", 1, "live");
        assertThat(story.status("before")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status("after")).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void nothingMayBeWhereNobodyWorkedOnAnything() {
        assertThat(Story.begin().release().mayBeIn("production")).isFalse();
        assertThat(Story.begin()
                        .failed("smoke", "smokeTest", "staging")
                        .release()
                        .mayBeIn("production"))
                .isFalse();
        assertThat(Story.begin().marks(DEPLOYMENT, ItemStatus.PASSED).release().mayBeIn("production"))
                .isTrue();
        assertThat(Story.begin()
                        .starts("deploy", "withChecklistItem", Optional.empty(), Optional.of(DEPLOYMENT))
                        .buildEnds("ABORTED")
                        .release()
                        .mayBeIn("production"))
                .isTrue();
        assertThat(Story.begin().marks(DEPLOYMENT, ItemStatus.SKIPPED).release().mayBeIn("production"))
                .isFalse();
    }
}
