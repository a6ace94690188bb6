package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that follow the runs of a step. */
class ItemsByStepTest {
    private static final String STAGING = "staging-smoke-tests";
    private static final String DEPLOY = "deploy-production";
    private static final String VERIFIED = "post-deploy-verification";

    @ParameterizedTest
    @CsvSource({
        "staging-smoke-tests, smokeTest, staging",
        "staging-smoke-tests, withSmokeTest, staging",
        "post-deploy-verification, postDeployVerify, production",
        "post-deploy-verification, smokeTest, production",
        "post-deploy-verification, withSmokeTest, production",
        "announcement, announceRelease, production",
        "announcement, announceRelease,"
    })
    void runPassAndFailWithTheRunsOfTheirSteps(String item, String step, String environment) {
        Optional<String> where = Optional.ofNullable(environment);
        Story story = Story.begin();
        assertThat(story.status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.starts("run", step, where, Optional.empty()).status(item))
                .isEqualTo(ItemStatus.RUNNING);
        assertThat(story.fails("run").status(item)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(item).note().map(Phrase::text)).contains("run failed");
        assertThat(story.starts("run#2", step, where, Optional.empty()).status(item))
                .isEqualTo(ItemStatus.RUNNING);
        assertThat(story.passes("run#2").status(item)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(item).actor()).contains(Actor.step(step));
        assertThat(story.item(item).at()).contains(story.now());
    }

    @ParameterizedTest
    @CsvSource({"incident-response", "rollback"})
    void ofAnIncidentFollowTheRollback(String item) {
        Story story = Story.begin().opensIncident();
        assertThat(story.status(item)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.starts("roll", "rollbackRelease", "production").status(item))
                .isEqualTo(ItemStatus.RUNNING);
        assertThat(story.fails("roll").status(item)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.passed("roll#2", "rollbackRelease", "production").status(item))
                .isEqualTo(ItemStatus.PASSED);
    }

    @ParameterizedTest
    @CsvSource({
        "staging-smoke-tests, smokeTest, production",
        "staging-smoke-tests, postDeployVerify, staging",
        "post-deploy-verification, postDeployVerify, staging",
        "post-deploy-verification, smokeTest, staging",
        "deploy-production, postDeployVerify, staging",
        "deploy-production, smokeTest, production",
        "announcement, smokeTest, production"
    })
    void careForNoOtherStepOrEnvironment(String item, String step, String environment) {
        assertThat(Story.begin().passed("run", step, environment).status(item)).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void failWhenTheirRunIsAborted() {
        Story story = Story.begin()
                .starts("run", "smokeTest", "staging")
                .step(
                        "smokeTest",
                        new ReleaseEvent.RunFinished(
                                "run", Outcome.ABORTED, Optional.of(Phrase.plain("Aborted by ann"))));
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(STAGING).note().map(Phrase::text)).contains("Aborted by ann");
    }

    @Test
    void passWhenTheLatestAttemptOfEveryNamedRunPassed() {
        Story story = Story.begin()
                .failed("api", "smokeTest", "staging")
                .passed("browser", "withSmokeTest", "staging")
                .passed("api#2", "smokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void failWhenTheLatestAttemptOfOneNamedRunFailed() {
        Story story = Story.begin()
                .passed("api", "smokeTest", "staging")
                .passed("browser", "withSmokeTest", "staging")
                .failed("api#2", "smokeTest", "staging")
                .passed("browser#2", "withSmokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(STAGING).note().map(Phrase::text)).contains("api#2 failed");
    }

    @Test
    void runAsLongAsOneNamedRunDoes() {
        Story story = Story.begin().passed("api", "smokeTest", "staging").starts("browser", "withSmokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.RUNNING);
        assertThat(story.passes("browser").status(STAGING)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void takeTheOrderOfTheStartsForTheOrderOfTheAttempts() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .starts("api#2", "smokeTest", "staging")
                .passes("api#2")
                .fails("api");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void believeTheFirstEndOfARun() {
        Story story = Story.begin().passed("api", "smokeTest", "staging").fails("api");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void countASmokeTestInProductionBesideTheVerification() {
        Story story = Story.begin()
                .passed("verify", "postDeployVerify", "production")
                .failed("smoke", "smokeTest", "production");
        assertThat(story.status(VERIFIED)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.passed("smoke#2", "smokeTest", "production").status(VERIFIED))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void followTheBodyThatWorksOnThem() {
        Story story = Story.begin();
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.worksOn(DEPLOY, "deploy").status(DEPLOY)).isEqualTo(ItemStatus.RUNNING);
        assertThat(story.fails("deploy").status(DEPLOY)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.worksOn(DEPLOY, "deploy#2").passes("deploy#2").status(DEPLOY))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void careForNoBodyThatWorksOnAnotherItem() {
        Story story = Story.begin().worksOn("backup", "backup").passes("backup");
        assertThat(story.status("backup")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void areNotAllDoneBecauseAStepMarkedOneOfThem() {
        Story story = Story.begin()
                .starts("checklist-item", "checklistItem", Optional.empty(), Optional.empty())
                .marks("ci-and-security", ItemStatus.PASSED)
                .passes("checklist-item");
        assertThat(story.status("ci-and-security")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status("backup")).isEqualTo(ItemStatus.PENDING);
        assertThat(story.status("monitoring")).isEqualTo(ItemStatus.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"ci-and-security", "backup", "monitoring", "acceptance-criteria"})
    void areWhatAStepMarksThemAs(String item) {
        for (ItemStatus status : ItemStatus.values()) {
            Story story = Story.begin()
                    .starts("mark", "checklistItem", Optional.empty(), Optional.of(item))
                    .marks(item, status)
                    .passes("mark");
            assertThat(story.status(item)).isEqualTo(status);
            assertThat(story.item(item).note().map(Phrase::text)).contains("marked");
            assertThat(story.item(item).actor()).contains(Actor.step("checklistItem"));
        }
    }

    @Test
    void areDeployedWhenAVerificationInProductionPassedAndNothingElseSaysSo() {
        Story story = Story.begin();
        story.starts("verify", "postDeployVerify", "production");
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.PENDING);
        story.passes("verify");
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(DEPLOY).note().map(Phrase::text)).contains("Implied by verify");
        assertThat(story.item(DEPLOY).actor()).contains(Actor.step("postDeployVerify"));
        assertThat(story.item(DEPLOY).at()).contains(story.now());
    }

    @Test
    void areNotDeployedWhenOneOfTheVerificationsFailed() {
        Story story = Story.begin()
                .passed("eu", "postDeployVerify", "production")
                .failed("us", "postDeployVerify", "production");
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void areWhatTheDeploymentSaysWhateverTheVerificationFinds() {
        Story story = Story.begin()
                .worksOn(DEPLOY, "deploy")
                .fails("deploy")
                .passed("verify", "postDeployVerify", "production");
        assertThat(story.status(DEPLOY)).isEqualTo(ItemStatus.FAILED);
    }
}
