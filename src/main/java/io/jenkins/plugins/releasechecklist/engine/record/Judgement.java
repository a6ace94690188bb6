package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.probe.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param verdict the outcome
 * @param reasons why, in words
 * @param samples how many samples were taken
 * @param successRate the share of samples that passed, 0 to 1
 * @param p95Millis the latency that 95 of 100 samples did not exceed, in milliseconds
 * @param version the version that the deployed system said last
 */
public record Judgement(
        Verdict verdict,
        List<String> reasons,
        long samples,
        double successRate,
        Optional<Long> p95Millis,
        Optional<String> version) {
    public Judgement {
        reasons = List.copyOf(reasons);
        if (!(successRate >= 0 && successRate <= 1)) {
            throw new IllegalArgumentException("Expected a success rate from 0 to 1, found " + successRate);
        }
    }
}
