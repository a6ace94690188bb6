package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.Optional;

/**
 * One thing that a verification measures, in the table.
 *
 * @param name what it is
 * @param metric whether it is a metric of the team's own
 * @param value what was measured; empty when nothing was
 * @param demanded what is demanded; empty when nothing is
 * @param baseline what was measured before; empty when it is not needed, or there is none
 * @param samples on how many samples it rests
 * @param missed how often it could not be measured; empty when it always could
 * @param status the outcome; {@link StatusView#NONE} when there is none
 */
public record FindingRow(
        String name,
        boolean metric,
        String value,
        String demanded,
        String baseline,
        long samples,
        String missed,
        StatusView status) {

    static FindingRow of(Finding finding, boolean running, NumberFormats figures) {
        return new FindingRow(
                figures.name(finding.measure(), finding.name()),
                finding.measure() == Measure.METRIC,
                finding.value()
                        .map(value -> figures.of(finding.measure(), value))
                        .orElse(""),
                finding.objective().map(figures::demanded).orElse(""),
                finding.objective()
                        .flatMap(Objective::baseline)
                        .map(value -> figures.of(finding.measure(), value))
                        .orElse(""),
                finding.samples(),
                finding.missed() == 0 ? "" : Messages.FindingRow_missed(finding.missed()),
                finding.verdict()
                        .map(StatusView::of)
                        .or(() -> running ? finding.holds().map(StatusView::soFar) : Optional.empty())
                        .orElse(StatusView.NONE));
    }
}
