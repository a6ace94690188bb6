package io.jenkins.plugins.releasechecklist.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void anEventFromTheFutureCountsAndHasNoEffect() {
        Story story = Story.begin();
        Release before = story.release();
        Release after = story.step(
                        "moon",
                        new ReleaseEvent.Unrecognised("moonPhaseChanged", JsonNodeFactory.instance.objectNode()))
                .release();
        assertThat(after.seq()).isEqualTo(before.seq() + 1);
        assertThat(after.items()).isEqualTo(before.items());
        assertThat(after.status()).isEqualTo(before.status());
    }

    @Test
    void aPictureDoesNotChangeWithTheNextEvents() {
        Story story = Story.begin().opensGate("production", 1, "production").starts("api", "smokeTest", "staging");
        Release picture = story.release();
        String before = picture.toString();
        story.opensIncident()
                .passes("api")
                .signs("ann", ItemAction.COMPLETE, "monitoring", "devops")
                .buildEnds("SUCCESS");
        assertThat(picture).hasToString(before);
    }

    @Test
    void tellsTheDamageAndTheTornTailOfItsLog() {
        Fold fold = new Fold();
        Damage damage = new Damage(1, "it is not JSON");
        assertThat(fold.snapshot(Optional.of(damage), false).damage()).contains(damage);
        assertThat(fold.snapshot(Optional.empty(), true).torn()).isTrue();
    }

    @Test
    void keepsTheRenderedNotes() {
        ReleaseEvent.NotesRendered notes = new ReleaseEvent.NotesRendered("# 2.4.0", "<h1>2.4.0</h1>");
        assertThat(Story.begin().step("announceRelease", notes).release().notes())
                .contains(notes);
    }

    /** Whatever order a forger or a fault brings the events into, the page of the release can be shown. */
    @Test
    void takesEventsInAnyOrder() {
        Random random = new Random(5);
        List<ReleaseEvent> events = new ArrayList<>(EveryEvent.kinds());
        events.addAll(EveryEvent.kinds());
        for (int i = 0; i < 60; i++) {
            Collections.shuffle(events, random);
            Story story = new Story();
            assertThatCode(() -> {
                        for (ReleaseEvent event : events) {
                            story.step("s", event).release();
                        }
                    })
                    .as("%s", events)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void takesTenThousandSamplesWithAPictureAfterEachRound() {
        Story story = Story.begin().starts("verify", "postDeployVerify", "production");
        for (int round = 0; round < 10_000; round++) {
            story.step(
                    "postDeployVerify",
                    new ReleaseEvent.Sampled("verify", List.of(new Sample(Story.START, "health", true, round, ""))));
            assertThat(story.release().status()).isEqualTo(ReleaseStatus.IN_PROGRESS);
        }
        assertThat(story.release().run("verify").orElseThrow().samples()).hasSize(10_000);
    }
}
