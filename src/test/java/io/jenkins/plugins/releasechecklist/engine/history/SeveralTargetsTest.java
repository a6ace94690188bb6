package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the release index says of a release that is for several environments. */
class SeveralTargetsTest {
    private static Story released(String... regions) {
        Story story = Story.withPlan("""
                template: octoacme
                checklist: {environments: {production: [eu, us]}}
                environments: {staging: {}, eu: {}, us: {}}
                """).passed("api", "smokeTest", "staging");
        for (String region : regions) {
            story.worksOn("deploy-production-" + region, "deploy-" + region)
                    .passes("deploy-" + region)
                    .passed("verify-" + region, "postDeployVerify", region);
        }
        return story;
    }

    private static ReleaseLine line(Story story) {
        return ReleaseLine.of(History.build(1), Story.START, Duration.ofHours(1), story.release());
    }

    @Test
    void isOutWhenItIsInTheLast() {
        Story story = released("eu");
        assertThat(line(story).released()).isEmpty();
        assertThat(line(story).targets()).containsExactly("eu", "us");

        ReleaseLine both = line(released("eu", "us"));
        assertThat(both.released())
                .isEqualTo(released("eu", "us").item("deploy-production-us").at());
        assertThat(EnvironmentStatus.of(List.of(both)))
                .extracting(EnvironmentStatus::environment)
                .containsExactly("us", "eu", "staging");
    }

    @Test
    void failsWithTheOneThatWasTakenBack() {
        Story story = released("eu", "us");
        assertThat(ReleaseDeployment.of(line(story)).isFailed()).isFalse();
        story.starts("roll", "rollbackRelease", "eu")
                .step(
                        "rollbackRelease",
                        new ReleaseEvent.RollbackTargeted(
                                "roll", "eu", "1.0.0", new BuildRef("shop", 1, "job/shop/1/")))
                .passes("roll");
        assertThat(ReleaseDeployment.of(line(story)).isFailed()).isTrue();
        assertThat(line(story).isReleased()).isFalse();
    }
}
