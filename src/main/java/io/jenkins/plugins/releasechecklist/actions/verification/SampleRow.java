package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import java.util.List;
import java.util.Optional;

/**
 * The samples of one check, in the table.
 *
 * @param samples at least one
 */
public record SampleRow(List<Sample> samples) {
    public SampleRow {
        samples = List.copyOf(samples);
    }

    /** The name of the check. */
    public String check() {
        return samples.get(0).check();
    }

    /** What the last sample said. */
    public StatusView status() {
        return StatusView.of(streak() == 0 ? CheckResult.Status.PASSED : CheckResult.Status.FAILED);
    }

    /** The share of the samples that passed. */
    public double successRate() {
        return 1 - (double) failures().size() / samples.size();
    }

    /** The median of their latencies, in milliseconds. */
    public double typical() {
        return latency(samples.size() / 2);
    }

    /** The longest of their latencies, in milliseconds. */
    public double slowest() {
        return latency(samples.size() - 1);
    }

    private long latency(int place) {
        return samples.stream().mapToLong(Sample::latencyMillis).sorted().toArray()[place];
    }

    /** Those that failed. */
    public List<Sample> failures() {
        return samples.stream().filter(sample -> !sample.passed()).toList();
    }

    /** The last one that failed. */
    public Optional<Sample> lastFailure() {
        return failures().stream().reduce((earlier, later) -> later);
    }

    /** How many failed, and how many of those follow each other at the end. */
    public String failed() {
        return Messages.SampleRow_failed(failures().size(), streak());
    }

    /** How many samples failed in a row at the end. */
    private int streak() {
        int streak = 0;
        while (streak < samples.size()
                && !samples.get(samples.size() - 1 - streak).passed()) {
            streak++;
        }
        return streak;
    }
}
