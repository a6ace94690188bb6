package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.OnTimeout;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A release that goes to several environments by the built-in template. */
class SeveralEnvironmentsTest {
    private static final String PLAN = """
            template: octoacme
            checklist: {environments: {staging: uat, production: [eu, us]}}
            environments: {uat: {}, eu: {}, us: {}}
            """;

    private static Story goesTo(Story story, String where) {
        return story.opensGate(where, 1, where)
                .settles(where, 1, GateStatus.GO)
                .worksOn("deploy-production-" + where, "deploy-" + where)
                .passes("deploy-" + where)
                .passed("verify-" + where, "postDeployVerify", where);
    }

    private static Optional<String> inSome(Story story) {
        return story.release().reach().inSome().map(Phrase::text);
    }

    private static ReleaseStatus status(Story story) {
        return story.release().status();
    }

    private static ItemStatus item(Story story, String id) {
        return story.release().item(id).orElseThrow().status();
    }

    @Test
    void isOutWhenItIsInAllOfThem() {
        Story story = Story.withPlan(PLAN);
        assertThat(inSome(story)).isEmpty();
        goesTo(story, "eu");
        assertThat(status(story)).isEqualTo(ReleaseStatus.IN_PROGRESS);
        assertThat(inSome(story)).contains("Released in 1 of 2: eu");
        assertThat(story.release().reach().at()).isEmpty();
        assertThat(item(story, "go-no-go-eu")).isEqualTo(ItemStatus.PASSED);
        assertThat(item(story, "go-no-go-us")).isEqualTo(ItemStatus.PENDING);
        assertThat(item(story, "post-deploy-verification-eu")).isEqualTo(ItemStatus.PASSED);
        goesTo(story, "us");
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED_WITH_OPEN_ITEMS);
        assertThat(inSome(story)).isEmpty();
        assertThat(story.release().reach().at())
                .isEqualTo(story.release().item("deploy-production-us").flatMap(ItemState::at));
    }

    @Test
    void isReleasedOnceEveryItemIsDone() {
        Story story = Story.withPlan(PLAN);
        for (Item item : story.release().checklist().items()) {
            story.marks(item.id(), ItemStatus.PASSED);
        }
        assertThat(status(story)).isEqualTo(ReleaseStatus.RELEASED);
        assertThat(story.release().reach().live()).containsExactly("eu", "us");
    }

    @Test
    void isRejectedByTheNoGoOfTheSecond() {
        Story story = goesTo(Story.withPlan(PLAN), "eu").opensGate("us", 1, "us");
        assertThat(status(story)).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        story.settles("us", 1, GateStatus.NO_GO).buildEnds("ABORTED");
        assertThat(status(story)).isEqualTo(ReleaseStatus.REJECTED);
        assertThat(inSome(story)).contains("Released in 1 of 2: eu");
    }

    @Test
    void isTakenBackFromOneAndStaysInTheOther() {
        Story story = goesTo(goesTo(Story.withPlan(PLAN), "eu"), "us").passed("roll", "rollbackRelease", "us");
        assertThat(status(story)).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(story.release().reach().back()).containsExactly("us");
        assertThat(inSome(story)).contains("Released in 1 of 2: eu");
        story.passed("roll-eu", "rollbackRelease", "eu");
        assertThat(status(story)).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(inSome(story)).isEmpty();
    }

    @Test
    void waitsForTheSecondAfterARollbackInTheFirst() {
        Story story = goesTo(Story.withPlan(PLAN), "eu")
                .passed("roll", "rollbackRelease", "eu")
                .opensGate("us", 1, "us");
        assertThat(status(story)).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
    }

    @Test
    void isJudgedByTheRulesOfEachEnvironment() {
        Release release = Story.withPlan(PLAN).release();
        GatePolicy demanding = new GatePolicy(
                List.of(),
                VoterRules.VETO,
                List.of("staging-smoke-tests", "deploy-production"),
                Schedule.ALWAYS,
                Optional.empty(),
                OnTimeout.NO_GO,
                Optional.empty(),
                Reminders.NONE,
                List.of(),
                List.of());
        List<AttributedPolicy> rules = List.of(new AttributedPolicy("rule", demanding));
        assertThat(release.required(rules, List.of(), Optional.of("us")))
                .extracting(Item::id)
                .containsExactly("staging-smoke-tests", "deploy-production-us");
        assertThat(release.template()).isEqualTo(release.checklist());
    }
}
