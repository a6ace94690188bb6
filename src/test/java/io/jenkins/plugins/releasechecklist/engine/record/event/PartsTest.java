package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final String HANDOFF = "support-handoff";

    private static Story story() {
        return Story.withPlan("handoff: [Runbook, {title: Dashboards, url: 'https://grafana.example.com'}, Alerts]\n");
    }

    private static Story ticks(Story story, String part, boolean done) {
        return story.event(Actor.user("ann", "Ann"), new ReleaseEvent.PartTicked(HANDOFF, part, done));
    }

    private static List<String> open(Story story) {
        return story.item(HANDOFF).openParts().stream()
                .map(part -> part.part().id())
                .toList();
    }

    @Test
    void areThoseOfThePlan() {
        assertThat(story().item(HANDOFF).parts())
                .extracting(PartState::part)
                .containsExactly(
                        new Part("runbook", "Runbook", Optional.empty()),
                        new Part("dashboards", "Dashboards", Optional.of("https://grafana.example.com")),
                        new Part("alerts", "Alerts", Optional.empty()));
        assertThat(story().item("monitoring").parts()).isEmpty();
        assertThat(Story.begin().item(HANDOFF).parts()).isEmpty();
    }

    @Test
    void areTickedAndTakenBackByPeople() {
        Story story = ticks(story(), "dashboards", true);
        PartState ticked = story.item(HANDOFF).parts().get(1);
        assertThat(ticked.done()).isTrue();
        assertThat(ticked.actor()).contains(Actor.user("ann", "Ann"));
        assertThat(ticked.at()).contains(story.now());
        assertThat(open(story)).containsExactly("runbook", "alerts");
        assertThat(story.item(HANDOFF).doneParts()).isEqualTo(1);
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PENDING);

        assertThat(open(ticks(story, "dashboards", false))).containsExactly("runbook", "dashboards", "alerts");
    }

    @Test
    void stayTickedWhenTheItemIsOpenedAgain() {
        Story story = ticks(story(), "runbook", true)
                .signs("dev", ItemAction.FAIL, HANDOFF, "devops")
                .signs("dev", ItemAction.REOPEN, HANDOFF, "devops");
        assertThat(open(story)).containsExactly("dashboards", "alerts");
    }

    @Test
    void stayTickableAfterTheEndOfTheBuild() {
        assertThat(open(ticks(story().buildEnds("SUCCESS"), "alerts", true))).containsExactly("runbook", "dashboards");
    }

    @Test
    void areInheritedWithTheirItem() {
        PartTick tick = new PartTick("runbook", Optional.of(Actor.user("ann", "Ann")), Optional.of(Story.START));
        Story story = story().step(
                        "releaseChecklist",
                        new ReleaseEvent.ItemsInherited(List.of(new Inherited(
                                HANDOFF,
                                ItemStatus.PASSED,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(tick)))));
        assertThat(open(story)).containsExactly("dashboards", "alerts");
        assertThat(story.item(HANDOFF).parts().get(0).at()).contains(Story.START);
    }

    @Test
    void areCountedForThoseWhoHaveToSign() {
        OpenSignOff open = OpenSignOff.of(ticks(story(), "alerts", true).release()).stream()
                .filter(one -> one.item().equals(HANDOFF))
                .findFirst()
                .orElseThrow();
        assertThat(open.parts()).isEqualTo(3);
        assertThat(open.doneParts()).isEqualTo(1);
    }
}
