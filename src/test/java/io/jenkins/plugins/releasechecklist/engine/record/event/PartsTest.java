package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Map;
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
                        new ReleaseEvent.ItemsInherited(
                                List.of(new Inherited(
                                        HANDOFF,
                                        ItemStatus.PASSED,
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(tick),
                                        List.of())),
                                Optional.empty()));
        assertThat(open(story)).containsExactly("dashboards", "alerts");
        assertThat(story.item(HANDOFF).parts().get(0).at()).contains(Story.START);
    }

    private static Story inherits(Inherited item, Inherited.Basis basis, String version) {
        ReleaseDetails details = Story.details(
                Optional.of("application: Shop\nhandoff: [Runbook, Dashboards, Alerts]"), Optional.empty());
        return new Story()
                .step(
                        "releaseChecklist",
                        new ReleaseEvent.Opened(
                                details,
                                new BuildRef("shop", 42, "job/shop/42/"),
                                List.of(),
                                Optional.of(new BuildRef("shop", 41, "job/shop/41/"))))
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(item), Optional.of(basis)))
                .step(
                        "releaseChecklist",
                        new ReleaseEvent.DetailsAdded(new ReleaseDetails(
                                Optional.empty(),
                                Optional.of(version),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));
    }

    private static Inherited inherited(ItemStatus status) {
        return new Inherited(
                HANDOFF,
                status,
                false,
                Optional.of(Actor.user("ann", "Ann")),
                Optional.of(Story.START),
                Optional.empty(),
                List.of(),
                List.of(new PartTick("runbook", Optional.of(Actor.user("ann", "Ann")), Optional.of(Story.START))),
                List.of());
    }

    @Test
    void areInheritedAlsoWhenTheirItemIsNotDone() {
        Story story = inherits(
                inherited(ItemStatus.PENDING), new Inherited.Basis(Optional.of("2.4.0"), List.of(), false), "2.4.0");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PENDING);
        assertThat(open(story)).containsExactly("dashboards", "alerts");
    }

    @Test
    void andSignaturesOfTheSameReleaseCount() {
        Story story = inherits(
                inherited(ItemStatus.PASSED), new Inherited.Basis(Optional.of("2.4.0"), List.of(), false), "2.4.0");
        assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.item(HANDOFF).inherited()).isTrue();
    }

    @Test
    void andSignaturesOfAnotherReleaseAreAHint() {
        Artifact jar = new Artifact("shop.jar", "sha256:" + "0a".repeat(32));
        Map<Inherited.Basis, String> bases = Map.of(
                new Inherited.Basis(Optional.of("2.4.0"), List.of(), false), "for version 2.4.0",
                new Inherited.Basis(Optional.empty(), List.of(), false), "for a version that nobody said",
                new Inherited.Basis(Optional.of("2.5.0"), List.of(jar), false), "for other artifacts",
                new Inherited.Basis(Optional.of("2.5.0"), List.of(), true), "for another commit");
        bases.forEach((basis, why) -> {
            Story story = inherits(inherited(ItemStatus.PASSED), basis, "2.5.0");
            assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PENDING);
            assertThat(story.item(HANDOFF).inherited()).isFalse();
            assertThat(story.item(HANDOFF).note().map(Phrase::text)).contains("Done by Ann in build #41, but " + why);
            assertThat(open(story)).containsExactly("runbook", "dashboards", "alerts");
            story.signs("ann", ItemAction.COMPLETE, HANDOFF, "support")
                    .signs("ben", ItemAction.COMPLETE, HANDOFF, "devops");
            assertThat(story.status(HANDOFF)).isEqualTo(ItemStatus.PASSED);
        });
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
