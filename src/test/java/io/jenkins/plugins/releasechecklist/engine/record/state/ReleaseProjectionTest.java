package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReleaseProjectionTest {
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
        ReleaseProjection fold = new ReleaseProjection();
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

    @Test
    void letsAPersonReplaceTheDraftAndStepsFillOnlyItsGaps() {
        NotesDraft step = new NotesDraft(Optional.of("step"), List.of("a"), Optional.of("run"), List.of());
        NotesDraft person = new NotesDraft(Optional.of("person"), List.of("b"), Optional.empty(), List.of());
        Story story = Story.begin()
                .step("announceRelease", new ReleaseEvent.NotesDrafted(step))
                .step("announceRelease", new ReleaseEvent.NotesRendered("# 1", "<h1>1</h1>"));
        assertThat(story.release().isRenderedInForce()).isTrue();

        story.event(Actor.user("pm", "Pm"), new ReleaseEvent.NotesEdited(person));
        assertThat(story.release().draft()).isEqualTo(person);
        assertThat(story.release().isRenderedInForce()).isFalse();
        assertThat(story.release().notesHistory().draftSeq()).isEqualTo(4);
        assertThat(story.release().notesHistory().editor().map(Actor::id)).contains("pm");

        story.step("announceRelease", new ReleaseEvent.NotesDrafted(step));
        assertThat(story.release().draft())
                .isEqualTo(new NotesDraft(Optional.of("person"), List.of("b"), Optional.of("run"), List.of()))
                .isEqualTo(story.release().draftWith(step));
        assertThat(story.release().isAnnounced()).isFalse();

        story.step("announceRelease", new ReleaseEvent.NotesRendered("# 2", "<h1>2</h1>", Optional.of("r1")));
        assertThat(story.release().isAnnounced()).isTrue();
    }

    @Test
    void keepsTheLastOfAttachedFilesOfOneName() {
        AttachedFile first = new AttachedFile("a.pdf", 1, "ab".repeat(32));
        AttachedFile second = new AttachedFile("a.pdf", 2, "cd".repeat(32));
        AttachedFile other = new AttachedFile("b.pdf", 3, "ef".repeat(32));

        assertThat(Story.begin()
                        .step("announceRelease", new ReleaseEvent.FilesAttached("r1", List.of(first, other)))
                        .step("announceRelease", new ReleaseEvent.FilesAttached("r2", List.of(second)))
                        .release()
                        .files())
                .containsExactly(other, second);
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
