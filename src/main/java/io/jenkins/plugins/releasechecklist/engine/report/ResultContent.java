package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.TimelineBucket;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report tells of checks, verifications and announcements. */
final class ResultContent {
    private ResultContent() {}

    /** Failed checks first, and below the table what they were answered. */
    static List<Block> checks(Release release) {
        List<List<Cell>> rows = Stream.of(true, false)
                .flatMap(failed -> release.runs().stream()
                        .flatMap(run -> run.checks().stream()
                                .filter(check -> failed == (check.status() == CheckResult.Status.FAILED))
                                .map(check -> row(name(run, release), check))))
                .toList();
        List<Block> blocks = new ArrayList<>(Block.table(
                "Checks", List.of("Run", "Check", "Target", "Status", "Latency", "Attempts", "Error"), rows));
        release.runs().stream()
                .flatMap(run -> run.checks().stream()
                        .filter(check -> check.status() == CheckResult.Status.FAILED
                                && !check.response().isBlank())
                        .map(check -> answered(run, check)))
                .forEach(blocks::add);
        return blocks;
    }

    private static Block answered(RunState run, CheckResult check) {
        return new Block.Text(
                check.name() + " in " + run.name() + " was answered:\n" + Texts.clip(check.response()), ReportTone.BAD);
    }

    /** The checks of which samples failed, those with the most failures first: a success rate alone blames nobody. */
    private static List<Block> failedSamples(RunState run) {
        Map<String, List<Sample>> failed = run.samples().stream()
                .filter(sample -> !sample.passed())
                .collect(Collectors.groupingBy(Sample::check, LinkedHashMap::new, Collectors.toList()));
        List<List<Cell>> rows = failed.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .map(entry -> List.of(
                        Cell.of(entry.getKey()),
                        Cell.of(
                                entry.getValue().size() + " of "
                                        + run.samples().stream()
                                                .filter(sample -> sample.check().equals(entry.getKey()))
                                                .count(),
                                ReportTone.BAD),
                        Cell.of(entry.getValue()
                                .get(entry.getValue().size() - 1)
                                .error())))
                .toList();
        return Block.table("Failed samples of " + run.name(), List.of("Check", "Failed samples", "Last error"), rows);
    }

    private static String name(RunState run, Release release) {
        return release.isPreFlight(run) ? run.name() + " (pre-flight)" : run.name();
    }

    private static List<Cell> row(String run, CheckResult check) {
        return List.of(
                Cell.of(run),
                Cell.of(check.name()),
                Cell.of(check.target()),
                Cell.of(ReportWords.word(check.status()), tone(check.status())),
                Cell.of(check.latency().toMillis() + " ms"),
                Cell.of(Integer.toString(check.attempts())),
                Cell.of(check.errorIfAny()));
    }

    private static ReportTone tone(CheckResult.Status status) {
        return switch (status) {
            case PASSED -> ReportTone.GOOD;
            case FAILED -> ReportTone.BAD;
            case CANCELLED, SKIPPED -> ReportTone.PLAIN;
        };
    }

    static List<Block> verifications(Release release) {
        List<Block> blocks = new ArrayList<>();
        release.runs().stream().filter(Verifications::isVerification).forEach(run -> {
            blocks.add(new Block.Heading(name(run, release)));
            blocks.add(verdict(run));
            blocks.addAll(failedSamples(run));
            blocks.addAll(BoxPlot.of(run));
            List<TimelineBucket> slices = VerificationTimeline.of(run).slices();
            Findings.of(run).all().stream()
                    .flatMap(finding -> LineChart.of(finding, slices, value -> value(finding, value)))
                    .forEach(blocks::add);
            List<List<Cell>> rows = findings(run);
            if (!rows.isEmpty()) {
                blocks.add(
                        new Block.Table(run.name(), List.of("Name", "Measured", "Limit", "Verdict", "Samples"), rows));
            }
        });
        return blocks;
    }

    private static Block verdict(RunState run) {
        return run.judgement()
                .<Block>map(judgement -> new Block.Text(text(judgement), tone(judgement.verdict())))
                .orElseGet(() -> new Block.Text(
                        run.outcome()
                                        .map(ReportWords::word)
                                        .orElse(
                                                run.openQuestion().isPresent()
                                                        ? "inconclusive, waits for the verdict of a person"
                                                        : "no verdict")
                                + run.reason().map(reason -> ": " + reason).orElse(""),
                        ReportTone.OPEN));
    }

    private static String text(Judgement judgement) {
        String reasons = String.join("; ", judgement.reasons());
        return ReportWords.word(judgement.verdict()) + (reasons.isEmpty() ? "" : ": " + reasons);
    }

    private static List<List<Cell>> findings(RunState run) {
        return Findings.of(run).all().stream()
                .filter(finding ->
                        finding.value().isPresent() || finding.objective().isPresent())
                .map(ResultContent::row)
                .toList();
    }

    private static List<Cell> row(Finding finding) {
        return List.of(
                Cell.of(name(finding)),
                Cell.of(finding.value().map(value -> value(finding, value))),
                Cell.of(finding.objective().map(objective -> objective.pass())),
                finding.verdict().map(ResultContent::verdict).orElse(Cell.of("")),
                Cell.of(Long.toString(finding.samples())));
    }

    private static String name(Finding finding) {
        return switch (finding.measure()) {
            case SUCCESS_RATE -> "Success rate";
            case P50, P95, P99 -> "Latency, " + finding.name();
            case METRIC -> finding.name();
        };
    }

    private static String value(Finding finding, double value) {
        return switch (finding.measure()) {
            case SUCCESS_RATE -> ReportWords.percent(value);
            case P50, P95, P99 -> Math.round(value) + " ms";
            case METRIC -> finding.unit().text(value);
        };
    }

    static Cell verdict(Verdict verdict) {
        return Cell.of(ReportWords.word(verdict), tone(verdict));
    }

    private static ReportTone tone(Verdict verdict) {
        return switch (verdict) {
            case PASS -> ReportTone.GOOD;
            case FAIL -> ReportTone.BAD;
            case INCONCLUSIVE -> ReportTone.OPEN;
        };
    }

    static List<Block> deliveries(Release release) {
        List<List<Cell>> rows = release.deliveries().stream()
                .filter(DeliveryState::isNews)
                .map(ResultContent::row)
                .toList();
        return Block.table("Announcements", List.of("Channel", "Message", "Status", "Attempts", "Answer"), rows);
    }

    private static List<Cell> row(DeliveryState delivery) {
        return List.of(
                Cell.of(delivery.channel()),
                Cell.of(delivery.message().event().wireName()),
                Cell.of(ReportWords.word(delivery.status()), tone(delivery.status())),
                Cell.of(Integer.toString(delivery.attempts())),
                Cell.of(delivery.reason()));
    }

    private static ReportTone tone(DeliveryStatus status) {
        return switch (status) {
            case DELIVERED -> ReportTone.GOOD;
            case FAILED -> ReportTone.BAD;
            case PLANNED, ATTEMPTED -> ReportTone.OPEN;
        };
    }
}
