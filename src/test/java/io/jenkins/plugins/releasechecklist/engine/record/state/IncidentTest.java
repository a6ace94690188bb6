package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentTest {
    private static final Actor ANN = Actor.user("ann", "Ann");
    private static final ReleaseEvent OPENED = new ReleaseEvent.IncidentOpened(Optional.of("production"), "it is down");

    @TempDir
    private Path job;

    private ReleaseRecord record;

    @BeforeEach
    void openTheRecord() throws IOException {
        record = new RecordOnDisk(Files.createDirectory(job.resolve("42"))).open();
        BuildRef build = new BuildRef("shop", 42, "job/shop/42/");
        record.append(
                Actor.step("releaseChecklist"),
                new ReleaseEvent.Opened(ReleaseDetails.UNKNOWN, build, List.of(), Optional.empty()));
    }

    private static ReleaseEvent marked(String item, ItemStatus status) {
        return new ReleaseEvent.ItemMarked(item, status, Optional.empty(), List.of());
    }

    private static ReleaseEvent signed(String item) {
        return new ReleaseEvent.ItemSigned(
                item, ItemAction.COMPLETE, List.of("devops"), Optional.of("disk"), List.of());
    }

    private Incident incident() throws IOException {
        return record.state().incident().orElseThrow();
    }

    private List<String> types() throws IOException {
        return record.events(0).stream()
                .map(event -> EventCodec.type(event.data()))
                .toList();
    }

    private void openedAndAllDoneBut(String... open) throws IOException {
        record.append(Actor.step("rollbackRelease"), OPENED);
        for (String item : List.of("incident-response", "rollback", "root-cause", "action-items")) {
            if (!List.of(open).contains(item)) {
                record.append(Actor.step("checklistItem"), marked(item, ItemStatus.PASSED));
            }
        }
    }

    @Test
    void endsWithTheChangeThatCompletesItsLastItem() throws IOException {
        openedAndAllDoneBut("action-items");
        assertThat(incident().ended()).isEmpty();

        ActionItem item = new ActionItem("Alert earlier", Optional.of("Ann"), Optional.of("https://example.com/1"));
        record.append(ANN, new ReleaseEvent.ActionItemsRecorded(List.of(item)), signed("action-items"));

        assertThat(types()).endsWith("actionItemsRecorded", "itemSigned", "incidentEnded");
        List<Event> events = record.events(0);
        assertThat(events.get(events.size() - 1).actor()).isEqualTo(ANN);
        assertThat(incident().ended()).contains(events.get(events.size() - 1).at());
        assertThat(incident().actionItems()).containsExactly(item);
        assertThat(record.verify()).isEmpty();
    }

    @Test
    void endsOnceAlsoWhenItsItemsAreSaidAnew() throws IOException {
        openedAndAllDoneBut("root-cause");
        record.append(ANN, signed("root-cause"));
        record.append(
                ANN,
                new ReleaseEvent.ItemSigned(
                        "root-cause", ItemAction.REOPEN, List.of("devops"), Optional.empty(), List.of()));
        record.append(ANN, signed("root-cause"));
        assertThat(types()).containsOnlyOnce("incidentEnded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident-response", "rollback", "root-cause", "action-items"})
    void staysOpenWithoutOneOfItsItems(String item) throws IOException {
        openedAndAllDoneBut(item);
        record.append(
                Actor.step("checklistItem"), marked(item, ItemStatus.FAILED), marked("backup", ItemStatus.PASSED));
        assertThat(incident().ended()).isEmpty();
    }

    @Test
    void endsWithTheRollbackWhenThatComesLast() throws IOException {
        openedAndAllDoneBut("rollback");
        record.append(
                Actor.step("rollbackRelease"),
                new ReleaseEvent.RunStarted("r", "rollbackRelease", "r", Optional.of("production"), Optional.empty()));
        // It completes the response as well, which is marked by itself.
        record.append(Actor.step("rollbackRelease"), marked("incident-response", ItemStatus.PASSED));
        assertThat(incident().ended()).isEmpty();
        record.append(
                Actor.step("rollbackRelease"), new ReleaseEvent.RunFinished("r", Outcome.PASSED, Optional.empty()));
        assertThat(types()).endsWith("runFinished", "incidentEnded");
    }

    @Test
    void isWrittenTogetherWithWhatFollowsFromItsEnd() throws IOException {
        record.atEndOfIncident(release -> List.of(new ReleaseEvent.DeliveryRequested(
                "ended " + release.incident().orElseThrow().ended().isPresent() + " after " + release.seq())));
        openedAndAllDoneBut("root-cause");
        record.append(ANN, signed("root-cause"));

        assertThat(types()).endsWith("itemSigned", "incidentEnded", "deliveryRequested");
        Event last = record.events(0).get(types().size() - 1);
        assertThat(last.data()).isEqualTo(new ReleaseEvent.DeliveryRequested("ended true after " + (last.seq() - 1)));
    }

    @Test
    void isAnotherOneAfterItsEndAndAsksForEverythingAnew() throws IOException {
        openedAndAllDoneBut();
        assertThat(incident().ended()).isPresent();
        record.append(
                Actor.step("rollbackRelease"),
                new ReleaseEvent.IncidentOpened(Optional.of("production"), "it is down again"));
        assertThat(incident().reason()).isEqualTo("it is down again");
        assertThat(incident().ended()).isEmpty();
        assertThat(record.state().item("root-cause")).map(ItemState::status).contains(ItemStatus.PENDING);
    }

    @Test
    void isTheSameWhileItIsOpen() {
        Story story = Story.begin()
                .opensIncident()
                .step("rollbackRelease", new ReleaseEvent.IncidentOpened(Optional.empty(), "other"));
        assertThat(story.release().incident().orElseThrow().reason()).isEqualTo("it is down");
    }

    @Test
    void listsTheActionItemsThatWereRecordedLast() {
        Story story = Story.begin()
                .opensIncident()
                .event(ANN, new ReleaseEvent.ActionItemsRecorded(List.of(new ActionItem("a", none(), none()))))
                .event(ANN, new ReleaseEvent.ActionItemsRecorded(List.of(new ActionItem("b", none(), none()))));
        assertThat(story.release().incident().orElseThrow().actionItems())
                .extracting(ActionItem::title)
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "ftp://example.com", "//example.com", "see below", "https:", ""})
    void takesNoLinkThatIsNoWebAddress(String link) {
        assertThatThrownBy(() -> new ActionItem("Alert", none(), Optional.of(link)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http or https address, found '" + link + "'");
        assertThatThrownBy(() -> new ActionItem(" ", none(), none())).hasMessageContaining("title of an action item");
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
