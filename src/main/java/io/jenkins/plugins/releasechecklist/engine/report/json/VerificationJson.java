package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.report.course.Finding;
import io.jenkins.plugins.releasechecklist.engine.report.course.Findings;
import io.jenkins.plugins.releasechecklist.engine.report.course.VerificationTimeline;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * One verification after a deployment. Numbers are those of the verdict, and those so far while there is none.
 *
 * @param run the id of the run, as in {@code verifications/RUN/chart}
 * @param environment where; null when none was named
 * @param verdict {@code PASS}, {@code FAIL} or {@code INCONCLUSIVE}; null while it is not over
 * @param decidedBy the user id of the person whose verdict it is; null where it follows from the samples
 * @param asksUntil when the verification stops asking people for a verdict (ISO-8601, UTC); null while it does not ask
 * @param reasons why, in words; empty before the verdict
 * @param samples how many samples were taken
 * @param successRate the share of them that passed, 0 to 1; null before the first sample
 * @param p50Millis the median of the latencies of passing samples, in milliseconds; null when none passed
 * @param p95Millis the latency that 95 of 100 passing samples did not exceed, in milliseconds; null when none passed
 * @param p99Millis the latency that 99 of 100 passing samples did not exceed, in milliseconds; null when none passed
 * @param objectives what is demanded of success rate and latency
 * @param metrics the metrics
 * @param baselineFrom where the baseline comes from, in words; null when none is needed, or there is none
 * @param gaps interruptions, in order
 * @param preFlight whether it tested something else than the release, such as the environment before the deployment; left out
 *     when it did not
 */
public record VerificationJson(
        String run,
        Optional<String> environment,
        Optional<String> verdict,
        Optional<String> decidedBy,
        Optional<String> asksUntil,
        List<String> reasons,
        long samples,
        Optional<Double> successRate,
        Optional<Long> p50Millis,
        Optional<Long> p95Millis,
        Optional<Long> p99Millis,
        List<ObjectiveJson> objectives,
        List<MetricJson> metrics,
        Optional<String> baselineFrom,
        List<GapJson> gaps,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean preFlight) {
    public VerificationJson {
        reasons = List.copyOf(reasons);
        objectives = List.copyOf(objectives);
        metrics = List.copyOf(metrics);
        gaps = List.copyOf(gaps);
    }

    /**
     * Something that is demanded.
     *
     * @param name {@code successRate}, {@code p50}, {@code p95} or {@code p99}
     * @param verdict whether it is as demanded; null before the verdict of the verification
     * @param value what was measured: 0 to 1, or milliseconds; null when nothing was
     * @param baseline what was measured before the deployment; null when it is not needed, or there is none
     * @param pass the criterion as it was written
     * @param limit the bound of the criterion in numbers; null without the baseline that it is computed from
     */
    public record ObjectiveJson(
            String name,
            Optional<Verdict> verdict,
            Optional<Double> value,
            Optional<Double> baseline,
            String pass,
            Optional<Double> limit) {
        static ObjectiveJson of(Finding finding, Objective objective) {
            return new ObjectiveJson(
                    finding.name(),
                    finding.verdict(),
                    finding.value(),
                    objective.baseline(),
                    objective.pass(),
                    objective.limit());
        }
    }

    /**
     * A metric.
     *
     * @param name its name
     * @param verdict whether it was as demanded; null before the verdict of the verification, and if nothing is demanded
     * @param value the mean of what was measured; null when nothing was
     * @param baseline the mean before the deployment; null when it is not needed, or there is none
     * @param pass the criterion as it was written; null if nothing is demanded
     * @param samples how often it was measured
     * @param missed how often it could not be measured
     */
    public record MetricJson(
            String name,
            Optional<Verdict> verdict,
            Optional<Double> value,
            Optional<Double> baseline,
            Optional<String> pass,
            long samples,
            long missed) {
        static MetricJson of(Finding finding) {
            return new MetricJson(
                    finding.name(),
                    finding.verdict(),
                    finding.value(),
                    finding.objective().flatMap(Objective::baseline),
                    finding.objective().map(Objective::pass),
                    finding.samples(),
                    finding.missed());
        }
    }

    /**
     * A time without samples.
     *
     * @param from when the last samples before it were taken (ISO-8601, UTC)
     * @param until when the first samples after it were taken
     * @param missedRounds how many rounds would have fallen into it
     */
    public record GapJson(String from, String until, long missedRounds) {}

    public static VerificationJson of(RunState run, boolean preFlight) {
        Findings findings = Findings.of(run);
        return new VerificationJson(
                run.run(),
                run.environment(),
                run.judgement().map(Judgement::verdict).map(Verdict::name),
                run.judgement().flatMap(Judgement::decidedBy).map(Person::id),
                run.openQuestion().map(question -> question.asked().until().toString()),
                run.judgement().map(Judgement::reasons).orElse(List.of()),
                findings.samples(),
                findings.of(Measure.SUCCESS_RATE).value(),
                millis(findings.of(Measure.P50)),
                millis(findings.of(Measure.P95)),
                millis(findings.of(Measure.P99)),
                findings.all().stream()
                        .filter(finding -> finding.measure() != Measure.METRIC)
                        .flatMap(finding ->
                                finding.objective().stream().map(objective -> ObjectiveJson.of(finding, objective)))
                        .toList(),
                findings.metrics().stream().map(MetricJson::of).toList(),
                run.verification().flatMap(ReleaseEvent.VerificationBegan::baselineFrom),
                VerificationTimeline.of(run).gaps().stream()
                        .map(gap ->
                                new GapJson(gap.from().toString(), gap.until().toString(), gap.missedRounds()))
                        .toList(),
                preFlight);
    }

    private static Optional<Long> millis(Finding finding) {
        return finding.value().map(Math::round);
    }
}
