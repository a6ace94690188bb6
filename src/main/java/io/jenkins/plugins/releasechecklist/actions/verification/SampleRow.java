package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of one check, in the table.
 *
 * @param check its name
 * @param status what the last sample said
 * @param samples how many there are
 * @param successRate the share of them that passed
 * @param typical the median of their latencies
 * @param slowest the longest of their latencies
 * @param error what was wrong the last time that something was; empty when all passed
 * @param failed how many failed, and how many of those follow each other at the end; empty when all passed
 * @param firstFailure when the first failed; nothing when all passed
 * @param lastFailure when the last failed; nothing when at most one did
 */
public record SampleRow(
        String check,
        StatusView status,
        int samples,
        String successRate,
        String typical,
        String slowest,
        String error,
        String failed,
        MomentView firstFailure,
        MomentView lastFailure) {

    static List<SampleRow> of(List<Sample> samples, UtcTimeFormat moments, NumberFormats figures) {
        Map<String, List<Sample>> byCheck = new LinkedHashMap<>();
        samples.forEach(sample -> byCheck.computeIfAbsent(sample.check(), name -> new ArrayList<>())
                .add(sample));
        return byCheck.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), moments, figures))
                .toList();
    }

    private static SampleRow of(String check, List<Sample> samples, UtcTimeFormat moments, NumberFormats figures) {
        long[] latencies =
                samples.stream().mapToLong(Sample::latencyMillis).sorted().toArray();
        List<Sample> failures =
                samples.stream().filter(sample -> !sample.passed()).toList();
        int streak = streak(samples);
        return new SampleRow(
                check,
                StatusView.of(streak == 0 ? CheckResult.Status.PASSED : CheckResult.Status.FAILED),
                samples.size(),
                figures.percent(1 - (double) failures.size() / samples.size()),
                figures.millis(latencies[latencies.length / 2]),
                figures.millis(latencies[latencies.length - 1]),
                failures.isEmpty() ? "" : failures.get(failures.size() - 1).error(),
                failures.isEmpty() ? "" : Messages.SampleRow_failed(failures.size(), streak),
                failures.isEmpty()
                        ? MomentView.NONE
                        : moments.ofSecond(failures.get(0).at()),
                failures.size() < 2
                        ? MomentView.NONE
                        : moments.ofSecond(failures.get(failures.size() - 1).at()));
    }

    /** How many samples failed in a row at the end. */
    private static int streak(List<Sample> samples) {
        int streak = 0;
        while (streak < samples.size()
                && !samples.get(samples.size() - 1 - streak).passed()) {
            streak++;
        }
        return streak;
    }
}
