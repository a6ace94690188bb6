package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.report.json.RecordJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReleaseJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReportJson;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A report on a release. It follows from the bytes of the record and from nothing else, neither from the time nor from the
 * configuration of a Jenkins: the page and the standalone tool make the same one.
 *
 * @param examination the record at the moment of the report
 */
public record ReleaseReport(RecordVerification examination) {
    /** The columns of the items as a table: those of {@code items[]} in the JSON. */
    private static final List<String> COLUMNS = List.of(
            "section", "id", "title", "required", "status", "waived", "owners", "actor", "at", "note", "evidence");

    /** Reports on a record as it is now. */
    public static ReleaseReport of(ReleaseRecord record) throws IOException {
        return new ReleaseReport(record.examine());
    }

    public String as(ReportFormat format) {
        return switch (format) {
            case HTML -> HtmlReport.render(new ReportContent(this).document());
            case MD -> MarkdownReport.render(new ReportContent(this).document());
            case JSON -> JsonText.indented(new ReportJson(json(), release().isRehearsal(), RecordJson.of(examination)));
            case CSV -> {
                List<String> rehearsed = release().isRehearsal() ? List.of("yes") : List.of();
                yield Csv.of(
                        with(COLUMNS, release().isRehearsal() ? List.of("rehearsal") : List.of()),
                        release().items().stream()
                                .map(item -> with(row(item), rehearsed))
                                .toList());
            }
        };
    }

    private static List<String> with(List<String> cells, List<String> more) {
        return Stream.concat(cells.stream(), more.stream()).toList();
    }

    Release release() {
        return examination.release();
    }

    /** The release as data, as it stood at the last event. */
    public ReleaseJson json() {
        return ReleaseJson.of(release(), this::standing, examination.damage());
    }

    /** What a gate had and lacked at the last event. How many people could vote, only a Jenkins knows. */
    private GateStanding standing(GateState gate) {
        return release().standing(gate, approval -> OptionalInt.empty(), false, at().orElse(gate.opened()));
    }

    /** When the last event happened. */
    Optional<Instant> at() {
        return examination.latest();
    }

    /** An item of the checklist as a line of the table. */
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
                item.note().map(Phrase::text).orElse(""),
                String.join(" ", item.evidence()));
    }
}
