package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.report.json.RecordJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReleaseJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReportJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A report on a release. It follows from the bytes of the record and from nothing else, neither from the time nor from the
 * configuration of a Jenkins: the page and the standalone tool make the same one.
 *
 * @param examination the record at the moment of the report
 */
public record ReleaseReport(RecordVerification examination) {
    /** Reports on a record as it is now. */
    public static ReleaseReport of(ReleaseRecord record) throws IOException {
        return new ReleaseReport(record.examine());
    }

    public String as(ReportFormat format) {
        return switch (format) {
            case HTML -> HtmlReport.render(new ReportContent(this).document());
            case MD -> MarkdownReport.render(new ReportContent(this).document());
            case JSON -> JsonText.indented(new ReportJson(json(), RecordJson.of(examination)));
            case CSV -> CsvReport.render(release());
        };
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
        return release().standing(gate, approval -> OptionalInt.empty(), at().orElse(gate.opened()));
    }

    /** When the last event happened. */
    Optional<Instant> at() {
        return examination.latest();
    }
}
