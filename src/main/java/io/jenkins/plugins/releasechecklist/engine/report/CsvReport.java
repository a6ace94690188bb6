package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;

/** The items of the checklist as a table. The names of the columns are those of {@code items[]} in the JSON. */
final class CsvReport {
    private static final List<String> HEADER = List.of(
            "section", "id", "title", "required", "status", "waived", "owners", "actor", "at", "note", "evidence");

    private CsvReport() {}

    static String render(Release release) {
        return Csv.of(HEADER, release.items().stream().map(CsvReport::row).toList());
    }

    private static List<String> row(ItemState item) {
        return List.of(
                item.section(),
                item.item().id(),
                item.item().title(),
                item.required() ? "yes" : "no",
                item.status().name(),
                item.waived() ? "yes" : "no",
                String.join(" ", item.item().owners()),
                item.actor().map(Actor::id).orElse(""),
                item.at().map(Object::toString).orElse(""),
                item.note().orElse(""),
                String.join(" ", item.evidence()));
    }
}
