package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.LatencyQuantiles;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.MetricOutcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Observes what was deployed and judges it, or measures what a later verification is compared with. */
class PostDeployVerifyExecution extends CheckingExecution<PostDeployVerifyStep> {
    private static final long serialVersionUID = 1L;

    /** Null until this Jenkins began to observe. */
    private transient VerificationRounds rounds;

    PostDeployVerifyExecution(StepContext context, PostDeployVerifyStep step) {
        super(context, step, step.isBaseline() ? "baseline" : "postDeployVerify");
    }

    @Override
    Optional<Instant> check(StepRun run) throws Exception {
        OnInconclusive onInconclusive =
                Parameters.oneOf("onInconclusive", step().getOnInconclusive(), OnInconclusive.values());
        if (rounds == null) {
            VerificationTerms terms =
                    VerificationTerms.of(step(), run.state(), run.environment()).masked(SecretMasker.of(getContext()));
            rounds = new VerificationRounds(run, terms, !step().isBaseline());
        }
        Optional<Instant> next = rounds.takeDue();
        if (next.isEmpty() && step().isBaseline()) {
            keep(run, rounds.verification().statistics().measured());
        } else if (next.isEmpty()) {
            judge(run, rounds.assessment(), onInconclusive);
        }
        return next;
    }

    private void keep(StepRun run, Measured measured) throws IOException {
        boolean seen = measured.latency().isPresent() || !measured.metrics().isEmpty();
        Optional<String> reason =
                seen ? Optional.empty() : Optional.of(Messages.PostDeployVerifyExecution_nothingMeasured());
        run.log(reason.orElseGet(() -> Messages.PostDeployVerifyExecution_baseline(words(measured))));
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.BaselineMeasured(run.id(), measured),
                        new ReleaseEvent.RunFinished(run.id(), seen ? Outcome.PASSED : Outcome.FAILED, reason));
    }

    private static String words(Measured measured) {
        List<String> words = new ArrayList<>();
        measured.latency()
                .ifPresent(latency -> words.add(
                        Messages.PostDeployVerifyExecution_latency(latency.p50(), latency.p95(), latency.p99())));
        measured.metrics().forEach(metric -> words.add(metric.name() + " " + metric.mean()));
        return String.join("; ", words);
    }

    private void judge(StepRun run, Assessment assessment, OnInconclusive onInconclusive)
            throws IOException, InterruptedException {
        List<String> reasons = SecretMasker.of(getContext()).mask(assessment.reasons());
        Verdict verdict = assessment.verdict();
        boolean passed =
                verdict == Verdict.PASS || verdict == Verdict.INCONCLUSIVE && onInconclusive == OnInconclusive.PASS;
        String found = String.join("; ", reasons);
        String judged = Messages.PostDeployVerifyExecution_verdict(verdict, found);
        String why = verdict == Verdict.FAIL ? found : judged;
        run.log(judged);
        Judgement judgement =
                Judgement.of(assessment, seenVersion(run.state(), run.id())).withReasons(reasons);
        run.record()
                .append(
                        run.actor(),
                        new ReleaseEvent.VerificationJudged(run.id(), judgement),
                        new ReleaseEvent.RunFinished(
                                run.id(),
                                passed ? Outcome.PASSED : Outcome.FAILED,
                                passed ? Optional.empty() : Optional.of(why)));
    }

    /** The version that was there last: the released one when the last look at it passed. */
    private static Optional<String> seenVersion(Release release, String run) {
        return release.run(run).stream()
                .flatMap(recorded -> recorded.samples().stream())
                .filter(sample -> sample.check().equals(VersionProbe.CHECK_NAME))
                .reduce((earlier, later) -> later)
                .filter(Sample::passed)
                .flatMap(sample -> release.version());
    }

    @Override
    Map<String, Object> result(RunState recorded) throws AbortException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", recorded.name());
        result.put("environment", recorded.environment().orElse(null));
        if (step().isBaseline()) {
            Measured measured = recorded.baseline().orElseThrow(() -> unfinished(recorded));
            result.put("successRate", measured.successRate().orElse(null));
            putLatency(result, measured);
            Map<String, Double> metrics = new LinkedHashMap<>();
            measured.metrics().forEach(metric -> metrics.put(metric.name(), metric.mean()));
            result.put("metrics", metrics);
            return result;
        }
        Judgement judgement = recorded.judgement().orElseThrow(() -> unfinished(recorded));
        result.put("verdict", judgement.verdict().name());
        result.put("reasons", new ArrayList<>(judgement.reasons()));
        result.put("samples", judgement.samples());
        result.put("successRate", judgement.successRate());
        result.put("p95Millis", judgement.p95Millis().orElse(null));
        judgement.measured().ifPresent(measured -> putLatency(result, measured));
        List<Map<String, Object>> metrics = new ArrayList<>();
        judgement.metrics().forEach(metric -> metrics.add(row(metric)));
        result.put("metrics", metrics);
        return result;
    }

    private static AbortException unfinished(RunState recorded) {
        return new AbortException(recorded.reason().orElse(recorded.name()));
    }

    private static void putLatency(Map<String, Object> result, Measured measured) {
        result.put("p50Millis", measured.latency().map(LatencyQuantiles::p50).orElse(null));
        result.put("p95Millis", measured.latency().map(LatencyQuantiles::p95).orElse(null));
        result.put("p99Millis", measured.latency().map(LatencyQuantiles::p99).orElse(null));
    }

    private static Map<String, Object> row(MetricOutcome metric) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", metric.name());
        row.put("verdict", metric.verdict().name());
        row.put("value", metric.value().orElse(null));
        row.put("samples", metric.samples());
        row.put("missed", metric.missed());
        return row;
    }

    /** What a verification means that could not be judged: too few samples, nobody answered. */
    enum OnInconclusive {
        /** It counts as failed. */
        FAIL,
        /** It counts as passed. */
        PASS
    }
}
