package io.jenkins.plugins.releasechecklist.actions.json;

import io.jenkins.plugins.releasechecklist.engine.probe.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.util.List;
import java.util.Optional;

/**
 * One verification after a deployment.
 *
 * @param environment where; null when none was named
 * @param verdict {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}; null while it is not over
 * @param samples how many samples were taken
 * @param successRate the share of them that passed, 0 to 1; null before the first sample
 * @param p95Millis the latency that 95 of 100 passing samples did not exceed, in milliseconds; null before the verdict, and when
 *     none passed
 * @param metrics the metrics that were compared; always empty in this version
 */
public record VerificationJson(
        Optional<String> environment,
        Optional<String> verdict,
        long samples,
        Optional<Double> successRate,
        Optional<Long> p95Millis,
        List<Object> metrics) {

    /** The answer for a run of {@code postDeployVerify}. */
    static VerificationJson of(RunState run) {
        Optional<Judgement> judgement = run.judgement();
        long samples =
                judgement.map(Judgement::samples).orElse((long) run.samples().size());
        return new VerificationJson(
                run.environment(),
                judgement.map(it -> it.verdict().name()),
                samples,
                judgement.map(Judgement::successRate).or(() -> rateOf(run.samples())),
                judgement.flatMap(Judgement::p95Millis),
                List.of());
    }

    private static Optional<Double> rateOf(List<Sample> samples) {
        long passed = samples.stream().filter(Sample::passed).count();
        return samples.isEmpty() ? Optional.empty() : Optional.of((double) passed / samples.size());
    }
}
