package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.BoxPlot;
import io.jenkins.plugins.releasechecklist.engine.report.course.Backtest;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One verification after a deployment, or one measurement of what verifications are compared with. It consists of parts that
 * change on their own, so that its charts stay where they are while samples come in.
 *
 * @param run the run
 * @param attempt which attempt under this name it is, from 1
 * @param preFlight whether it tested something else than the release
 * @param findings what it came to
 * @param numbers numbers as the reader reads them
 * @param zone the time zone of the reader
 */
public record VerificationView(
        RunState run, int attempt, boolean preFlight, Findings findings, NumberFormats numbers, String zone) {
    public static VerificationView of(RunState run, int attempt, boolean preFlight, Viewer viewer) {
        return new VerificationView(
                run,
                attempt,
                preFlight,
                Findings.of(run),
                new NumberFormats(viewer.locale()),
                viewer.zone().getId());
    }

    /** Whether it measures a baseline. */
    public boolean isBaseline() {
        return Verifications.isBaseline(run);
    }

    /** What it is, and where; unique on the page. */
    public String title() {
        return CheckRunView.title(run, attempt, preFlight);
    }

    /** The verdict, or how the run goes while there is none. */
    public StatusView status() {
        return run.judgement()
                .map(StatusView::of)
                .or(() -> run.openQuestion().map(question -> StatusView.ofOpenQuestion()))
                .orElseGet(() -> StatusView.of(run.outcome()));
    }

    /** The state of the charts; empty when there is nothing to draw yet: a single moment makes no line. */
    public String chart() {
        return VerificationTimeline.of(run).slices().size() < 2 ? "" : Verifications.state(run);
    }

    /** Whether it can be judged again by other criteria. */
    public boolean backtest() {
        return run.judgement().isPresent() && !Backtest.of(List.of(run)).isEmpty();
    }

    /** What it compares as a whole, drawn: HTML in which everything is escaped; empty when there is nothing to draw. */
    public String boxes() {
        return BoxPlot.of(run).stream().map(plot -> plot.html(Wording::said)).collect(Collectors.joining());
    }

    /** Why it ended as it did. */
    public List<String> reasons(UtcTimeFormat moments) {
        List<String> reasons = run.judgement()
                .map(judgement -> judgement.why().stream().map(Wording::said).toList())
                .orElseGet(() -> run.why().map(Wording::said).stream().toList());
        return run.ended()
                .map(end -> reasons.stream()
                        .map(reason -> moments.local(reason, end))
                        .toList())
                .orElse(reasons);
    }

    /** The version that the deployed system said last; empty when it was not asked. */
    public String deployed() {
        return run.judgement().flatMap(Judgement::version).orElse("");
    }

    /** How long it observes, and how often; empty in records of old versions. */
    public String plan() {
        return run.verification()
                .map(terms -> Messages.VerificationView_plan(
                        Durations.format(terms.duration()), Durations.format(terms.interval())))
                .orElse("");
    }

    /** Where the baseline comes from; empty if none is needed, or there is none. */
    public String baselineFrom() {
        return run.verification()
                .flatMap(ReleaseEvent.VerificationBegan::baseline)
                .map(Wording::said)
                .orElse("");
    }

    /** How long it took; empty while it works. */
    public String took() {
        return Wording.took(run);
    }

    /** Interruptions, in words. */
    public List<String> gaps(UtcTimeFormat moments) {
        return VerificationTimeline.of(run).gaps().stream()
                .map(gap -> Messages.VerificationView_gap(
                        moments.clock(gap.from()), moments.clock(gap.until()), gap.missedRounds()))
                .toList();
    }

    /** What is measured, as far as there is something to say about it. */
    public List<Finding> told() {
        return findings.all().stream()
                .filter(finding -> finding.value().isPresent()
                        || finding.objective().isPresent()
                        || finding.measure() == Measure.METRIC)
                .toList();
    }

    /** Whether anything is demanded of what is measured. */
    public boolean judged() {
        return told().stream().anyMatch(finding -> !demanded(finding).isEmpty());
    }

    /** What a finding is about. */
    public String name(Finding finding) {
        return numbers.name(finding.measure(), finding.name());
    }

    /** Whether it is a metric of the team's own. */
    public boolean isMetric(Finding finding) {
        return finding.measure() == Measure.METRIC;
    }

    /** What was measured; empty when nothing was. */
    public String value(Finding finding) {
        return finding.value().map(value -> numbers.of(finding, value)).orElse("");
    }

    /** What is demanded; empty when nothing is. */
    public String demanded(Finding finding) {
        return finding.objective().map(numbers::demanded).orElse("");
    }

    /** What was measured before; empty when it is not needed, or there is none. */
    public String baseline(Finding finding) {
        return finding.objective()
                .flatMap(Objective::baseline)
                .map(value -> numbers.of(finding, value))
                .orElse("");
    }

    /** How often it could not be measured; empty when it always could. */
    public String missed(Finding finding) {
        return finding.missed() == 0 ? "" : Messages.FindingRow_missed(finding.missed());
    }

    /** The outcome; {@link StatusView#NONE} when there is none. */
    public StatusView outcome(Finding finding) {
        return finding.verdict()
                .map(StatusView::of)
                .or(() -> run.isRunning() ? finding.holds().map(StatusView::soFar) : Optional.empty())
                .orElse(StatusView.NONE);
    }

    /** The samples, check by check. */
    public List<SampleRow> rows() {
        Map<String, List<Sample>> byCheck = run.samples().stream()
                .collect(Collectors.groupingBy(Sample::check, LinkedHashMap::new, Collectors.toList()));
        return byCheck.values().stream().map(SampleRow::new).toList();
    }
}
