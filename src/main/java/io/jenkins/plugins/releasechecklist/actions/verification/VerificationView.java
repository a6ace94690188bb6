package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.Gap;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.Duration;
import java.util.List;

/**
 * One verification after a deployment, or one measurement of what verifications are compared with. It consists of parts that
 * change on their own, so that its charts stay where they are while samples come in.
 *
 * @param run the id of the run
 * @param title where it was; a dash when no environment was named
 * @param baseline whether it measures a baseline
 * @param status the verdict, or how the run goes while there is none
 * @param facts what it is, and what it came to
 * @param chart the state of the charts; empty when there is nothing to draw yet
 * @param zone the time zone of the reader
 * @param findings one row for each thing that is measured
 * @param rows one for each check
 */
public record VerificationView(
        String run,
        String title,
        boolean baseline,
        StatusView status,
        Facts facts,
        String chart,
        String zone,
        List<FindingRow> findings,
        List<SampleRow> rows)
        implements PageFragment {
    public VerificationView {
        findings = List.copyOf(findings);
        rows = List.copyOf(rows);
    }

    public static VerificationView of(RunState run, UtcTimeFormat moments, Viewer viewer) {
        NumberFormats figures = new NumberFormats(viewer.locale());
        Findings findings = Findings.of(run);
        boolean drawn = !run.samples().isEmpty() || !run.metrics().isEmpty();
        return new VerificationView(
                run.run(),
                run.environment().orElse("–"),
                Verifications.isBaseline(run),
                run.judgement()
                        .map(found -> StatusView.of(found.verdict()))
                        .orElseGet(() -> StatusView.of(run.outcome())),
                Facts.of(run, findings, moments, figures),
                drawn ? Verifications.state(run) : "",
                viewer.zone().getId(),
                findings.all().stream()
                        .filter(VerificationView::isTold)
                        .map(finding -> FindingRow.of(finding, run.isRunning(), figures))
                        .toList(),
                SampleRow.of(run.samples(), moments, figures));
    }

    /** Whether anything is demanded of what is measured. */
    public boolean judged() {
        return findings.stream().anyMatch(row -> !row.demanded().isEmpty());
    }

    private static boolean isTold(Finding finding) {
        return finding.value().isPresent() || finding.objective().isPresent() || finding.measure() == Measure.METRIC;
    }

    /**
     * What a verification is, and what it came to.
     *
     * @param reasons why
     * @param samples how many samples were taken
     * @param successRate the share of them that passed, in percent; empty before the first
     * @param p95 the latency that 95 of 100 passing samples did not exceed; empty before the first
     * @param deployed the version that the deployed system said last; empty when it was not asked
     * @param plan how long it observes, and how often; empty in records of old versions
     * @param baselineFrom where the baseline comes from; empty if none is needed, or there is none
     * @param started when it began
     * @param took how long it took; empty while it works
     * @param gaps interruptions, in words
     */
    public record Facts(
            List<String> reasons,
            long samples,
            String successRate,
            String p95,
            String deployed,
            String plan,
            String baselineFrom,
            MomentView started,
            String took,
            List<String> gaps)
            implements PageFragment {
        public Facts {
            reasons = List.copyOf(reasons);
            gaps = List.copyOf(gaps);
        }

        public static Facts of(RunState run, Findings findings, UtcTimeFormat moments, NumberFormats figures) {
            return new Facts(
                    run.judgement()
                            .map(Judgement::reasons)
                            .orElseGet(() -> run.reason().map(List::of).orElse(List.of())),
                    findings.samples(),
                    findings.of(Measure.SUCCESS_RATE)
                            .value()
                            .map(figures::percent)
                            .orElse(""),
                    findings.of(Measure.P95).value().map(figures::millis).orElse(""),
                    run.judgement().flatMap(Judgement::version).orElse(""),
                    run.verification()
                            .map(terms -> Messages.VerificationView_plan(
                                    Durations.format(terms.duration()), Durations.format(terms.interval())))
                            .orElse(""),
                    run.verification()
                            .flatMap(ReleaseEvent.VerificationBegan::baselineFrom)
                            .orElse(""),
                    moments.of(run.started()),
                    run.ended()
                            .map(end -> Wording.duration(Duration.between(run.started(), end)))
                            .orElse(""),
                    VerificationTimeline.of(run).gaps().stream()
                            .map(gap -> gap(gap, moments))
                            .toList());
        }

        private static String gap(Gap gap, UtcTimeFormat moments) {
            return Messages.VerificationView_gap(
                    moments.clock(gap.from()), moments.clock(gap.until()), gap.missedRounds());
        }
    }
}
