package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A record with a long checklist, a gate that waits, and many events, most of which the timeline tells one by one. */
final class LargeRecord {
    private static final int ITEMS_PER_SECTION = 50;
    private static final int BATCH = 500;
    private static final int SAMPLES = 1000;

    private LargeRecord() {}

    /** What is known of a release with so many items, all of which the product manager can sign off. */
    static ReleaseDetails details(int items) {
        List<Section> sections = IntStream.range(0, items / ITEMS_PER_SECTION)
                .mapToObj(section -> new Section(
                        "section-" + section,
                        "Section " + section,
                        false,
                        IntStream.range(section * ITEMS_PER_SECTION, (section + 1) * ITEMS_PER_SECTION)
                                .mapToObj(LargeRecord::item)
                                .toList()))
                .toList();
        Checklist checklist = new Checklist(
                "large",
                "A long guide",
                Map.of("staging", "staging", "production", "production"),
                "item-0",
                sections,
                List.of(),
                List.of());
        return new ReleaseDetails(
                Optional.of("OctoAcme Shop"),
                Optional.of("2.4.0"),
                Optional.of(ReleaseType.MINOR),
                Optional.empty(),
                Optional.of(checklist));
    }

    /** Fills the record up to so many events. Half of the items end as passed, the others as failed. */
    static void fill(RunningBuild build, int items, int events) throws IOException {
        build.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Checked with three cards"),
                Events.started("v1", "postDeployVerify", "production"));
        List<ReleaseEvent> batch = new ArrayList<>();
        for (int at = (int) build.record().state().seq(); at < events; at++) {
            batch.add(at < SAMPLES ? sample(at) : mark(at, items));
            if (batch.size() == BATCH || at == events - 1) {
                build.append(batch.toArray(ReleaseEvent[]::new));
                batch.clear();
            }
        }
    }

    private static ReleaseEvent sample(int at) {
        return Events.samples("v1", Events.sample("health", at, 70 + at % 40, ""));
    }

    static ReleaseEvent mark(int at, int items) {
        int item = at % items;
        ItemStatus status = item % 2 == 0 ? ItemStatus.PASSED : ItemStatus.FAILED;
        return new ReleaseEvent.ItemMarked("item-" + item, status, Optional.of("Said at " + at), List.of());
    }

    private static Item item(int number) {
        return new Item(
                "item-" + number,
                "Something that has to be done before the release, number " + number,
                List.of("product-manager"),
                List.of(),
                List.of(),
                Optional.of(new SignOff(List.of("product-manager"), Quorum.ANY)),
                Set.of(ReleaseType.values()),
                false,
                List.of());
    }
}
