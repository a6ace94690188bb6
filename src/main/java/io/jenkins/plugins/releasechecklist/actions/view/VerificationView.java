package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One verification after a deployment.
 *
 * @param run the id of the run
 * @param environment where; empty when none was named
 * @param status the verdict, or how the run goes while there is none
 * @param reasons why
 * @param samples how many samples were taken
 * @param successRate the share of them that passed, in percent; empty before the first
 * @param p95 the latency that 95 of 100 passing samples did not exceed; empty before the verdict
 * @param deployed the version that the deployed system said last; empty when it was not asked
 * @param started when it began
 * @param took how long it took; empty while it works
 * @param rows one for each check
 */
public record VerificationView(
        String run,
        String environment,
        StatusView status,
        List<String> reasons,
        long samples,
        String successRate,
        String p95,
        String deployed,
        MomentView started,
        String took,
        List<SampleRow> rows)
        implements Part {
    public VerificationView {
        reasons = List.copyOf(reasons);
        rows = List.copyOf(rows);
    }

    static VerificationView of(RunState run, Moments moments, Locale locale) {
        long passed = run.samples().stream().filter(Sample::passed).count();
        long samples = run.judgement().map(Judgement::samples).orElse((long)
                run.samples().size());
        double rate = run.judgement().map(Judgement::successRate).orElse(samples == 0 ? 0 : (double) passed / samples);
        return new VerificationView(
                run.run(),
                run.environment().orElse(""),
                run.judgement()
                        .map(found -> StatusView.of(found.verdict()))
                        .orElseGet(() -> StatusView.of(run.outcome())),
                run.judgement()
                        .map(Judgement::reasons)
                        .orElseGet(() -> run.reason().map(List::of).orElse(List.of())),
                samples,
                samples == 0 ? "" : percent(rate, locale),
                run.judgement()
                        .flatMap(Judgement::p95Millis)
                        .map(Messages::CheckRunView_millis)
                        .orElse(""),
                run.judgement().flatMap(Judgement::version).orElse(""),
                moments.of(run.started()),
                run.ended()
                        .map(end -> Wording.duration(Duration.between(run.started(), end)))
                        .orElse(""),
                rows(run.samples(), locale));
    }

    private static List<SampleRow> rows(List<Sample> samples, Locale locale) {
        Map<String, List<Sample>> byCheck = new LinkedHashMap<>();
        samples.forEach(sample -> byCheck.computeIfAbsent(sample.check(), name -> new ArrayList<>())
                .add(sample));
        return byCheck.entrySet().stream()
                .map(entry -> SampleRow.of(entry.getKey(), entry.getValue(), locale))
                .toList();
    }

    /** A share in percent, rounded down: 99.99 % of the samples are not all of them. */
    private static String percent(double share, Locale locale) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(1);
        format.setRoundingMode(RoundingMode.FLOOR);
        return format.format(share);
    }

    /**
     * The samples of one check.
     *
     * @param check its name
     * @param status what the last sample said
     * @param samples how many there are
     * @param successRate the share of them that passed
     * @param typical the median of their latencies
     * @param slowest the longest of their latencies
     * @param error what was wrong the last time that something was; empty when all passed
     */
    public record SampleRow(
            String check,
            StatusView status,
            int samples,
            String successRate,
            String typical,
            String slowest,
            String error) {
        static SampleRow of(String check, List<Sample> samples, Locale locale) {
            long[] latencies =
                    samples.stream().mapToLong(Sample::latencyMillis).sorted().toArray();
            long passed = samples.stream().filter(Sample::passed).count();
            boolean lastPassed = samples.get(samples.size() - 1).passed();
            return new SampleRow(
                    check,
                    StatusView.of(lastPassed ? CheckResult.Status.PASSED : CheckResult.Status.FAILED),
                    samples.size(),
                    percent((double) passed / samples.size(), locale),
                    Messages.CheckRunView_millis(latencies[latencies.length / 2]),
                    Messages.CheckRunView_millis(latencies[latencies.length - 1]),
                    samples.stream()
                            .filter(sample -> !sample.passed())
                            .reduce((earlier, later) -> later)
                            .map(Sample::error)
                            .orElse(""));
        }
    }
}
